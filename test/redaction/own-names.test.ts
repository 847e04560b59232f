/** Tests the detector with invented names, because those of the machine that runs the tests are unknown. */
import { hostname } from "node:os";
import { describe, expect, it } from "vitest";
import { listOwnNames, selectOwnNames } from "../../src/redaction/detectors/own-names.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";
import { ScannedText } from "../../src/redaction/scanned-text.js";

describe("listOwnNames and selectOwnNames", () => {
  const names = selectOwnNames("janes-macbook.local", "jane.doe", "/Users/jdoe");
  const detectKind = (text: string) => {
    const wordEnd = /[^\w-]|$/.exec(text)?.index ?? 0;
    const matches = listOwnNames(names)
      .filter(([word]) => word === text.slice(0, wordEnd).toLowerCase())
      .map(([, detect]) => detect(new ScannedText(text), 0, wordEnd));
    return matches.find((match) => match !== undefined)?.kind;
  };

  it.each([
    ["janes-macbook", "host"],
    ["JANES-MACBOOK", "host"],
    ["janes-macbook.local", "host"],
    ["jane.doe", "user"],
    ["jdoe", "user"],
  ])("detect %s as a %s of this machine", (text, kind) => {
    expect(detectKind(text)).toBe(kind);
  });

  it.each(["janes-macbooks", "jane", "jane.doerr", "jdoe2", "macbook"])("do not detect %s", (text) => {
    expect(detectKind(text)).toBeUndefined();
  });

  it("ignore names that many machines have", () => {
    expect(selectOwnNames("localhost", "root", "/root")).toEqual([]);
    expect(selectOwnNames("pc", "bo", "C:\\Users\\bo")).toEqual([]);
  });

  const own = selectOwnNames(hostname(), "", "")[0]?.name;

  it.skipIf(own === undefined)("are used by redactPropertyText", () => {
    expect(redactPropertyText(`on ${own} today`)).toBe("on [host] today");
    expect(redactPropertyText(own ?? "")).toBe("[host]");
  });
});
