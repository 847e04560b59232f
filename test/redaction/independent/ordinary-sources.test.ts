/** Checks the form of the ordinary texts only. What the redactor does with them is measured elsewhere. */

import { describe, expect, it } from "vitest";
import { ORDINARY_SOURCES } from "./ordinary-sources.js";
import { getHalf } from "./source.js";

const texts = ORDINARY_SOURCES.flatMap((source) => source.texts);

function findRepeated(values: readonly string[]): string[] {
  return values.filter((value, index) => values.indexOf(value) !== index);
}

describe("ordinary sources", () => {
  it("have names that differ from each other", () => {
    expect(findRepeated(ORDINARY_SOURCES.map((source) => source.name))).toEqual([]);
  });

  it("say where it is described how the program writes", () => {
    expect(ORDINARY_SOURCES.filter((source) => source.described.length < 10)).toEqual([]);
  });

  it("contain at least 170 sources and 4,800 texts", () => {
    expect(ORDINARY_SOURCES.length).toBeGreaterThanOrEqual(170);
    expect(texts.length).toBeGreaterThanOrEqual(4800);
  });

  it("contain 20 to 50 texts each", () => {
    const sizes = ORDINARY_SOURCES.map(({ name, texts: own }) => ({ name, size: own.length }));
    expect(sizes.filter(({ size }) => size < 20 || size > 50)).toEqual([]);
  });

  it("fill both halves with at least 25 sources", () => {
    const tuned = ORDINARY_SOURCES.filter((source) => getHalf(source.name) === "tuned").length;
    expect(tuned).toBeGreaterThanOrEqual(25);
    expect(ORDINARY_SOURCES.length - tuned).toBeGreaterThanOrEqual(25);
  });

  it("contain no text twice", () => {
    expect(findRepeated(texts.map(({ text }) => text))).toEqual([]);
  });

  it("contain no empty text, no line break and no space at either end", () => {
    expect(texts.filter(({ text }) => text === "" || text !== text.trim() || /[\r\n]/.test(text))).toEqual(
      [],
    );
  });

  it("contain no URL and no e-mail address", () => {
    const isAddress = (text: string) => text.includes("://") || /\w@[\w-]+\.[a-z]{2}/i.test(text);
    expect(texts.filter(({ text }) => isAddress(text))).toEqual([]);
  });

  it("name no sensitive part and have an ordinary class", () => {
    const isOrdinary = (name: string) => name === "value" || name === "line";
    expect(texts.filter((text) => text.sensitive.length > 0 || !isOrdinary(text.class))).toEqual([]);
  });
});
