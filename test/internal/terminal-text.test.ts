import { expect, it } from "vitest";
import { escapeForTerminal, escapeLinesForTerminal } from "../../src/internal/terminal-text.js";

it.each([
  ["the escape character", "a\u001b[31mb", "a\\u001b[31mb"],
  ["a line break", "a\nb", "a\\u000ab"],
  ["an eight-bit control character", "\u009b2J", "\\u009b2J"],
  ["a change of direction", "\u202egnp.exe", "\\u202egnp.exe"],
  ["a line separator", "a\u2028b", "a\\u2028b"],
  ["a blank letter", "a\u3164", "a\\u3164"],
  ["half of a surrogate pair", "a\ud800b", "a\\ud800b"],
  ["a variation selector", "a\ufe01", "a\\ufe01"],
  ["an empty braille pattern", "\u2800", "\\u2800"],
  ["a format character outside the basic plane", "\u{e0001}", "\\udb40\\udc01"],
])("escapes %s", (_, text, escaped) => expect(escapeForTerminal(text)).toBe(escaped));

it("does not change other text", () => {
  const text = "Grüße, 世界 👋 \\u001b";
  expect(escapeForTerminal(text)).toBe(text);
});

it("escapes indented JSON to JSON of the same value", () => {
  const value = { name: "a\u001b\u009b\u202e\nb", list: ["\u{e0001}"] };
  const text = escapeLinesForTerminal(JSON.stringify(value, null, 2));
  expect(text.split("\n")).toHaveLength(6);
  expect(text).not.toMatch(/[\u0080-\u009f\u202e]/);
  expect(JSON.parse(text)).toEqual(value);
});
