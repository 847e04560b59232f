/** `show` without --full: the summary, one event, and the span of time. */
import { describe, expect, it } from "vitest";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import { createReceiverEnv, runCli, runCliJson } from "../support/cli.js";
import { createBatchBody, writeRequestLog } from "../support/request-log.js";
import { createTempFolder, runProgram } from "../support/run.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FLAGS_BODY = JSON.stringify({ token: "phc_x", distinct_id: "an id" });
const SPANS_BODY = JSON.stringify({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            { name: "chat", spanId: "a1" },
            { name: "chat", spanId: "a2" },
          ],
        },
      ],
    },
  ],
});

/** Runs `show`, and returns its output as lines without the empty ones. */
async function readLines(home: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await runCli(["show", ...args], { home, env: { COLUMNS: "120" } });
  return stdout.split("\n").filter((line) => line !== "");
}

describe("show", () => {
  it("summarizes sixty sessions in less than forty lines", async () => {
    const home = createTempFolder();
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
    const home = createTempFolder();
    writeRequestLog(home, [{ body }]);
    const lines = await readLines(home);
    expect(lines[0]).toBe(`Sent by codeweaver in the last day: ${totals}`);
    for (const row of rows) expect(lines).toContain(row);
  });

  it("counts an event once that is sent again after a failure, and lists each answer", async () => {
    const home = createTempFolder();
    const body = createBatchBody("e");
    writeRequestLog(home, [{ body, status: 503 }, { body, status: undefined }, { body }]);
    const lines = await readLines(home, "--sent");
    expect(lines[0]).toBe("Sent by codeweaver in the last day: 1 event in 3 requests");
    for (const answer of ["answered 503", "no answer; may have been sent", "answered 200"])
      expect(lines).toContain(`  1  to eu.i.posthog.com, ${answer}`);
  });

  it("says in one line what was sent in seven days when nothing was sent in the last day", async () => {
    const home = createTempFolder();
    writeRequestLog(home, [{ ageMs: 3 * DAY, body: createBatchBody("e", "e") }]);
    expect((await readLines(home, "--sent")).slice(0, 2).join(" ")).toMatch(
      /^Nothing was sent by codeweaver in the last day\. In the last 7 days \(--last 7d\): 2 events in 1 request, \d+ bytes on the wire\.$/,
    );
  });

  it("escapes what a terminal would interpret", async () => {
    const home = createTempFolder();
    const escapes = "\u001b\u009b\u202e";
    writeRequestLog(home, [{ body: createBatchBody(`bad${escapes}`) }]);
    for (const args of [[], ["--full"], ["--event", `bad${escapes}`]]) {
      const lines = await readLines(home, ...args);
      expect(lines.join("\n")).toContain("bad\\u001b\\u009b\\u202e");
      for (const character of escapes) expect(lines.join("")).not.toContain(character);
    }
  });
});

describe("show --event", () => {
  it("prints each occurrence in full, with its time and answer", async () => {
    const home = createTempFolder();
    writeRequestLog(home, [
      { ageMs: 2 * DAY, body: createBatchBody("e") },
      { ageMs: 2 * MINUTE, body: createBatchBody("e", "other"), status: 503 },
      { body: createBatchBody("e") },
    ]);
    const { stdout } = await runCli(["show", "--event", "e"], { home });
    expect(stdout).toMatch(
      /^e was sent 2 times in the last day and 3 times in the last 7 days \(--last 7d\), and is not pending\.\n/,
    );
    expect(stdout.match(/^e {2}sent 20[-\d]+ [:\d]+ UTC to eu\.i\.posthog\.com {2}answered \d+$/gm)).toEqual([
      expect.stringMatching(/503$/),
      expect.stringMatching(/200$/),
    ]);
    expect(stdout.match(/"event": "e"/g)).toHaveLength(2);
    expect(stdout).not.toContain("other");
    const { json } = await runCliJson(["show", "--event", "e", "--last", "1h"], { home });
    expect(json).toMatchObject({
      event: "e",
      sent: [
        { status: 503, event: { event: "e" } },
        { status: 200, event: { event: "e" } },
      ],
      pending: [],
    });
    expect((await runCliJson(["show", "--event", "e"], { home })).json.sent).toHaveLength(3);
  });

  it("prints pending events, and spans by their own name or as span", async () => {
    const home = createTempFolder();
    writeRequestLog(home, [{ url: "http://127.0.0.1:4318/v1/traces", body: SPANS_BODY }]);
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), ...DELIVERY_BY_SPOOL };
    await runProgram(createProgram(""), { home, env });
    expect((await readLines(home, "--event", "e", "--pending"))[0]).toBe("e is pending 1 time.");
    for (const name of ["chat", "span"])
      expect((await readLines(home, "--event", name, "--sent"))[0]).toBe(
        `${name} was sent 2 times in the last day.`,
      );
  });

  it.each([
    ["codeweaver_serach", "did you mean codeweaver_search?"],
    ["zzz", "there are codeweaver_search, chat, span"],
  ])("suggests the nearest names for %s", async (name, hint) => {
    const home = createTempFolder();
    writeRequestLog(home, [{ body: createBatchBody("codeweaver_search") }, { body: SPANS_BODY }]);
    const { code, stdout, stderr } = await runCli(["show", "--event", name], { home });
    expect([code, stdout, stderr]).toEqual([
      2,
      "",
      `codeweaver-telemetry show: no event "${name}" of codeweaver was sent or is pending; ${hint}\n`,
    ]);
  });
});

describe("show --last", () => {
  const AGES = [6 * DAY, 30 * 60 * MINUTE, 5 * 60 * MINUTE, 20 * MINUTE];

  it.each([
    ["30m", "in the last 30 minutes", 1],
    ["1h", "in the last hour", 1],
    ["12h", "in the last 12 hours", 2],
    ["1d", "in the last day", 2],
    ["2d", "in the last 2 days", 3],
    ["7d", "in the last 7 days", 4],
  ])("%s selects what was sent %s", async (last, label, count) => {
    const home = createTempFolder();
    writeRequestLog(
      home,
      AGES.map((ageMs) => ({ ageMs, body: createBatchBody("e") })),
    );
    expect((await readLines(home, "--last", last))[0]).toMatch(`Sent by codeweaver ${label}: ${count} event`);
    expect((await runCliJson(["show", "--last", last], { home })).json.sent).toHaveLength(count);
    const { stdout } = await runCli(["show", "--full", "--sent", "--last", last], { home });
    expect(stdout.match(/answered 200/g)).toHaveLength(count);
    expect((await runCliJson(["show"], { home })).json.sent).toHaveLength(AGES.length);
  });

  it.each([
    ["5", "must be a number of minutes, hours or days, such as 30m, 12h or 7d"],
    ["0d", "must be a number of minutes"],
    ["-1d", "must be a number of minutes"],
    ["1.5h", "must be a number of minutes"],
    ["yesterday", "must be a number of minutes"],
    ["8d", "must be at most 7d, because sent requests are kept for seven days"],
  ])("refuses %s", async (last, why) => {
    const { code, stderr } = await runCli(["show", `--last=${last}`], { home: createTempFolder() });
    expect([code, stderr]).toEqual([2, expect.stringContaining(`--last is "${last}", and ${why}`)]);
  });
});
