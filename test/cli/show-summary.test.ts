/** `show` without flags: the summary of what was sent and is pending. */
import { describe, expect, it } from "vitest";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import { createReceiverEnv, runCli } from "../support/cli.js";
import { createBatchBody, readShowLines, SPANS_BODY, writeRequestLog } from "../support/request-log.js";
import { runProgram } from "../support/run.js";
import { createUsedHome } from "../support/used-home.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FLAGS_BODY = JSON.stringify({ token: "phc_x", distinct_id: "an id" });
describe("show", () => {
  it("summarizes sixty sessions in less than forty lines", async () => {
    const home = createUsedHome();
    const session = ["codeweaver_session", ...Array.from({ length: 20 }, () => "codeweaver_search")];
    writeRequestLog(
      home,
      Array.from({ length: 60 }, (_, index) => [
        { ageMs: (60 - index) * 10 * MINUTE, url: "https://eu.i.posthog.com/flags/?v=2", body: FLAGS_BODY },
        { ageMs: (60 - index) * 10 * MINUTE - 1000, body: createBatchBody(...session, `own_event_${index}`) },
      ]).flat(),
    );
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), ...DELIVERY_BY_SPOOL };
    await runProgram(createProgram("telemetry.capture('e');"), { home, env });
    const { stdout } = await runCli(["show"], { home, env });
    const lines = stdout.split("\n");
    expect(lines.length).toBeLessThan(40);
    expect(lines[0]).toBe("Sent by codeweaver in the last day: 1320 events in 120 requests");
    expect(lines[1]).toMatch(/^\d+\.\d KB on the wire, first 20[-\d]+ [:\d]+ UTC, last 20[-\d]+ [:\d]+ UTC$/);
    for (const line of [
      "  1200  codeweaver_search",
      "    60  codeweaver_session",
      "     1  own_event_7",
      "  52 more under 52 other names",
      "  60  flag requests to eu.i.posthog.com, answered 200",
      "  60  to eu.i.posthog.com, answered 200",
      "Pending: 2 events in 1 file",
      "  2  e",
    ])
      expect(lines).toContain(line);
    expect(stdout).toContain("\ncodeweaver-telemetry show --full\n");
    expect((await runCli(["show", "--full"], { home, env })).stdout.split("\n").length).toBeGreaterThan(5000);
  });

  it.each([
    ["PostHog's events", createBatchBody("a", "b", "a"), "3 events in 1 request", ["  2  a", "  1  b"]],
    [
      "events of plain HTTP",
      '{"events":[{"event_type":"agent_usage"}],"version":"1.0"}',
      "1 event in 1 request",
      ["  1  agent_usage"],
    ],
    ["spans by their names", SPANS_BODY, "2 spans in 1 request", ["  2  span chat"]],
    [
      "spans in protobuf",
      new Uint8Array([10, 2, 3, 4]),
      "0 events in 1 request",
      ["  1  spans in protobuf to eu.i.posthog.com, answered 200"],
    ],
    [
      "flag requests",
      FLAGS_BODY,
      "0 events in 1 request",
      ["  1  flag requests to eu.i.posthog.com, answered 200"],
    ],
    ["damaged lists", '{"resourceSpans":[7,{"scopeSpans":null}]}', "0 events in 1 request", []],
  ])("counts %s", async (_, body, totals, rows) => {
    const home = createUsedHome();
    writeRequestLog(home, [{ body }]);
    const lines = await readShowLines(home);
    expect(lines[0]).toBe(`Sent by codeweaver in the last day: ${totals}`);
    for (const row of rows) expect(lines).toContain(row);
  });

  it("counts an event once that is sent again after a failure, and lists each answer", async () => {
    const home = createUsedHome();
    const body = createBatchBody("e");
    writeRequestLog(home, [{ body, status: 503 }, { body, status: undefined }, { body }]);
    const lines = await readShowLines(home, "--sent");
    expect(lines[0]).toBe("Sent by codeweaver in the last day: 1 event in 3 requests");
    for (const answer of ["answered 503", "no answer; may have been sent", "answered 200"])
      expect(lines).toContain(`  1  to eu.i.posthog.com, ${answer}`);
  });

  it("says in one line what was sent in seven days when nothing was sent in the last day", async () => {
    const home = createUsedHome();
    writeRequestLog(home, [{ ageMs: 3 * DAY, body: createBatchBody("e", "e") }]);
    expect((await readShowLines(home, "--sent")).slice(0, 2).join(" ")).toMatch(
      /^Nothing was sent by codeweaver in the last day\. In the last 7 days \(--last 7d\): 2 events in 1 request, \d+ bytes on the wire\.$/,
    );
  });

  it("escapes what a terminal would interpret", async () => {
    const home = createUsedHome();
    const escapes = "\u001b\u009b\u202e";
    writeRequestLog(home, [{ body: createBatchBody(`bad${escapes}`) }]);
    for (const args of [[], ["--full"], ["--event", `bad${escapes}`]]) {
      const lines = await readShowLines(home, ...args);
      expect(lines.join("\n")).toContain("bad\\u001b\\u009b\\u202e");
      for (const character of escapes) expect(lines.join("")).not.toContain(character);
    }
  });
});
