/** The names of the machine that the tests run on are its own, so the rules are tested with others. */
import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import { detectorOf, ownNames } from "../../src/privacy/redaction/own-names.js";
import { scrub } from "../../src/privacy/redaction/redact.js";

describe("own names", () => {
  const names = ownNames("janes-macbook.local", "jane.doe", "/Users/jdoe");

  it.each([
    ["janes-macbook", "host"],
    ["JANES-MACBOOK", "host"],
    ["janes-macbook.local", "host"],
    ["jane.doe", "user"],
    ["jdoe", "user"],
  ])("%s is this machine's %s", (text, kind) => {
    const wordEnd = /[^\w-]|$/.exec(text)?.index ?? 0;
    const find = detectorOf(names)(text, 0, wordEnd);
    expect(find?.kind).toBe(kind);
  });

  it.each(["janes-macbooks", "jane", "jane.doerr", "jdoe2", "macbook"])("%s is not", (text) => {
    const wordEnd = /[^\w-]|$/.exec(text)?.index ?? 0;
    expect(detectorOf(names)(text, 0, wordEnd)).toBeUndefined();
  });

  it("are none where a thousand machines have the same", () => {
    expect(ownNames("localhost", "root", "/root")).toEqual([]);
    expect(ownNames("pc", "bo", "C:\\Users\\bo")).toEqual([]);
  });

  const own = ownNames(hostname(), "", "")[0]?.name;

  it.skipIf(own === undefined)(
    "are looked for by the guard (not where this host's name is short or shared)",
    () => {
      expect(scrub(`on ${own} today`)).toBe("on [host] today");
      expect(scrub(own ?? "")).toBe("[host]");
    },
  );
});
