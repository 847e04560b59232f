/** Analyzes experiments whose outcomes were received over HTTP, with the command line. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { MANIFEST } from "../store/contract.js";
import { CleanUps } from "../support/clean-ups.js";
import { runCollectorCli } from "../support/cli-collector.js";
import { createRandom } from "../support/generated-events.js";
import { type SentEvent, sendEvents } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";

const EXPERIMENT = "new reranker";

/** What an installation reports: the exposure and the outcome, under one id. */
function createReport(variant: string, mean: number, distinct_id: string = randomUUID()): SentEvent[] {
  const flag = { $feature_flag: EXPERIMENT, $feature_flag_response: variant, locally_evaluated: true };
  const metrics = { search_ms_mean: mean, search_ms_n: 12, steady_mean: 5 + (mean % 1) };
  return [
    { event: "$feature_flag_called", distinct_id, properties: flag },
    { event: "telemetry_outcome", distinct_id, properties: { experiment: EXPERIMENT, variant, metrics } },
  ];
}

/** The exposure of a remote flag, of which a session reports many, is no installation of the experiment. */
const REMOTE_EXPOSURE: SentEvent[] = [
  {
    event: "$feature_flag_called",
    properties: { $feature_flag: EXPERIMENT, $feature_flag_response: "test", locally_evaluated: false },
  },
];

describe("experiment", () => {
  let collector: TestCollector;
  const run = (...args: string[]) => runCollectorCli(["experiment", ...args, "--data", collector.data]);
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    collector = await startCollector({ manifests: [MANIFEST], onFinished: cleanUps.add });
    const random = createRandom(7);
    const both = randomUUID();
    const reports = [
      ...Array.from({ length: 300 }, () => createReport("control", 100 + 20 * random())),
      ...Array.from({ length: 310 }, () => createReport("test", 80 + 20 * random())),
      createReport("control", 1000, both),
      createReport("test", 1000, both),
      REMOTE_EXPOSURE,
    ];
    await sendEvents(collector.url, reports.flat());
    await collector.query("SELECT 1");
    return cleanUps.run;
  });

  it("compares the variants, and leaves out who saw several", async () => {
    const read = async () => JSON.parse((await run(EXPERIMENT, "--json", "--decrease", "search_ms")).stdout);

    const report = await read();
    expect(report).toMatchObject({
      experiment: EXPERIMENT,
      control: "control",
      sampleRatio: { verdict: "as planned", exposures: 610 },
      variants: [
        { name: "control", exposures: 300 },
        { name: "test", exposures: 310 },
      ],
    });
    const [search, steady] = report.metrics;
    expect(search).toMatchObject({
      metric: "search_ms",
      variants: [{ n: 300 }, { n: 310, verdict: "lower" }],
    });
    expect(search.variants[0].estimate).toBeGreaterThan(108);
    expect(search.variants[0].estimate).toBeLessThan(112);
    expect(search.variants[1].comparison.bayesian.chanceToWin).toBeGreaterThan(0.99);
    expect(steady).toMatchObject({ metric: "steady", variants: [{}, { verdict: "no difference shown" }] });

    const text = (await run(EXPERIMENT)).stdout;
    expect(text).toContain("new reranker: 610 installations");
    expect(text).toMatch(/test: 9\d(?:\.\d)? \(n = 310\), 1\d(?:\.\d)? %\s+below\s+control/);
    expect(text).toMatch(/1 of the others saw several\s+variants, and is left out/);
    expect(text).toContain("What must not be concluded:");
  }, 60_000);

  it.each([
    [["--shares", "control=99,test=1"], /do not have the installations that their shares give them/, 0],
    [["--control", "old"], /the control "old" is not one of the variants: control, test/, 1],
    [["--shares", "control=1"], /the variant test was reported, but has no share/, 1],
    [["--shares", "control"], /--shares has an unexpected value/, 2],
    [["--planned", "many"], /--planned has an unexpected value/, 2],
    [["--decrease", "speed"], /speed is not one of the metrics: search_ms, steady/, 1],
    [["--from", "soon"], /from=soon is not a day/, 1],
  ])("with %j says what is wrong", async (args, message, code) => {
    const { code: ended, stdout, stderr } = await run(EXPERIMENT, ...args);
    expect([ended, stdout + stderr]).toEqual([code, expect.stringMatching(message)]);
  });

  it("uses the plan in the configuration, unless the command line says otherwise", async () => {
    const toml = `[projects.default.experiments."${EXPERIMENT}"]\nshares = { control = 99, test = 1 }\n`;
    const planned = await startCollector({ manifests: [MANIFEST], toml });
    const reports = Array.from({ length: 60 }, () => [
      ...createReport("control", 100),
      ...createReport("test", 90),
    ]);
    await sendEvents(planned.url, reports.flat());
    await planned.query("SELECT 1");
    const read = async (...args: string[]) =>
      (await runCollectorCli(["experiment", EXPERIMENT, ...args, "--data", planned.data])).stdout;
    expect(await read()).toContain("do not have the installations that their shares give them");
    expect(await read("--shares", "control=1,test=1")).toContain("The variants have the installations");
  }, 60_000);

  it("says that an experiment was not reported", async () => {
    const { code, stderr } = await run("other");
    expect([code, stderr]).toEqual([1, expect.stringContaining("none was reported")]);
  });
});
