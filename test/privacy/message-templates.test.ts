/** The templates of the engine's messages, and how a message is compared with them. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitTemplate } from "../../src/privacy/errors/message-templates.js";

const table: { codes: Record<string, string[]>; common: string[] } = JSON.parse(
  readFileSync("src/privacy/errors/message-templates.json", "utf8"),
);
const TEMPLATES: [string | undefined, string][] = [
  ...table.common.map((template): [undefined, string] => [undefined, template]),
  ...Object.entries(table.codes).flatMap(([code, templates]) =>
    templates.map((template): [string, string] => [code, template]),
  ),
];
const fill = (template: string, value: string) => template.replaceAll("\u2026", value);

describe("a template", () => {
  it.each([
    ["a value", "acme plan"],
    ["nothing", ""],
    ["a type", "undefined"],
    ["a list of types", "string or an instance of Buffer"],
    ["a placeholder", "\u2026"],
  ])("fits its message with %s, and what is sent fits again", (_, value) => {
    for (const [code, template] of TEMPLATES) {
      const sent = fitTemplate(fill(template, value), code);
      expect(sent).toBeDefined();
      expect(fitTemplate(sent ?? "", code)).toBe(sent);
      if (value === "acme plan") expect(sent).not.toMatch(/acme|plan\b/);
    }
  });

  it("is found before less specific ones", () => {
    for (const [code, template] of TEMPLATES) {
      const sent = fitTemplate(fill(template, "acme"), code) ?? "";
      expect(sent.replaceAll("\u2026", "").length).toBeGreaterThanOrEqual(
        template.replaceAll("\u2026", "").length,
      );
    }
  });

  it("fits no message that has other words", () => {
    for (const message of ["", "acme", "Expected acme", "acme is not a function, acme", "Invalid URL acme"])
      expect(fitTemplate(message, "ERR_INVALID_URL")).toBeUndefined();
  });

  it("of one code does not fit another", () => {
    expect(fitTemplate("Unknown encoding: acme", "ERR_UNKNOWN_ENCODING")).toBe("Unknown encoding: \u2026");
    for (const code of ["ERR_INVALID_URL", "ERR_ACME", "__proto__", "constructor"])
      expect(fitTemplate("Unknown encoding: acme", code)).toBeUndefined();
  });
});
