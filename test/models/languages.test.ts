import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { findLanguage, findLanguageCategory, normalizeLanguage } from "../../src/models/languages.js";

describe("the language of a file", () => {
  it.each([
    ["src/index.ts", "typescript", "code"],
    ["types/index.d.ts", "typescript", "code"],
    ["a/b/Main.JAVA", "java", "code"],
    ["C:\\work\\lib.rs", "rust", "code"],
    ["include/x.h", "c", "code"],
    ["README.md", "markdown", "docs"],
    ["Dockerfile", "dockerfile", "code"],
    ["Makefile", "makefile", "code"],
    ["package.json", "json", "config"],
    ["codeweaver.toml", "toml", "config"],
    ["index.html", "html", "code"],
    ["notes.txt", "text", "docs"],
    ["archive.xyzzy", "unknown", "other"],
    ["no-extension", "unknown", "other"],
    ["dir.ts/file", "unknown", "other"],
    ["__proto__", "unknown", "other"],
    ["", "unknown", "other"],
  ])("%s is %s, which is %s", (path, language, category) => {
    expect(findLanguage(path)).toBe(language);
    expect(findLanguageCategory(language)).toBe(category);
  });
});

describe("a language's label", () => {
  it.each([
    ["TypeScript", "typescript"],
    [" c++ ", "c++"],
    ["c_sharp", "c#"],
    ["objective_c", "objective-c"],
    ["/home/jane", "unknown"],
    ["constructor", "unknown"],
    [undefined, "unknown"],
  ])("%s becomes %s", (label, expected) => expect(normalizeLanguage(label)).toBe(expected));
});

it("the table equals what the generator creates from the installed Linguist data", () => {
  execFileSync(process.execPath, ["scripts/generate-languages.mjs", "--check"]);
});
