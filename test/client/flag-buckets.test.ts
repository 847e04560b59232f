/** Requests for flags: the bucket of an installation, read from the bytes that the server receives. */
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import { parseFlagRules } from "../../src/flag-rules/parse-flag-rules.js";
import { isFlagAnswersName } from "../../src/installation/flag-answers.js";
import { type Receiver, startReceiver } from "../../src/receiver/receiver.js";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

const RULES = parseFlagRules(`
[flags.new_reranker]
variants = { control = 50, test = 50 }
`);

let receiver: Receiver;

beforeEach(async () => {
  receiver = await startReceiver({ flags: RULES });
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await receiver.close();
  });
});

/** Runs the tool once in the home of an installation. Returns the variant of its flag. */
async function run(home: string, options: TelemetryOptions = {}): Promise<unknown> {
  vi.stubEnv("XDG_DATA_HOME", home);
  vi.stubEnv("XDG_CONFIG_HOME", join(home, "config"));
  const telemetry = createTelemetryClient({
    tool: "mytool",
    posthogApiKey: "phc_test",
    posthogHost: receiver.url,
    ...options,
  });
  const variant = await telemetry.getFeatureFlag("new_reranker", { timeoutMs: 5000 });
  await telemetry.shutdown();
  return variant;
}

function deleteAnswers(home: string): void {
  const folder = join(home, "mytool", "telemetry");
  for (const name of readdirSync(folder).filter(isFlagAnswersName)) rmSync(join(folder, name));
}

/** Returns the ids of the requests for flags, in order. */
function listFlagIds(): string[] {
  const requests = receiver.requests.filter(({ path }) => path.startsWith("/flags"));
  return requests.map(({ text }) => JSON.parse(text).distinct_id);
}

describe("the bucket of an installation", () => {
  it("is the same in fifty runs, and so is the variant", { timeout: 60_000 }, async () => {
    const home = createTempFolder();
    const variants = new Set<unknown>();
    for (let index = 0; index < 50; index++) {
      variants.add(await run(home));
      deleteAnswers(home); // so that the next run waits for its request
    }
    expect(variants.size).toBe(1);
    expect(listFlagIds()).toHaveLength(50);
    expect(new Set(listFlagIds()).size).toBe(1);
  });

  it("spreads two hundred installations over 32 buckets", { timeout: 60_000 }, async () => {
    const variants: unknown[] = [];
    for (let index = 0; index < 200; index++) variants.push(await run(createTempFolder()));
    const counts = new Map<string, number>();
    for (const id of listFlagIds()) counts.set(id, (counts.get(id) ?? 0) + 1);
    const buckets = Array.from({ length: 32 }, (_, bucket) => `bucket-${bucket}-of-32`);
    expect(buckets).toEqual(expect.arrayContaining([...counts.keys()]));
    // Of 200 installations, 6.25 are expected in each bucket. The bounds fail by chance once in a million runs.
    const chiSquare = buckets.reduce(
      (sum, bucket) => sum + ((counts.get(bucket) ?? 0) - 6.25) ** 2 / 6.25,
      0,
    );
    expect(chiSquare).toBeLessThan(86);
    expect(Math.max(...counts.values())).toBeLessThan(24);
    expect(new Set(variants)).toEqual(new Set(["control", "test"]));
  });

  it.each([2, 64])("is one of `flag_buckets`, which is %d", async (flagBuckets) => {
    for (let index = 0; index < 10; index++) await run(createTempFolder(), { flagBuckets });
    for (const id of listFlagIds()) {
      const [, bucket, count] = /^bucket-(\d+)-of-(\d+)$/.exec(id) ?? [];
      expect(Number(count)).toBe(flagBuckets);
      expect(Number(bucket)).toBeLessThan(flagBuckets);
    }
  });

  it("is new in every run in CI", async () => {
    const home = createTempFolder();
    const program = `
      import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const options = { tool: "mytool", posthogApiKey: "phc_test", posthogHost: ${JSON.stringify(receiver.url)} };
      const telemetry = createTelemetryClient(options);
      await telemetry.getFeatureFlag("new_reranker", { timeoutMs: 5000 });`;
    for (let index = 0; index < 8; index++) await runProgram(program, { home, env: { CI: "true" } });
    expect(listFlagIds()).toHaveLength(8);
    expect(new Set(listFlagIds()).size).toBeGreaterThan(1);
  });

  it("is in no event", async () => {
    await run(createTempFolder());
    expect(receiver.events.length).toBeGreaterThan(0);
    expect(JSON.stringify(receiver.events)).not.toContain("bucket");
  });
});
