/** Starts the collector as `serve` does, on a free port of loopback, with a configuration that a test writes. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import type * as LoadConfig from "../../src/config/load-config.js";
import type * as StartServer from "../../src/server/start-server.js";
import type { SteadyClock } from "../../src/server/steady-clock.js";
import type { RecordKind } from "../../src/store/store.js";
import { importBuilt } from "./built-module.js";
import { readTexts } from "./journal.js";
import { createTempFolder } from "./temp-folder.js";

const { startServer } = await importBuilt<typeof StartServer>("server/start-server.js");
const { loadConfig } = await importBuilt<typeof LoadConfig>("config/load-config.js");

export interface CollectorSetup {
  /** The text of `collector.toml`. */
  readonly toml?: string;
  /** Of the project `default`. */
  readonly manifests?: readonly object[];
  /** @default a new folder, which is deleted after the test */
  readonly data?: string;
  readonly clock?: SteadyClock;
  /** Registers what ends the collector. @default after the test */
  readonly onFinished?: (cleanUp: () => void | Promise<void>) => void;
}

export interface TestCollector extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly data: string;
  readonly server: StartServer.RunningServer;
  /** The lines for the operator. */
  readonly log: readonly string[];
  /** Returns the lines of a journal as objects, without those that were erased. */
  readJournal(kind?: RecordKind, project?: string): Promise<Record<string, unknown>[]>;
  /** Asks the index, as soon as it has everything that the journal has. */
  query(sql: string, project?: string): Promise<readonly (readonly unknown[])[]>;
  /** Returns the metrics by their names and labels, such as `collector_dropped_total{project="default",reason="expired"}`. */
  readMetrics(): Promise<Readonly<Record<string, number>>>;
}

export async function startCollector(setup: CollectorSetup = {}): Promise<TestCollector> {
  const { toml = "", manifests = [], data, clock, onFinished = onTestFinished } = setup;
  const cwd = createTempFolder(onFinished);
  writeFileSync(join(cwd, "collector.toml"), createManifestToml(manifests, cwd) + toml);
  const config = await loadConfig({ env: {}, cwd, flags: { port: 0 } });
  const dataFolder = data ?? join(createTempFolder(onFinished), "data");
  const log: string[] = [];
  const server = await startServer({
    config,
    dataFolder,
    log: (text) => log.push(text),
    ...(clock !== undefined && { clock }),
  });
  let closing: Promise<void> | undefined;
  const close = () => {
    closing ??= server.close();
    return closing;
  };
  onFinished(close);
  const { collector, url } = server;
  const findProject = (name: string) => {
    const project = collector.projects.get(name);
    if (project === undefined) throw new Error(`there is no project ${name}`);
    return project;
  };
  return {
    url,
    port: Number(new URL(url).port),
    data: dataFolder,
    server,
    log,
    async readJournal(kind = "events", project = "default") {
      const texts = await readTexts(join(dataFolder, "projects", project, kind));
      return texts.filter((text) => text.startsWith("{")).map((text) => JSON.parse(text));
    },
    async query(sql, project = "default") {
      const indexed = findProject(project);
      const isIndexed = () => collector.index.isOpen(project) && collector.measureBacklog(indexed) === 0;
      await vi.waitUntil(isIndexed, { timeout: 15_000 });
      return (await collector.index.query(project, sql)).rows;
    },
    async readMetrics() {
      const token = readFileSync(server.tokenPath, "utf8").trim();
      const response = await fetch(`${url}/metrics`, { headers: { Authorization: `Bearer ${token}` } });
      expect(response.status).toBe(200);
      return parseMetrics(await response.text());
    },
    [Symbol.asyncDispose]: close,
  };
}

function parseMetrics(text: string): Record<string, number> {
  const samples = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    samples.map((line) => {
      const end = line.lastIndexOf(" ");
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

/** Writes the manifests of the project `default` into a folder, and returns its configuration. */
function createManifestToml(manifests: readonly object[], folder: string): string {
  if (manifests.length === 0) return "";
  const paths = manifests.map((manifest, index) => {
    const path = join(folder, `manifest-${index}.json`);
    writeFileSync(path, JSON.stringify(manifest));
    return path;
  });
  return `[projects.default]\nmanifests = ${JSON.stringify(paths)}\n`;
}
