/** What a tool's author gets for their own tests. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { captureSearchEvent } from "../../src/bootstrap/code-search-events.js";
import { Anonymize } from "../../src/privacy/decorators/anonymize.js";
import { redacted } from "../../src/privacy/sanitizer/declared-text.js";
import { assertNoLeak } from "../../src/testing/assert-no-leak.js";
import { createTestTelemetry } from "../../src/testing/test-telemetry.js";

describe("createTestTelemetry", () => {
  it("records events instead of sending them, and counts them as sent", async () => {
    const { telemetry, events } = createTestTelemetry();
    telemetry.startSession({ version: "1.2.3" });
    const uuid = telemetry.capture("indexed", { files: 3, cwd: redacted("/home/jane/acme") });
    await telemetry.flush();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      event: "indexed",
      uuid,
      properties: { files: 3, cwd: "[path]", version: "1.2.3" },
    });
    expect(telemetry.stats().sent).toBe(1);
  });

  it("says what was removed from events and tags, and why, but not the value", async () => {
    const { telemetry, removed } = createTestTelemetry();
    telemetry.startSession({ branch: "feature/globex" });
    telemetry.withContext({ note: "two words", fine: "word" }, () =>
      telemetry.capture("search", {
        results: [{ title: "Plan for Globex", tags: new Set(["a b"]) }],
        languages: new Map([["/home/jane", 1]]),
        "a b": 1,
        never: () => 1,
      }),
    );
    expect(removed).toEqual([
      { event: "startSession()", property: "branch", reason: "undeclared_text" },
      { event: "withContext()", property: "note", reason: "undeclared_text" },
      { event: "search", property: "results[].title", reason: "undeclared_text" },
      { event: "search", property: "results[].tags[]", reason: "undeclared_text" },
      { event: "search", property: "languages.*", reason: "undeclared_text" },
      { event: "search", property: "*", reason: "undeclared_text" },
      { event: "search", property: "never", reason: "unsupported" },
    ]);
    expect(telemetry.stats().omitted).toEqual({ undeclared_text: 6, unsupported: 1 });
  });

  it("says what was removed from groups and from questions for flags", async () => {
    const { telemetry, removed } = createTestTelemetry({ flags: { ab: true } });
    telemetry.capture("search", {}, { groups: { "a team": "red", team: "red" } });
    await telemetry.getFeatureFlag("ab", { personProperties: { plan: "pro plus" }, groups: { "a b": "c" } });
    expect(removed).toEqual([
      { event: "search", property: "$groups.*", reason: "undeclared_text" },
      { event: "getFeatureFlag()", property: "plan", reason: "undeclared_text" },
      { event: "getFeatureFlag()", property: "$groups.*", reason: "undeclared_text" },
    ]);
  });

  it("sends the author's names of events, flags and variants with their blanks, redacted", async () => {
    const flags = { "new ranker": "variant two", leaky: "from /home/jane" };
    const { telemetry, events, removed } = createTestTelemetry({ flags });
    for (const key of Object.keys(flags)) await telemetry.getFeatureFlag(key);
    telemetry.capture("search done");
    await telemetry.flush();
    expect(events[0]?.properties).toMatchObject({
      $feature_flag: "new ranker",
      $feature_flag_response: "variant two",
    });
    expect(events[2]).toMatchObject({
      event: "search done",
      properties: { "$feature/new ranker": "variant two", "$feature/leaky": "from [path]" },
    });
    expect(removed).toEqual([]);
  });

  it("is on whatever the environment says, for it sends nothing", async () => {
    process.env.DO_NOT_TRACK = "1";
    const { telemetry, events } = createTestTelemetry();
    telemetry.capture("a");
    await telemetry.endSession();
    expect(telemetry.state.status).toBe("on");
    expect(events).toHaveLength(1);
  });

  it("applies declarations and the manifest", async () => {
    class Job {
      @Anonymize("HASH") cwd = "/home/jane";
      @Anonymize("FORBIDDEN") query = "where is the password";
    }
    const { telemetry, events } = createTestTelemetry();
    telemetry.captureWithSerialization("job", new Job());
    telemetry.capture("codeweaver_search", { intent: "debug", mine: 1 });
    await telemetry.flush();
    expect(events[0]?.properties.cwd).toMatch(/^[0-9a-f]{64}$/);
    expect(events[0]?.properties).not.toHaveProperty("query");
    expect(events[1]?.properties).toMatchObject({ intent: "debug" });
    expect(events[1]?.properties).not.toHaveProperty("mine");
  });

  it("opts in with toolsOverPrivacy", async () => {
    const search = { response: { summary: "", matches: [] }, query: "how are settings read" };
    for (const toolsOverPrivacy of [false, true]) {
      const { telemetry, events } = createTestTelemetry({ toolsOverPrivacy });
      captureSearchEvent(search, telemetry);
      await telemetry.ready();
      captureSearchEvent(search, telemetry);
      await telemetry.flush();
      expect("query" in (events[1]?.properties ?? {})).toBe(toolsOverPrivacy);
    }
  });

  it("has the given values of flags", async () => {
    const { telemetry, events } = createTestTelemetry({ flags: { reranker: "test" } });
    expect(await telemetry.getFeatureFlag("reranker")).toBe("test");
    expect(await telemetry.isFeatureEnabled("other")).toBe(false);
    telemetry.capture("after");
    await telemetry.flush();
    expect(events.at(-1)?.properties["$feature/reranker"]).toBe("test");
  });
});

describe("assertNoLeak", () => {
  const canary = 'jane/"acme" plan';
  const inside = (text: string) => [{ event: "x", properties: { note: text } }];

  it.each([
    ["as it is", canary],
    ["in other case", canary.toUpperCase()],
    ["within more", `a ${canary} b`],
    ["as JSON in JSON", JSON.stringify({ canary })],
    ["in a URL", `https://x.test/?q=${encodeURIComponent(canary)}`],
    ["in a form's query", `q=${new URLSearchParams({ canary })}`],
    ["in HTML", canary.replaceAll('"', "&quot;").replaceAll("/", "&#47;")],
    ["in JSON's escapes", canary.replaceAll('"', "\\u0022")],
    ["as SHA-256 in base64", createHash("sha256").update(canary).digest("base64")],
    ["reversed", [...canary].reverse().join("")],
    ["in base64", Buffer.from(canary).toString("base64")],
    ["in base64, behind one more", Buffer.from(`x${canary}`).toString("base64")],
    ["in base64, between others", Buffer.from(`xx${canary}yyy`).toString("base64")],
    ["in base64url", Buffer.from(`xx${canary}yyy`).toString("base64url")],
    ["in hex", Buffer.from(`x${canary}y`).toString("hex")],
    ["as MD5", createHash("md5").update(canary).digest("hex")],
    ["as SHA-256 without a key", createHash("sha256").update(canary).digest("hex")],
  ])("finds a canary %s", (_, text) => {
    expect(() => assertNoLeak(inside(text), [canary])).toThrow(/leaked/);
    expect(() => assertNoLeak([JSON.stringify(inside(text))], [canary])).toThrow(/leaked/);
  });

  it("finds a canary in a key", () => {
    expect(() => assertNoLeak([{ [canary]: 1 }], [canary])).toThrow(/leaked/);
  });

  it("names the canary, its encoding and its surroundings", () => {
    expect(() => assertNoLeak(inside("by janedoe today"), ["janedoe"])).toThrow('"janedoe" (as it is) in …');
  });

  it("does not throw if there is no canary", () => {
    assertNoLeak(inside("plan of acme for jane"), [canary, "janedoe"]);
  });

  it("throws for a canary that is too short", () => {
    expect(() => assertNoLeak([{}], ["abc"])).toThrow(TypeError);
  });

  it("throws if there are no events", () => {
    expect(() => assertNoLeak([], [canary])).toThrow("flush first");
  });

  it("searches bytes, Maps and Sets", () => {
    expect(() => assertNoLeak([Buffer.from(canary)], [canary])).toThrow(/leaked/);
    expect(() => assertNoLeak([{ m: new Map([["k", new Set([canary])]]) }], [canary])).toThrow(/leaked/);
  });
});
