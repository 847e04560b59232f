/** Starts the collector of this repository in a process of its own, with a data folder that is deleted at the end. */
import { execFile, type SpawnSyncReturns, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import type { ReceivedEvent } from "codeweaver-telemetry/receiver";

const run = promisify(execFile);

const REPOSITORY = resolve(import.meta.dirname, "../../..");
const FOLDER = join(REPOSITORY, "collector");
const PROGRAM = join(FOLDER, "dist/cli/main.js");
/** What the built-in events of the package may contain. */
const MANIFEST = join(REPOSITORY, "config/telemetry-manifest.json");

const FLAGS = `
[flags.new_reranker]
variants = { test = 100 }
`;

/** The index is asked again until it has everything, for so long. */
const INDEX_TIMEOUT_MS = 15_000;
const POLL_MS = 200;

/** Sums of events and spans. */
export interface CollectorCounts {
  readonly accepted: number;
  readonly indexed: number;
  /** Events and parts of events by reason. */
  readonly dropped: Readonly<Record<string, number>>;
}

/** What the collector has done with the events. */
export interface Collected {
  readonly counts: CollectorCounts;
  /** Its lines, each of which is an event in JSON. */
  readonly journal: string;
  readonly events: readonly ReceivedEvent[];
}

export interface DemoCollector {
  readonly url: string;
  /** Waits until the index has what was accepted, and returns it. */
  collect(): Promise<Collected>;
  close(): Promise<void>;
}

/** @throws Error with what the collector printed, if it does not start */
export async function startCollector(): Promise<DemoCollector> {
  if (!isBuilt()) build();
  const folder = mkdtempSync(join(tmpdir(), "code-search-collector-"));
  const data = join(folder, "data");
  const flags = join(folder, "flags.toml");
  writeFileSync(flags, FLAGS);
  const env = { ...listOtherVariables(), CODEWEAVER_COLLECTOR__PROJECTS__DEFAULT__FLAGS: flags };
  // In a folder of its own, no other collector.toml is read.
  const child = spawn(process.execPath, [PROGRAM, "serve", "--data", data, "--port", "0"], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const close = async () => {
    child.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const)
    process.once(signal, () => void close().finally(() => process.kill(process.pid, signal)));

  const runSubcommand = async (...args: string[]) =>
    (await run(process.execPath, [PROGRAM, ...args, "--data", data], { cwd: folder, env })).stdout;

  try {
    const url = await readUrl(createInterface(child.stderr));
    await runSubcommand("manifest", "add", MANIFEST);
    return {
      url,
      close,
      async collect() {
        const counts = await waitForIndex(async () => parseStatus(await runSubcommand("status")));
        const journal = readJournal(data);
        const lines = journal.split("\n").filter((line) => line !== "");
        return { counts, journal, events: lines.map((line): ReceivedEvent => JSON.parse(line)) };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Returns whether the collector was compiled after the last change of its sources. */
function isBuilt(): boolean {
  const built = statSync(PROGRAM, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const sources = readdirSync(join(FOLDER, "src"), { recursive: true, withFileTypes: true });
  return sources.every((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs < built);
}

function build(): void {
  const { status }: SpawnSyncReturns<Buffer> = spawnSync(
    "npm",
    ["run", "--silent", "build", "-w", "collector"],
    {
      cwd: REPOSITORY,
      stdio: ["ignore", "ignore", "inherit"],
      shell: process.platform === "win32",
    },
  );
  if (status !== 0) throw new Error("the collector could not be compiled: npm run build -w collector");
}

/** A collector of your own may have settings in the environment. */
function listOtherVariables(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("CODEWEAVER_COLLECTOR__")),
  );
}

/** Reads what the collector prints until it says where it listens. */
function readUrl(lines: ReturnType<typeof createInterface>): Promise<string> {
  const printed: string[] = [];
  return new Promise((done, reject) => {
    lines.on("line", (line) => {
      printed.push(line);
      const [, url] = /^listening on (\S+)$/.exec(line) ?? [];
      if (url !== undefined) done(url);
    });
    lines.on("close", () => reject(new Error(`the collector ended: ${printed.join("\n")}`)));
  });
}

async function waitForIndex(readCounts: () => Promise<CollectorCounts>): Promise<CollectorCounts> {
  const deadline = performance.now() + INDEX_TIMEOUT_MS;
  for (;;) {
    const counts = await readCounts();
    if (counts.indexed >= counts.accepted || performance.now() > deadline) return counts;
    await sleep(POLL_MS);
  }
}

function parseStatus(text: string): CollectorCounts {
  const { sinceStart } = JSON.parse(text).projects[0];
  const { accepted, indexed, duplicates, dropped } = sinceStart;
  return {
    accepted: accepted.events + accepted.spans,
    indexed: indexed.events + indexed.spans + duplicates.events + duplicates.spans,
    dropped,
  };
}

/** The journal of so few events is one segment, which is not compressed yet. */
function readJournal(data: string): string {
  const folder = join(data, "projects/default/events");
  const names = readdirSync(folder).filter((name) => name.endsWith(".ndjson"));
  return names.map((name) => readFileSync(join(folder, name), "utf8")).join("");
}
