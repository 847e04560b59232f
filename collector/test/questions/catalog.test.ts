/** Tests what all questions have in common. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { QUESTIONS } from "../../src/questions/catalog.js";

it("have different ids", () => {
  const ids = QUESTIONS.map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)]);
});

describe.each(QUESTIONS)("the question $id", ({ id, sentence, chart, columns, notes = [] }) => {
  it("is in a file of its name", () => {
    expect(existsSync(new URL(`../../src/questions/catalog/${id}.ts`, import.meta.url))).toBe(true);
  });

  it("is a question, with notes that are sentences", () => {
    expect(sentence).toMatch(/^[A-Z].*\?$/);
    for (const note of notes) expect(note).toMatch(/^[A-Z`].*\.$/);
  });

  it("has different columns, and draws some of them", () => {
    const names = columns.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
    for (const name of Object.values(chart ?? {})) expect(names).toContain(name);
  });
});
