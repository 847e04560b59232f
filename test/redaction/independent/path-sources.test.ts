/** Checks the sources of paths and addresses themselves. Nothing is redacted here. */

import { describe, expect, it } from "vitest";
import { ADDRESS_SOURCES, PATH_SOURCES } from "./path-sources.js";
import { hasRepeatedPart, LEAK_LENGTH } from "./path-template.js";
import { type CorpusText, getHalf, type Source } from "./source.js";

const SOURCES: readonly Source[] = [...PATH_SOURCES, ...ADDRESS_SOURCES];
const TEXTS: readonly CorpusText[] = SOURCES.flatMap((source) => source.texts);

describe("sources of paths and addresses", () => {
  it("has at least 200 sources of paths and 34 of addresses", () => {
    expect(PATH_SOURCES.length).toBeGreaterThanOrEqual(200);
    expect(ADDRESS_SOURCES.length).toBeGreaterThanOrEqual(34);
  });

  it("gives each source a name of its own and says where it is described", () => {
    expect(new Set(SOURCES.map((source) => source.name)).size).toBe(SOURCES.length);
    for (const source of SOURCES) expect(source.described, source.name).toMatch(/^https:\/\//);
  });

  it("has 20 to 50 texts in each source", () => {
    const wrong = SOURCES.filter(({ texts }) => texts.length < 20 || texts.length > 50);
    expect(wrong.map(({ name, texts }) => `${name}: ${texts.length}`)).toEqual([]);
  });

  it("has paths and addresses in both halves", () => {
    for (const half of ["tuned", "held-out"]) {
      expect(PATH_SOURCES.filter(({ name }) => getHalf(name) === half).length).toBeGreaterThanOrEqual(20);
      expect(ADDRESS_SOURCES.filter(({ name }) => getHalf(name) === half).length).toBeGreaterThanOrEqual(5);
    }
  });

  it("repeats no text within a source", () => {
    const repeated = SOURCES.filter(
      ({ texts }) => new Set(texts.map((text) => text.text)).size < texts.length,
    );
    expect(repeated.map((source) => source.name)).toEqual([]);
  });

  it("has sensitive parts that occur in their texts and are long enough to be found", () => {
    const wrong = TEXTS.filter(
      ({ text, sensitive }) =>
        sensitive.length === 0 || sensitive.some((part) => part.length < LEAK_LENGTH || !text.includes(part)),
    );
    expect(wrong).toEqual([]);
  });

  it("fills every placeholder", () => {
    const unfilled = TEXTS.filter(({ text, sensitive }) =>
      /[⟦⟧⏎]|\{(?:word|blank|path|json|shell|host|mail|ip|port)\}/.test(text + sensitive.join()),
    );
    expect(unfilled.map(({ text }) => text)).toEqual([]);
  });

  it("has no ordinary words that repeat a sensitive part", () => {
    expect(TEXTS.filter(hasRepeatedPart)).toEqual([]);
    const repeating = { text: "skip order.py in /a/order.py", sensitive: ["/a/order.py"] };
    expect(hasRepeatedPart({ class: "path", ...repeating })).toBe(true);
  });
});
