/** Measures redaction on the independent corpus, half by half. `npm run test:redaction` prints the results. */
import { describe, expect, it } from "vitest";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { isLong } from "../support/long-run.js";
import { BLIND_SOURCES } from "./independent/blind-texts.js";
import { measureHalf } from "./independent/measure.js";
import { ORDINARY_SOURCES } from "./independent/ordinary-sources.js";
import { ADDRESS_SOURCES, PATH_SOURCES } from "./independent/path-sources.js";
import { SECRET_SOURCES } from "./independent/secret-sources.js";
import type { Half, Source, TextClass } from "./independent/source.js";

const described = [...SECRET_SOURCES, ...PATH_SOURCES, ...ADDRESS_SOURCES, ...ORDINARY_SOURCES];

type FailedCounts = Readonly<Record<Half, Readonly<Partial<Record<TextClass, number>>>>>;

/**
 * How many texts of each class are wrong, at most. The numbers are those that were measured, so that a rule that no longer
 * works fails the test. Fewer are better: lower the numbers then, and those in docs/PRIVACY.md.
 */
const CORPORA: Readonly<
  Record<string, { readonly sources: readonly Source[]; readonly most: FailedCounts }>
> = {
  "second corpus": {
    sources: described,
    most: {
      tuned: { "generated-password": 15, secret: 132, token: 0, path: 2, address: 0, value: 1, line: 3 },
      "held-out": {
        "generated-password": 48,
        secret: 227,
        token: 0,
        path: 33,
        address: 4,
        value: 8,
        line: 23,
      },
    },
  },
  "third corpus": {
    sources: BLIND_SOURCES,
    most: {
      tuned: { "generated-password": 7, secret: 28, path: 0, address: 0, value: 0, line: 0 },
      "held-out": { "generated-password": 10, secret: 74, path: 0, address: 4, value: 3, line: 3 },
    },
  },
};

const HALVES = Object.entries(CORPORA).flatMap(
  ([corpus, { sources, most }]) =>
    Object.entries(most).map(([half, counts]) => ({ corpus, half: half as Half, sources, counts })), // keys of FailedCounts
);

describe.each(HALVES)("the $half half of the $corpus", ({ corpus, half, sources, counts }) => {
  const { byClass, passwordsBySource } = measureHalf(sources, half, redactIdentifiableInfo);

  it.each(Object.entries(counts))("is wrong for %s in at most %d texts", (textClass, most) => {
    const score = byClass.get(textClass as TextClass); // keys of FailedCounts
    expect(score?.total).toBeGreaterThan(30);
    expect(score?.failed, score?.examples.slice(0, 20).join("\n")).toBeLessThanOrEqual(most);
  });

  it("has few surroundings in which passwords remain", () => {
    const weak = [...passwordsBySource.values()].filter(({ total, failed }) => failed / total > 0.02);
    if (isLong) {
      console.log(
        `${corpus}, ${half}: ${weak.length} of ${passwordsBySource.size} surroundings keep over 2 % of passwords`,
      );
      console.table(
        Object.fromEntries([...byClass].map(([name, { total, failed }]) => [name, { total, failed }])),
      );
    }
    expect(weak.length / passwordsBySource.size).toBeLessThan(half === "tuned" ? 0.1 : 0.24);
  });
});

it("the measurement fails for a redactor that does nothing, and for one that removes everything", () => {
  const nothing = measureHalf(described, "tuned", (text) => text).byClass;
  const everything = measureHalf(described, "tuned", () => "").byClass;
  expect(nothing.get("secret")?.failed).toBe(nothing.get("secret")?.total);
  expect(everything.get("line")?.failed).toBe(everything.get("line")?.total);
  expect(everything.get("secret")?.failed).toBe(0);
});
