/** Answers to requests for flags that are kept on the disk from run to run. */
import { mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import type { FlagOptions } from "../../src/client/feature-flags.js";
import { getDestinationId } from "../../src/delivery/spool-destination.js";
import { startReceiver } from "../../src/receiver/receiver.js";
import { createTempFolder } from "../support/run.js";
import { startTestServer } from "../support/test-server.js";

let home: string;

beforeEach(() => {
  home = createTempFolder();
  vi.stubEnv("XDG_DATA_HOME", home);
  vi.stubEnv("XDG_CONFIG_HOME", join(home, "config"));
  onTestFinished(() => void vi.unstubAllEnvs());
});

/**
 * Runs the tool once. Returns the value of its flag, and how long the read took in milliseconds.
 * @param newAnswer the run does not end before this answer is on the disk
 */
async function run(posthogHost: string, options: FlagOptions = {}, newAnswer?: string) {
  const telemetry = createTelemetryClient({
    tool: "mytool",
    posthogApiKey: "phc_test",
    posthogHost,
    exitBudgetMs: 100,
    overrides: { batchIntervalSeconds: 3600 },
  });
  await telemetry.ready();
  const started = performance.now();
  const value = await telemetry.getFeatureFlag("ab", { fallback: "fallback", timeoutMs: 300, ...options });
  const milliseconds = performance.now() - started;
  if (newAnswer !== undefined)
    await vi.waitFor(() => expect(readFileSync(getFile(posthogHost), "utf8")).toContain(newAnswer), 5000);
  await telemetry.shutdown();
  return { value, milliseconds };
}

/** For a server that answers, so that a busy machine is no reason for a fallback. */
const PATIENT = { timeoutMs: 5000 };

const getFile = (url: string) =>
  join(home, "mytool", "telemetry", `flags-${getDestinationId(url, "phc_test")}.json`);

describe("the next run", () => {
  it("has the last answer at once, and requests another one for the run after it", async () => {
    const values = ["one", "two", "three"];
    let requests = 0;
    const receiver = await startReceiver({ flags: () => ({ ab: values[requests++] ?? "last" }) });
    onTestFinished(() => receiver.close());
    expect((await run(receiver.url, PATIENT)).value).toBe("one");
    expect((await run(receiver.url, {}, "two")).value).toBe("one");
    expect((await run(receiver.url, {}, "three")).value).toBe("two");
    expect((await run(receiver.url, {}, "last")).value).toBe("three");
    expect(requests).toBe(4);
    expect(statSync(getFile(receiver.url)).mode & 0o077).toBe(0);
  });

  it("has the last answer of a server that is gone", async () => {
    const receiver = await startReceiver({ flags: { ab: "test" } });
    expect((await run(receiver.url)).value).toBe("test");
    await receiver.close();
    expect((await run(receiver.url)).value).toBe("test");
    expect((await run(receiver.url)).value).toBe("test");
  });

  it("does not wait for a server that has not answered, until it answers", async () => {
    let isSilent = true;
    const url = await startTestServer((request, response) => {
      request.resume();
      const flags = { ab: { key: "ab", enabled: true, variant: "test" } };
      if (!isSilent) response.end(JSON.stringify({ flags }));
    });
    const first = await run(url);
    expect(first).toMatchObject({ value: "fallback" });
    expect(first.milliseconds).toBeGreaterThan(250);
    for (let index = 0; index < 3; index++) {
      const later = await run(url);
      expect(later.value).toBe("fallback");
      expect(later.milliseconds).toBeLessThan(first.milliseconds / 2);
    }
    isSilent = false;
    await run(url, {}, "test");
    expect((await run(url)).value).toBe("test");
  });

  it("has no answer to a request with other properties, groups or ids", async () => {
    const receiver = await startReceiver({
      flags: ({ distinct_id, person_properties }) => ({ ab: `${distinct_id} ${person_properties?.plan}` }),
    });
    onTestFinished(() => receiver.close());
    const distinctId = "00000000-0000-4000-8000-000000000000";
    const read = async (options: FlagOptions) => (await run(receiver.url, options)).value;
    expect(await read({ distinctId })).toBe(`${distinctId} undefined`);
    expect(await read({ distinctId, personProperties: { plan: "pro" } })).toBe(`${distinctId} pro`);
    expect(await read({})).toMatch(/^bucket-\d+-of-32 undefined$/);
  });

  it.each<[string, (file: string) => void]>([
    ["is damaged", (file) => writeFileSync(file, "{", { mode: 0o600 })],
    ["has other fields", (file) => writeFileSync(file, '{"answers":[{"request":1}]}', { mode: 0o600 })],
    ["is of a newer package", (file) => writeFileSync(file, '{"version":2}', { mode: 0o600 })],
    ["is a link", (file) => symlinkSync(`${file}.elsewhere`, file)],
    ["is a folder", (file) => mkdirSync(file)],
  ])("has an answer although the file %s", async (_, prepare) => {
    const receiver = await startReceiver({ flags: { ab: "test" } });
    onTestFinished(() => receiver.close());
    const file = getFile(receiver.url);
    mkdirSync(join(home, "mytool", "telemetry"), { recursive: true, mode: 0o700 });
    prepare(file);
    expect((await run(receiver.url)).value).toBe("test");
  });

  it("does not use an answer that is older than 30 days", async () => {
    const receiver = await startReceiver({ flags: { ab: "new" } });
    onTestFinished(() => receiver.close());
    await run(receiver.url);
    const file = getFile(receiver.url);
    const stored = JSON.parse(readFileSync(file, "utf8"));
    stored.answers[0].flags[0][1].value = "old";
    const write = (ageDays: number) => {
      stored.answers[0].time = Date.now() - ageDays * 24 * 60 * 60 * 1000;
      writeFileSync(file, JSON.stringify(stored), { mode: 0o600 });
    };
    write(31);
    expect((await run(receiver.url)).value).toBe("new");
    write(0.9);
    expect((await run(receiver.url)).value).toBe("old");
  });

  it("waits for a new answer once the last one is a day old, and has the old one if none arrives", async () => {
    let answer = "one";
    let isSilent = false;
    const url = await startTestServer((request, response) => {
      request.resume();
      const flags = { ab: { key: "ab", enabled: true, variant: answer } };
      if (!isSilent) response.end(JSON.stringify({ flags }));
    });
    const makeOld = () => {
      const stored = JSON.parse(readFileSync(getFile(url), "utf8"));
      stored.answers[0].time -= 25 * 60 * 60 * 1000;
      writeFileSync(getFile(url), JSON.stringify(stored), { mode: 0o600 });
    };
    expect((await run(url, PATIENT)).value).toBe("one");
    answer = "two";
    makeOld();
    expect((await run(url, PATIENT)).value).toBe("two");
    isSilent = true;
    makeOld();
    const silent = await run(url);
    expect(silent.value).toBe("two");
    expect(silent.milliseconds).toBeGreaterThan(250);
    const later = await run(url);
    expect(later.value).toBe("two");
    expect(later.milliseconds).toBeLessThan(silent.milliseconds / 2);
  });
});
