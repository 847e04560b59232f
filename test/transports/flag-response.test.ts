/** Which details of PostHog's answer are the value of a flag, and which say that there is none. */
import { describe, expect, it } from "vitest";
import { parseFlagResponse } from "../../src/transports/flag-response.js";

const parse = (detail: unknown, errorsWhileComputingFlags?: unknown) =>
  parseFlagResponse({ flags: { ab: detail }, errorsWhileComputingFlags });

describe("parseFlagResponse", () => {
  it.each<[unknown, string | boolean]>([
    [{ enabled: true }, true],
    [{ enabled: true, variant: null }, true],
    [{ enabled: true, variant: "test", failed: false }, "test"],
    [{ enabled: false, variant: null, failed: null }, false],
    [{ enabled: false, reason: { code: "no_condition_match" } }, false],
    [{ enabled: false, reason: { code: "a code of a newer server" } }, false],
  ])("reads %j as %j", (detail, value) => {
    expect(parse(detail)?.flags.get("ab")).toMatchObject({ value });
    expect(parse(detail)?.unevaluatedKeys).toEqual(new Set());
  });

  it.each<[unknown]>([
    [null],
    [3],
    ["test"],
    [true],
    [[]],
    [{}],
    [{ enabled: null }],
    [{ enabled: null, variant: "test" }],
    [{ enabled: "false" }],
    [{ enabled: 0 }],
    [{ variant: "test" }],
    [{ enabled: true, variant: 3 }],
    [{ enabled: true, variant: "" }],
    [{ enabled: true, variant: { key: "test" } }],
    [{ enabled: false, failed: true }],
    [{ enabled: true, variant: "test", failed: true }],
    [{ enabled: false, failed: "yes" }],
    [{ enabled: false, reason: { code: "missing_dependency" } }],
  ])("reads no value from %j", (detail) => {
    expect(parse(detail)?.flags).toEqual(new Map());
    expect(parse(detail)?.unevaluatedKeys).toEqual(new Set(["ab"]));
  });

  it.each<[unknown, boolean | undefined]>([
    [{ enabled: false, reason: { code: "database_unavailable" } }, undefined],
    [{ enabled: false, reason: { code: 3 } }, undefined],
    [{ enabled: false }, undefined],
    [{ enabled: false, reason: { code: "out_of_rollout_bound" } }, false],
    [{ enabled: false, reason: { code: "flag_disabled" } }, false],
    [{ enabled: true, reason: { code: "condition_match" } }, true],
  ])("reads %j of an answer with errors as %j", (detail, value) => {
    expect(parse(detail, true)?.flags.get("ab")?.value).toBe(value);
  });

  it.each<[unknown]>([[undefined], [null], ["text"], [3], [[{ enabled: true }]]])(
    "accepts no answer whose flags are %j",
    (flags) => {
      expect(parseFlagResponse({ flags })).toBeUndefined();
    },
  );

  it("reads no value from an answer over the quota", () => {
    const answer = parseFlagResponse({
      flags: { ab: { enabled: false }, on: { enabled: true } },
      quotaLimited: ["feature_flags"],
    });
    expect(answer).toMatchObject({ flags: new Map(), quotaLimited: true });
    expect(answer?.unevaluatedKeys).toEqual(new Set(["ab", "on"]));
  });

  it.each<[unknown, unknown]>([
    ['{"a":1}', { a: 1 }],
    ["a text", "a text"],
    [{ a: 1 }, { a: 1 }],
    [[1], [1]],
    [5, 5],
    [false, false],
    [null, undefined],
    [undefined, undefined],
  ])("reads the payload %j as %j", (payload, expected) => {
    expect(parse({ enabled: true, metadata: { payload } })?.flags.get("ab")?.payload).toEqual(expected);
  });
});
