/** Experiments of a client: the variant, the outcome on the wire, and the remote flag that stops it or pins a variant. */
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { TelemetryClient } from "../../src/client/client.js";
import type { FlagOptions } from "../../src/client/feature-flags.js";
import { defineExperiment } from "../../src/events/experiment.js";
import { defineMetric } from "../../src/events/metric.js";
import { readSentIds } from "../../src/installation/sent-ids.js";
import { startTestServer } from "../support/test-server.js";
import { createToolRuns, REPORT_PROPERTIES, setClock, type ToolRuns } from "../support/tool-runs.js";

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const experiment = defineExperiment("new_reranker", {
  variants: { control: 50, test: 50 },
  metrics: [
    defineMetric("rank", { event: "search_done", property: "rank", aggregate: "quantiles", clip: [1, 50] }),
    defineMetric("found", { event: "search_done", property: "found", aggregate: "count", clip: [0, 100] }),
    defineMetric("searches", { event: "search_done", aggregate: "count", clip: [0, 100] }),
    defineMetric("errors", { event: "search_failed", property: "ms", aggregate: "sum", clip: [0, 100] }),
  ],
  weeks: 2,
});

/** The value of the remote flag of the same name. Undefined if there is no such flag. */
let remoteValue: string | boolean | undefined;
let tool: ToolRuns;

beforeEach(async () => {
  remoteValue = undefined;
  tool = await createToolRuns({
    flags: () => (remoteValue === undefined ? {} : { new_reranker: remoteValue }),
  });
});

const readVariant = (telemetry: TelemetryClient, options: FlagOptions<string> = {}) =>
  telemetry.getFeatureFlag("new_reranker", { fallback: "fallback", ...options });

/** Runs the tool at a time: it reads the variant and searches. Returns the variant. */
async function searchAt(time: string, ranks: readonly number[] = [], options: TelemetryOptions = {}) {
  setClock(time);
  let variant: unknown;
  await tool.run(
    async (telemetry) => {
      variant = await readVariant(telemetry);
      for (const rank of ranks) telemetry.capture("search_done", { rank, found: rank < 5 });
    },
    { experiments: [experiment], ...options },
  );
  return variant;
}

const listEvents = (name: string) => tool.receiver.events.filter(({ event }) => event === name);

describe("the variant of an experiment", () => {
  it("is the same in every run, also after the outcome was sent", async () => {
    const variants = new Set<unknown>();
    for (const day of ["2026-11-02", "2026-11-03", "2026-11-20", "2027-05-01"])
      variants.add(await searchAt(`${day}T10:00:00Z`));
    expect(variants.size).toBe(1);
    expect(["control", "test"]).toContain([...variants][0]);
  });

  it("is on every later event of the session, and is no exposure of the session", async () => {
    const variant = await searchAt("2026-11-02T10:00:00Z", [3, 4]);
    const variants = listEvents("search_done").map(({ properties }) => properties["$feature/new_reranker"]);
    expect(variants).toEqual([variant, variant]);
    expect(listEvents("$feature_flag_called")).toEqual([]);
  });

  it.each<[string, TelemetryOptions]>([
    ["nothing is kept on the disk", { spool: false }],
    ["events are printed", { dryRun: true }],
    ["telemetry is off", { disableTelemetry: true }],
  ])("is the fallback where %s", async (_, options) => {
    expect(await searchAt("2026-11-02T10:00:00Z", [], options)).toBe("fallback");
  });

  it("is the fallback where the salt cannot be kept, because every run would assign another one", async () => {
    mkdirSync(join(tool.data, "salt"), { recursive: true, mode: 0o700 }); // a folder in place of the file
    expect(await searchAt("2026-11-02T10:00:00Z")).toBe("fallback");
  });

  it("does not depend on the order of the variants in the code", async () => {
    const reversed = { ...experiment, variants: { test: 50, control: 50 } };
    const variant = await searchAt("2026-11-02T10:00:00Z");
    expect(await searchAt("2026-11-02T10:00:00Z", [], { experiments: [reversed] })).toBe(variant);
  });

  it("is that of the definition when the client was created", async () => {
    setClock("2026-11-02T10:00:00Z");
    let calls = 0;
    const changing = {
      ...experiment,
      get variants(): Record<string, number> {
        if (calls++ > 0) throw new Error("a getter of the author");
        return { control: 50, test: 50 };
      },
    };
    const list = [changing];
    const telemetry = tool.createClient({ experiments: list });
    list.length = 0;
    expect(["control", "test"]).toContain(await readVariant(telemetry));
    telemetry.capture("search_done", { rank: 1 });
    await telemetry.shutdown();
  });

  it("ignores an id of the caller that cannot be used", async () => {
    const variant = await searchAt("2026-11-02T10:00:00Z");
    await tool.run(
      async (telemetry) => {
        const distinctId = null as unknown as string; // a caller in plain JavaScript
        expect(await readVariant(telemetry, { distinctId })).toBe(variant);
      },
      { experiments: [experiment] },
    );
    expect(listEvents("$feature_flag_called")).toEqual([]);
  });

  it("is among all flags, without an exposure", async () => {
    const variant = await searchAt("2026-11-02T10:00:00Z");
    let all: unknown;
    await tool.run(
      async (telemetry) => {
        all = await telemetry.getAllFeatureFlags();
      },
      { experiments: [experiment] },
    );
    expect(all).toEqual({ new_reranker: variant });
  });

  it("is that of the remote flag for an id of the caller, which does not take part", async () => {
    remoteValue = "remote";
    setClock("2026-11-02T10:00:00Z");
    await tool.run(
      async (telemetry) => {
        expect(await readVariant(telemetry, { distinctId: "jane" })).toBe("remote");
      },
      { experiments: [experiment] },
    );
    expect(listEvents("$feature_flag_called")).toHaveLength(1);
    expect(readState()).not.toContain("new_reranker");
  });
});

function readState(): string {
  return readFileSync(join(tool.data, "installation.json"), "utf8");
}

describe("telemetry_outcome", () => {
  it("is sent once, two weeks after the variant was first used, with an exposure under the same id", async () => {
    const variant = await searchAt("2026-11-02T10:00:00Z", [3, 60]);
    await searchAt("2026-11-15T23:59:00Z", [6]);
    expect(listEvents("telemetry_outcome")).toEqual([]);
    await searchAt("2026-11-16T00:00:00Z", [50, 50]);
    await searchAt("2026-12-16T00:00:00Z", [50, 50]);
    const [exposure, ...otherExposures] = listEvents("$feature_flag_called");
    const [outcome, ...otherOutcomes] = listEvents("telemetry_outcome");
    expect([...otherExposures, ...otherOutcomes]).toEqual([]);
    expect(outcome).toMatchObject({
      uuid: expect.stringMatching(UUID_V4),
      distinct_id: expect.stringMatching(UUID_V4),
      timestamp: "2026-11-15T12:00:01.000Z",
    });
    expect(outcome?.properties).toEqual({
      experiment: "new_reranker",
      variant,
      "$feature/new_reranker": variant,
      metrics: {
        rank_n: 3,
        rank_mean: 19.7,
        found_n: 3,
        found_mean: 0.333,
        searches_n: 3,
        errors_n: 0,
      },
      ...REPORT_PROPERTIES,
    });
    expect(exposure).toMatchObject({
      distinct_id: outcome?.distinct_id,
      timestamp: "2026-11-15T12:00:00.000Z",
      properties: {
        $feature_flag: "new_reranker",
        $feature_flag_response: variant,
        "$feature/new_reranker": variant,
        locally_evaluated: true,
      },
    });
    const ids = tool.receiver.events.map(({ distinct_id }) => distinct_id);
    expect(ids.filter((id) => id === outcome?.distinct_id)).toHaveLength(2);
    expect(readSentIds(join(tool.data, "ids"), Date.parse("2026-12-16"))).toContain(outcome?.distinct_id);
  });

  it.each<[string, TelemetryOptions]>([
    ["of which no session is sampled", { sampleRate: 0 }],
    ["that is above its rate limit", { eventsPerMinute: 1 }],
    ["without a weekly report", { weeklyReport: false }],
  ])("counts all events of a tool %s", async (_, options) => {
    await searchAt("2026-11-02T10:00:00Z", [1, 2, 3], options);
    await searchAt("2026-11-20T10:00:00Z", [], options);
    expect(listEvents("telemetry_outcome")).toMatchObject([{ properties: { metrics: { rank_n: 3 } } }]);
  });

  it("counts each event of a long run once", async () => {
    setClock("2026-11-02T10:00:00Z");
    await tool.run(
      async (telemetry) => {
        await readVariant(telemetry);
        for (const rank of [1, 2, 3]) {
          telemetry.capture("search_done", { rank });
          await telemetry.flush(); // saves what was counted
          await readVariant(telemetry);
        }
      },
      { experiments: [experiment] },
    );
    await searchAt("2026-11-20T10:00:00Z");
    expect(listEvents("telemetry_outcome")).toMatchObject([
      { properties: { metrics: { rank_n: 3, rank_mean: 2 } } },
    ]);
  });

  it("is sent for an installation that has no other event", async () => {
    await searchAt("2026-11-02T10:00:00Z");
    await searchAt("2026-11-20T10:00:00Z");
    expect(listEvents("telemetry_outcome")).toMatchObject([{ properties: { metrics: { rank_n: 0 } } }]);
  });

  it("counts events of runs that do not read the variant", async () => {
    await searchAt("2026-11-02T10:00:00Z", [1]);
    setClock("2026-11-03T10:00:00Z");
    await tool.run((telemetry) => telemetry.capture("search_done", { rank: 9 }), {
      experiments: [experiment],
    });
    await searchAt("2026-11-20T10:00:00Z");
    expect(listEvents("telemetry_outcome")).toMatchObject([
      { properties: { metrics: { rank_n: 2, rank_mean: 5 } } },
    ]);
  });
});

/** Runs the tool twice, because the first run gets the last answer of the remote flag, and requests a new one. */
async function searchWithNewAnswer(day: string): Promise<unknown> {
  setClock(`${day}T10:00:00Z`);
  await tool.run(
    async (telemetry) => {
      await readVariant(telemetry);
      await telemetry.getAllFeatureFlags({ timeoutMs: 5000 }); // the answer to the earlier request has arrived, too
    },
    { experiments: [experiment] },
  );
  return searchAt(`${day}T10:00:00Z`, [1]);
}

describe("a plain endpoint", () => {
  it("gets the outcome without the exposure that PostHog needs", async () => {
    const options: TelemetryOptions = {
      profile: { tool: "mytool", transport: "http" },
      endpoint: tool.receiver.url,
    };
    await searchAt("2026-11-02T10:00:00Z", [3], options);
    await searchAt("2026-11-20T10:00:00Z", [], options);
    expect(listEvents("$feature_flag_called")).toEqual([]);
    expect(listEvents("telemetry_outcome")).toMatchObject([
      { properties: { experiment: "new_reranker", metrics: { rank_n: 1 } } },
    ]);
  });
});

describe("the remote flag of the same name", () => {
  it("changes nothing if it is true", async () => {
    const drawn = await searchAt("2026-11-02T10:00:00Z");
    remoteValue = true;
    expect(await searchWithNewAnswer("2026-11-03")).toBe(drawn);
    await searchAt("2026-11-20T10:00:00Z");
    expect(listEvents("telemetry_outcome")).toHaveLength(1);
  });

  it.each([
    ["stops the experiment if it is false", false, "fallback"],
    ["stops the experiment with a value that is no variant", "holdout-1", "fallback"],
    ["pins a variant, without an outcome", "test", "test"],
    ["pins the other variant, without an outcome", "control", "control"],
  ])("%s", async (_, value, expected) => {
    await searchAt("2026-11-02T10:00:00Z", [1]);
    remoteValue = value;
    expect(await searchWithNewAnswer("2026-11-03")).toBe(expected);
    await searchAt("2026-11-20T10:00:00Z");
    expect(listEvents("telemetry_outcome")).toEqual([]);
    expect(listEvents("$feature_flag_called")).toEqual([]);
  });

  it("is not among all flags while it is stopped", async () => {
    remoteValue = false;
    setClock("2026-11-02T10:00:00Z");
    await tool.run(async (telemetry) => expect(await telemetry.getAllFeatureFlags()).toEqual({}), {
      experiments: [experiment],
    });
  });

  it("that arrives during a session removes the variant from later events", async () => {
    const url = await startTestServer((request, response) => {
      request.resume();
      const flags = { new_reranker: { key: "new_reranker", enabled: false } };
      setTimeout(() => response.end(JSON.stringify({ flags })), request.url?.startsWith("/flags") ? 200 : 0);
    });
    const telemetry = tool.createClient({ experiments: [experiment], posthogHost: url });
    expect(await readVariant(telemetry, { timeoutMs: 20 })).not.toBe("fallback");
    expect(await readVariant(telemetry, { timeoutMs: 5000 })).toBe("fallback");
    await telemetry.shutdown();
    expect(readState()).toContain('"new_reranker":"ended"');
  });

  it("is respected by the first run of an installation", async () => {
    remoteValue = false;
    expect(await searchAt("2026-11-02T10:00:00Z", [1])).toBe("fallback");
    expect(readState()).not.toContain("new_reranker");
  });

  it("does not prevent the experiment if the server cannot be reached", async () => {
    const drawn = await searchAt("2026-11-02T10:00:00Z", [], { posthogHost: "http://127.0.0.1:9" });
    expect(["control", "test"]).toContain(drawn);
  });
});
