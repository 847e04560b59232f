/** Tests which salts are accepted. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resolveSettings } from "../../src/config/resolve-settings.js";
import { SALT } from "../../src/config/validators.js";

const HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

describe("SALT", () => {
  it.each<[string, unknown]>([
    ["16 characters", "0123456789abcdef"],
    ["32 random bytes in hex", HEX],
    ["a passphrase", "correct horse battery staple"],
    ["a text that ends as it begins", "x23456789abcdefx"],
    ["a text with a long repetition in it", `${"a".repeat(40)}${"b".repeat(60)}`],
    ["characters of two code units", "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦🐤🦆🦅"],
    ["blanks at its ends", " 0123456789abcd "],
  ])("accepts %s", (_, raw) => {
    expect(SALT.parse(raw)).toBe(raw);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["empty", ""],
    ["one character", "x"],
    ["15 characters", "0123456789abcde"],
    ["8 characters of two code units", "🦊🐻🐼🐨🐯🦁🐮🐷"],
    ["one character repeated", "a".repeat(64)],
    ["16 blanks", " ".repeat(16)],
    ["one character of two code units repeated", "🦊".repeat(16)],
    ["two halves that are equal", "0123456789".repeat(2)],
    ["a word repeated", "pepperpepperpepper"],
    ["a word repeated and cut off", "pepperpepperpepp"],
    ["a random unit repeated", HEX + HEX],
    ["a random unit repeated and cut off", HEX + HEX + HEX.slice(0, 9)],
    ["a number", 1234567890123456],
    ["a list of characters", [..."0123456789abcdef"]],
    ["a String object", new String("0123456789abcdef")],
  ])("rejects %s", (_, raw) => {
    expect(SALT.parse(raw)).toBeUndefined();
  });

  it("rejects any repetition, complete or incomplete", () => {
    const repetition = fc
      .tuple(
        fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 40 }),
        fc.nat(40),
      )
      .map(([unit, times, tail]) => unit.repeat(times) + [...unit].slice(0, tail).join(""));
    fc.assert(fc.property(repetition, (text) => void expect(SALT.parse(text)).toBeUndefined()));
  });

  it("accepts any other text of at least 16 characters", () => {
    const text = fc
      .string({ unit: "binary", minLength: 16, maxLength: 80 })
      .filter((text) => !hasRepeatedUnit(text));
    fc.assert(fc.property(text, (text) => void expect(SALT.parse(text)).toBe(text)));
  });

  it("reports an invalid salt without its value", () => {
    const env = { MYTOOL__TELEMETRY__SALT: "pepper" };
    const sources = { tool: "mytool", variableAliases: [], options: {}, overrides: {}, defaults: {}, env };
    const { settings, problems } = resolveSettings({ ...sources, files: [], destinationSettings: [] });
    expect(settings.salt).toBeUndefined();
    expect(problems).toMatchObject([
      { key: "salt", complaint: expect.stringContaining("at least 16 characters") },
    ]);
    expect(problems[0]?.complaint).toContain("repeated");
    expect(JSON.stringify(problems)).not.toContain("pepper");
  });
});

/** Tries every unit. It is slower and simpler than the code under test. */
function hasRepeatedUnit(text: string): boolean {
  const characters = [...text];
  for (let length = 1; 2 * length <= characters.length; length++)
    if (characters.every((character, at) => character === characters[at % length])) return true;
  return false;
}
