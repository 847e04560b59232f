/** The names of the machine that the tests run on are its own, so the rules are tested with others. */
import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import { listOwnNames, selectOwnNames } from "../../src/redaction/detectors/own-names.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";
import { ScannedText } from "../../src/redaction/scanned-text.js";

describe("own names", () => {
  const names = selectOwnNames("janes-macbook.local", "jane.doe", "/Users/jdoe");
  const kindOf = (text: string) => {
    const wordEnd = /[^\w-]|$/.exec(text)?.index ?? 0;
    const finds = listOwnNames(names)
      .filter(([word]) => word === text.slice(0, wordEnd).toLowerCase())
      .map(([, detect]) => detect(new ScannedText(text), 0, wordEnd));
    return finds.find((find) => find !== undefined)?.kind;
  };

  it.each([
    ["janes-macbook", "host"],
    ["JANES-MACBOOK", "host"],
    ["janes-macbook.local", "host"],
    ["jane.doe", "user"],
    ["jdoe", "user"],
  ])("%s is this machine's %s", (text, kind) => {
    expect(kindOf(text)).toBe(kind);
  });

  it.each(["janes-macbooks", "jane", "jane.doerr", "jdoe2", "macbook"])("%s is not", (text) => {
    expect(kindOf(text)).toBeUndefined();
  });

  it("are none where a thousand machines have the same", () => {
    expect(selectOwnNames("localhost", "root", "/root")).toEqual([]);
    expect(selectOwnNames("pc", "bo", "C:\\Users\\bo")).toEqual([]);
  });

  const own = selectOwnNames(hostname(), "", "")[0]?.name;

  it.skipIf(own === undefined)(
    "are looked for by the guard (not where this host's name is short or shared)",
    () => {
      expect(redactPropertyText(`on ${own} today`)).toBe("on [host] today");
      expect(redactPropertyText(own ?? "")).toBe("[host]");
    },
  );
});
