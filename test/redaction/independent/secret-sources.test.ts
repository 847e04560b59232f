/** Checks the corpus of secrets itself. The redactor is not run here. */

import { describe, expect, it, vi } from "vitest";
import { SECRET_SOURCES } from "./secret-sources.js";
import { getHalf } from "./source.js";

const TEXTS = SECRET_SOURCES.flatMap(({ name, texts }) => texts.map((text) => ({ name, ...text })));

describe("the corpus of secrets", () => {
  it("has at least 250 sources, each with a name of its own and a description", () => {
    expect(SECRET_SOURCES.length).toBeGreaterThanOrEqual(250);
    expect(new Set(SECRET_SOURCES.map(({ name }) => name)).size).toBe(SECRET_SOURCES.length);
    for (const { described } of SECRET_SOURCES) expect(described).toMatch(/^https:\/\//);
  });

  it("has at least 90 sources in each half", () => {
    const halves = SECRET_SOURCES.map(({ name }) => getHalf(name));
    expect(halves.filter((half) => half === "tuned").length).toBeGreaterThanOrEqual(90);
    expect(halves.filter((half) => half === "held-out").length).toBeGreaterThanOrEqual(90);
  });

  it("has 24 to 60 texts of each source", () => {
    for (const { name, texts } of SECRET_SOURCES) {
      expect(texts.length, name).toBeGreaterThanOrEqual(24);
      expect(texts.length, name).toBeLessThanOrEqual(60);
    }
  });

  it("contains every sensitive part in its text, and nothing that was not filled in", () => {
    for (const { name, text, sensitive } of TEXTS) {
      expect(sensitive.length, name).toBeGreaterThan(0);
      for (const part of sensitive)
        expect(text.includes(part) && part.trim() === part, `${name}: ${text}`).toBe(true);
      expect(text, name).not.toMatch(/undefined,|\[object|=> \{$/);
    }
  });

  it("contains no text twice", () => {
    expect(new Set(TEXTS.map(({ text }) => text)).size).toBe(TEXTS.length);
  });

  it("has secrets, generated passwords and tokens", () => {
    const classes = new Set(TEXTS.map((text) => text.class));
    expect([...classes].sort()).toEqual(["generated-password", "secret", "token"]);
  });

  it("creates the same texts on each run", async () => {
    vi.resetModules();
    const again = await import("./secret-sources.js");
    expect(again.SECRET_SOURCES).not.toBe(SECRET_SOURCES);
    expect(again.SECRET_SOURCES).toEqual(SECRET_SOURCES);
  });
});
