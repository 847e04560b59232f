/** Describes the paths under which omitted parts are reported. */
import { describe, expect, it } from "vitest";
import { createDigest } from "../../src/privacy/digests/keyed-digest.js";
import { sealProperties } from "../../src/privacy/sanitizer/seal.js";

function listOmissions(properties: object): string[] {
  const omissions: string[] = [];
  const digest = createDigest("key");
  sealProperties(
    properties,
    {
      digest,
      installationDigest: digest,
      toolsOverPrivacy: false,
      omit: (reason, part) => omissions.push(`${part?.property}: ${reason}`),
    },
    "event",
  );
  return omissions;
}

describe("an omitted part", () => {
  it.each<[string, object, string[]]>([
    ["a property", { build: { note: "two words" } }, ["build.note: undeclared_text"]],
    ["a key that is no word", { build: { "two words": 1 } }, ["build.*: undeclared_text"]],
    ["an item of a list", { tags: ["ok", "two words"] }, ["tags[]: undeclared_text"]],
    ["a key of a Map that is no text", { meta: new Map([[{}, 1]]) }, ["meta.*: unsupported"]],
    [
      "such a key behind one that is sent",
      {
        meta: new Map<unknown, number>([
          ["a", 1],
          [{}, 1],
        ]),
      },
      ["meta.*: unsupported"],
    ],
  ])("is reported with its path if it is %s", (_, properties, omissions) => {
    expect(listOmissions(properties)).toEqual(omissions);
  });

  it("is reported once for a name that exceeds what one event may redact", () => {
    const long = Object.fromEntries(
      Array.from({ length: 200 }, (_, at) => [`${"n ".repeat(2500)}${at}`, at]),
    );
    const reasons = new Set(listOmissions(long).map((omission) => omission.split(": ")[1]));
    expect(reasons).toEqual(new Set(["undeclared_text", "size"]));
  });
});
