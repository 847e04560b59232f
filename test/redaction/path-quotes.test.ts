/** Shows where a quoted value ends, and which marks within it do not close it. */
import { describe, expect, it } from "vitest";
import { findPathQuote } from "../../src/redaction/detectors/path-quotes.js";
import { ScannedText } from "../../src/redaction/scanned-text.js";

/** Finds the quote of the value that begins at the sign `⌖`. */
function findQuote(textWithSign: string, separatorLength?: number) {
  const start = textWithSign.indexOf("⌖");
  const text = textWithSign.replace("⌖", "");
  const quote = findPathQuote(new ScannedText(text), start, separatorLength);
  return quote && [text.slice(start, quote.end), quote.mark, quote.escapeCount];
}

describe("findPathQuote", () => {
  it.each([
    ["a mark after the value", "open '⌖/srv/my app' now", "/srv/my app", "'", 0],
    ["an escaped mark", `{"m":"open \\"⌖/srv/my app\\" now"}`, "/srv/my app", '"', 1],
    ["a mark of the string around it", `{"m":"open \\"⌖/srv/my app"}`, "/srv/my app", '"', 1],
    ["a mark of JSON around other marks", `{"m":"open '⌖/srv/app","n":"it's"}`, "/srv/app", "'", 0],
    ["a doubled mark", `1,"open ""⌖/srv/my app"" now"`, "/srv/my app", '""', 0],
    ["a mark of another form", "« ⌖/srv/my app » x", "/srv/my app ", "»", 0],
    ["the end of a text that is cut", "open '⌖/srv/my app", "/srv/my app", "'", 0],
    ["a mark before a letter without a blank", "'⌖/srv/app'失敗", "/srv/app", "'", 0],
    ["a mark before another path", "cp '⌖/srv/a' /srv/b'", "/srv/a", "'", 0],
  ])("ends at %s", (_, text, value, mark, escapeCount) => {
    expect(findQuote(text)).toEqual([value, mark, escapeCount]);
  });

  it.each([
    ["an apostrophe", "'⌖it's mine' x", "it's mine"],
    ["a plural", "'⌖/a/James' b/c' x", "/a/James' b/c"],
    ["a mark before a separator", "'⌖/srv/it'/x' y", "/srv/it'/x"],
    ["marks of a quoted word", "'⌖/a/the 'big' plan' x", "/a/the 'big' plan"],
    ["an escaped mark", `"⌖the \\"big\\" one" x`, `the \\"big\\" one`],
  ])("does not end at %s", (_, text, value) => expect(findQuote(text)?.[0]).toBe(value));

  it("ends at a mark after a separator that is a backslash", () => {
    expect(findQuote(`"⌖C:\\a\\" b`, 1)?.[0]).toBe("C:\\a\\");
    expect(findQuote(`"⌖C:\\\\a\\\\" b`, 2)?.[0]).toBe("C:\\\\a\\\\");
  });

  it.each(["no mark ⌖here'", "'⌖an open\nline'", `"⌖a line\\nin JSON"`])(
    "returns undefined for %j",
    (text) => {
      expect(findQuote(text)).toBeUndefined();
    },
  );
});
