import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { extractExamples, findExampleErrors } from "../support/examples.js";

const SOURCE_FILES = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path) => join("src", path));

describe("the examples in doc comments", () => {
  it("compile against the package's entries", () => {
    const examples = SOURCE_FILES.flatMap((file) => extractExamples(file, readFileSync(file, "utf8")));
    expect(examples.length).toBeGreaterThan(30);
    expect(findExampleErrors(examples)).toEqual([]);
  });
});

describe("findExampleErrors", () => {
  it("names the file and the line of a broken example, and of no other", () => {
    const source = `
/**
 * Adds two numbers.
 * @example
 * const sum = add(1, 2);
 *
 * @example
 * \`\`\`ts
 * telemetry.capture("one");
 * telemetry.capture(1);
 * \`\`\`
 * @returns the sum
 */

/**
 * @example
 * class Run extends TelemetryModel {
 *   @Public()
 *   files = 3;
 * }
 */`;
    expect(findExampleErrors(extractExamples("src/sum.ts", source))).toEqual([
      "src/sum.ts:5: Cannot find name 'add'.",
      "src/sum.ts:10: Argument of type 'number' is not assignable to parameter of type 'string'.",
    ]);
  });
});
