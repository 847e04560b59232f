/** Tests the corpora themselves. */
import { describe, expect, it } from "vitest";
import { CARRIERS } from "./carriers.js";
import { ordinaryCorpus, sensitiveCorpus } from "./corpus.js";
import { VENDORS } from "./vendors.js";

describe("the sensitive corpus", () => {
  const corpus = sensitiveCorpus(1, 4);

  it("contains the sensitive parts of each text", () => {
    const without = corpus.filter(
      ({ text, sensitive }) =>
        sensitive.length === 0 || !sensitive.every((value) => value.length >= 3 && text.includes(value)),
    );
    expect(without).toEqual([]);
  });

  it("has nothing sensitive in its carriers", () => {
    const inCarrier = corpus.filter(({ sensitive }) =>
      sensitive.some((value) => CARRIERS.some(({ wrap }) => wrap("").includes(value))),
    );
    expect(inCarrier).toEqual([]);
  });

  it("covers many vendors, and each form in several carriers", () => {
    expect(new Set(VENDORS.map(({ vendor }) => vendor)).size).toBeGreaterThanOrEqual(80);
    expect(new Set(corpus.map((sample) => sample.carrier)).size).toBe(CARRIERS.length);
    const forms = corpus.map((sample) => `${sample.class}: ${sample.form}`);
    expect(new Set(forms).size * 4).toBe(forms.length);
  });

  it("depends on the seed only", () => {
    expect(sensitiveCorpus(1, 4)).toEqual(corpus);
    expect(sensitiveCorpus(2, 4)).not.toEqual(corpus);
  });
});

describe("the ordinary corpus", () => {
  const corpus = ordinaryCorpus(1);

  it("has many kinds and no duplicates", () => {
    expect(new Set(corpus.map(({ text }) => text)).size).toBe(corpus.length);
    expect(corpus.length).toBeGreaterThanOrEqual(1200);
    expect(new Set(corpus.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(30);
  });

  it("is the same for the same seed", () => {
    expect(ordinaryCorpus(1)).toEqual(corpus);
  });
});
