/** Files of the first version of each format, and of a newer one, in the folders of this package. */
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { getDestinationId } from "../../src/delivery/spool-destination.js";
import FIRST_FORMAT from "../fixtures/disk-format-1.json" with { type: "json" };
import { createReceiverEnv, runCli, runCliJson } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, listFiles, runProgram } from "../support/run.js";
import { createProgram } from "../support/spool.js";
import { startServerWithStatus } from "../support/status-server.js";

const NOW = new Date();
const TODAY = NOW.toISOString().slice(0, 10);
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Returns where each file of a format is. */
function createPaths(home: string, url: string) {
  const data = join(home, ".data", "codeweaver", "telemetry");
  const config = join(home, ".config", "codeweaver");
  const id = getDestinationId(url, "phc_x");
  return {
    salt: join(data, "salt"),
    "identity.json": join(data, "identity.json"),
    spool: join(data, "spool", `${NOW.getTime()}-00000000-${id}.jsonl`),
    lock: join(data, "spool", `sender-${id}.lock`),
    breaker: join(data, "spool", `breaker-${id}.json`),
    receipts: join(data, "receipts", `${TODAY}-0000.jsonl`),
    "telemetry-choice.json": join(config, "telemetry-choice.json"),
    "telemetry-notice.json": join(config, "telemetry-notice.json"),
  };
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, text, { mode: 0o600 });
}

/** Writes the files of the first version, as of today. */
function writeFirstFormat(home: string, url: string): ReturnType<typeof createPaths> {
  const paths = createPaths(home, url);
  for (const [name, path] of Object.entries(paths)) {
    const text = FIRST_FORMAT[name as keyof typeof paths]; // the fixture has the same names
    write(
      path,
      text
        .replace(/"since":\d+/, `"since":${NOW.getTime() - 1000}`)
        .replace(/"time":"[^"]+"/, `"time":"${NOW.toISOString()}"`),
    );
  }
  utimesSync(paths.lock, 0, 0);
  return paths;
}

describe("the first version of each format", () => {
  it("is read: salt, id, pending events, failures, receipts, choice and notice", {
    timeout: 60_000,
  }, async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__IDENTITY: "install" };
    const paths = writeFirstFormat(home, receiver.url);
    const { json } = await runCliJson(["status"], { home, env });
    expect(json).toMatchObject({
      choice: { telemetry: "enabled" },
      pending: { events: 1, files: 1, failedTries: 2 },
      lastSevenDays: { requests: 1, damagedReceipts: 0 },
      trouble: [],
    });
    await runProgram(createProgram(), { home, env });
    await vi.waitFor(() => expect(receiver.events).toHaveLength(4), { timeout: 15_000 });
    const { id } = JSON.parse(FIRST_FORMAT["identity.json"]);
    expect(receiver.events.map(({ distinct_id }) => distinct_id)).toEqual([id, id, id, id]);
    expect(receiver.events.map(({ event }) => event).toSorted()).toEqual(["e", "e", "e", "index_built"]);
    expect(readFileSync(paths.salt, "utf8")).toBe(FIRST_FORMAT.salt);
    const { json: shown } = await runCliJson(["show", "--sent"], { home, env });
    expect(shown.damagedReceipts).toBe(0);
    expect(shown.sent[0].body).toContain('"index_built"');
  });

  it("is written with the fields that the first package reads, and a version", async () => {
    const home = createTempFolder();
    const url = await startServerWithStatus(503);
    const env = {
      ...createReceiverEnv(url),
      CODEWEAVER__TELEMETRY__IDENTITY: "install",
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
      CODEWEAVER__TELEMETRY__MAX_RETRIES: "0",
    };
    const paths = createPaths(home, url);
    await runCli(["enable"], { home, env });
    await runProgram(createProgram("await telemetry.endSession();"), { home, env });
    for (const name of ["identity.json", "breaker", "telemetry-choice.json"] as const) {
      const first = JSON.parse(FIRST_FORMAT[name]);
      expect(JSON.parse(readFileSync(paths[name], "utf8"))).toEqual({
        version: 1,
        ...Object.fromEntries(Object.keys(first).map((key) => [key, expect.anything()])),
      });
    }
  });
});

describe("a newer version of each format", () => {
  it("is not changed by hosts and subcommands, is named by doctor, and is deleted by disable and forget", {
    timeout: 60_000,
  }, async () => {
    const home = createTempFolder();
    const url = await startServerWithStatus(503);
    const env = {
      ...createReceiverEnv(url),
      CODEWEAVER__TELEMETRY__IDENTITY: "install",
      CODEWEAVER__TELEMETRY__MAX_RETRIES: "0",
    };
    const paths = createPaths(home, url);
    const old = new Date(NOW.getTime() - YEAR_MS);
    const newer = {
      [paths["identity.json"]]: '{"version":2,"ids":[]}',
      [paths.breaker]: '{"version":2,"failures":3,"until":0}',
      [paths["telemetry-notice.json"]]: '{"version":2,"policy":"2026-11-28"}',
      [`${paths.salt}.v2`]: "another salt",
      [paths.spool.replace(/\d{13}(-\w+-\w+)\.jsonl$/, `${old.getTime()}$1.v2.jsonl`)]: "{}",
      [paths.receipts.replace(/\d{4}-\d\d-\d\d-0000/, `${old.toISOString().slice(0, 10)}-0000.v2`)]: "{}",
    };
    for (const [path, text] of Object.entries(newer)) {
      write(path, text);
      utimesSync(path, old, old);
    }
    const readAll = () => Object.keys(newer).map((path) => readFileSync(path, "utf8"));

    for (let run = 0; run < 6; run++)
      await runProgram(createProgram("await telemetry.endSession();"), {
        home,
        env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: run % 2 === 0 ? "inline" : "spool" },
      });
    for (const args of [["status"], ["show"], ["preview"], ["flush"], ["enable"]])
      await runCli(args, { home, env });
    expect(readAll()).toEqual(Object.values(newer));
    const { json } = await runCliJson(["doctor"], { home, env });
    expect(json.checks).toContainEqual({
      name: "newer files",
      ok: true,
      found: "5 files of a newer version of this package, which are not changed",
    });

    await runCli(["disable"], { home, env });
    await runCli(["forget"], { home, env });
    expect(
      listFiles(home)
        .map((path) => path.slice(home.length))
        .toSorted(),
    ).toEqual(["/.config/codeweaver/telemetry-choice.json", "/.config/codeweaver/telemetry-notice.json"]);
  });

  it("of the saved choice turns telemetry off, because it may be an opt-out", async () => {
    const home = createTempFolder();
    const env = createReceiverEnv("http://127.0.0.1:9");
    const { "telemetry-choice.json": path } = createPaths(home, "");
    write(path, '{"version":2,"telemetry":"enabled"}');
    const { json } = await runCliJson(["status"], { home, env });
    expect(json).toMatchObject({ state: "off", reason: { name: "unreadable_file" } });
  });
});
