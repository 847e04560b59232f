/** `show --event` and `show --last`: one event, and the span of time. */
import { describe, expect, it } from "vitest";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import { createReceiverEnv, runCli, runCliJson } from "../support/cli.js";
import { createBatchBody, readShowLines, SPANS_BODY, writeRequestLog } from "../support/request-log.js";
import { createTempFolder, runProgram } from "../support/run.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

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
    expect((await readShowLines(home, "--event", "e", "--pending"))[0]).toBe("e is pending 1 time.");
    for (const name of ["chat", "span"])
      expect((await readShowLines(home, "--event", name, "--sent"))[0]).toBe(
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
    expect((await readShowLines(home, "--last", last))[0]).toMatch(
      `Sent by codeweaver ${label}: ${count} event`,
    );
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
