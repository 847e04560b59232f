/** Redaction against its corpora. `npm run test:redaction` does the same with fifteen times as many samples, and prints a table. */
import { describe, expect, it } from "vitest";
import { VENDOR_TOKEN_FORMATS } from "../../src/redaction/detectors/vendor-tokens.js";
import { redactIdentifiableInfo, redactPropertyText } from "../../src/redaction/redactor.js";
import { isLong } from "../support/long-run.js";
import { ordinaryCorpus, sensitiveCorpus } from "./corpus/corpus.js";
import { harm, leftOver, recall, type Tally } from "./measure.js";

// Other seeds than the patterns were written with, which were 1 to 3: the forms are the same, the values and carriers new.
const seed = 20261121;
const samples = sensitiveCorpus(seed, isLong ? 60 : 4);
const texts = (isLong ? [seed, seed + 1, seed + 2] : [seed]).flatMap(ordinaryCorpus);
const classes = [...new Set(samples.map((sample) => sample.class))];

function share({ total, failed }: Tally): number {
  return 1 - failed / total;
}

function sum(tallies: Iterable<Tally>): Tally {
  const all: Tally = { total: 0, failed: 0, examples: [] };
  for (const { total, failed, examples } of tallies) {
    all.total += total;
    all.failed += failed;
    all.examples.push(...examples);
  }
  return all;
}

describe.each([
  ["of free text", redactIdentifiableInfo],
  ["by the guard", redactPropertyText],
] as const)("redaction %s", (name, redact) => {
  const found = recall(samples, redact);
  const byClass = new Map(classes.map((known) => [known, found.get(known) ?? sum([])]));

  it("takes out at least 99.5 % of what is sensitive, and leaves no six characters of it", () => {
    const all = sum(byClass.values());
    if (isLong) {
      console.log(`recall ${name}: ${(100 * share(all)).toFixed(2)} % of ${all.total}`);
      console.table(
        Object.fromEntries(
          [...byClass].map(([key, tally]) => [key, { samples: tally.total, left: tally.failed }]),
        ),
      );
    }
    expect(share(all), all.examples.slice(0, 20).join("\n")).toBeGreaterThanOrEqual(0.995);
  });

  it.each(classes.filter((known) => known !== "user"))(
    "takes out at least 98.5 %% of each class: %s",
    (known) => {
      const tally = byClass.get(known) ?? sum([]);
      expect(share(tally), tally.examples.slice(0, 20).join("\n")).toBeGreaterThanOrEqual(0.985);
    },
  );

  it("harms at most 2 % of ordinary technical text", () => {
    const all = sum(harm(texts, redact).values());
    if (isLong) console.log(`harm ${name}: ${all.failed} of ${all.total}`);
    expect(all.failed / all.total, all.examples.join("\n")).toBeLessThanOrEqual(0.02);
  });

  it("gives the same a second time", () => {
    const changed = samples.filter(({ text }) => redact(redact(text)) !== redact(text));
    expect(changed.map(({ text }) => text)).toEqual([]);
  });
});

it("knows the formats of at least 60 vendors", () => {
  expect(
    new Set(samples.filter(({ form }) => form.includes(": ")).map(({ form }) => form.split(":")[0])).size,
  ).toBeGreaterThan(60);
  expect(VENDOR_TOKEN_FORMATS.length).toBeGreaterThan(60);
});

it("every vendor's format begins with two plain characters, by which it is looked up", () => {
  for (const { formats } of VENDOR_TOKEN_FORMATS)
    for (const format of formats) expect(format.replace("\\", "")).toMatch(/^[A-Za-z0-9_][\w.+-/]/);
});

describe("what is left over", () => {
  const sample = {
    class: "token",
    form: "",
    carrier: "",
    text: "key abcdefgh, x abc",
    sensitive: ["abcdefgh"],
  } as const;

  it("is any six characters of it", () => {
    expect(leftOver(sample, "key [token], x abc")).toBeUndefined();
    expect(leftOver(sample, "key [token]cdefgh, x abc")).toBe("cdefgh");
    expect(leftOver(sample, "key [token]defgh, x abc")).toBeUndefined();
  });

  it("is not what the text around it says, too", () => {
    expect(leftOver({ ...sample, text: "abcdef: abcdefgh" }, "abcdef: [token]")).toBeUndefined();
  });

  it("shorter than that, it is the whole", () => {
    expect(leftOver({ ...sample, text: "x=abc", sensitive: ["abc"] }, "x=abc")).toBe("abc");
  });
});

it("a redactor that does nothing fails the measurement", () => {
  const all = sum(recall(samples, (text) => text).values());
  expect(all.failed).toBe(all.total);
});
