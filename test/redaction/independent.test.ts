/** Measures redaction on the independent corpus, half by half. `npm run test:redaction` prints the results. */
import { describe, expect, it } from "vitest";
import { redactIdentifiableInfo } from "../../src/redaction/redactor.js";
import { isLong } from "../support/long-run.js";
import { measureHalf } from "./independent/measure.js";
import { ORDINARY_SOURCES } from "./independent/ordinary-sources.js";
import { ADDRESS_SOURCES, PATH_SOURCES } from "./independent/path-sources.js";
import { SECRET_SOURCES } from "./independent/secret-sources.js";
import type { Half, TextClass } from "./independent/source.js";

const sources = [...SECRET_SOURCES, ...PATH_SOURCES, ...ADDRESS_SOURCES, ...ORDINARY_SOURCES];

/** The least share of texts that are right, in percent. The measured shares are in docs/PRIVACY.md. */
const LEAST: Readonly<Record<Half, Readonly<Record<TextClass, number>>>> = {
  tuned: { "generated-password": 98, secret: 95, token: 99, path: 98, address: 98, value: 99, line: 99 },
  "held-out": {
    "generated-password": 95,
    secret: 89.5,
    token: 99,
    path: 97,
    address: 98,
    value: 98.5,
    line: 98,
  },
};

describe.each(Object.entries(LEAST))("the half %s", (half, least) => {
  const { byClass, passwordsBySource } = measureHalf(sources, half as Half, redactIdentifiableInfo); // keys of LEAST

  it.each(Object.entries(least))("is right for %s in at least %d %%", (textClass, percent) => {
    const score = byClass.get(textClass as TextClass); // keys of LEAST
    expect(score?.total).toBeGreaterThan(30);
    const share = 100 - (100 * (score?.failed ?? 0)) / (score?.total ?? 0);
    expect(share, score?.examples.slice(0, 20).join("\n")).toBeGreaterThanOrEqual(percent);
  });

  it("has few surroundings in which passwords remain", () => {
    const weak = [...passwordsBySource.values()].filter(({ total, failed }) => failed / total > 0.02);
    if (isLong) {
      console.log(
        `${half}: ${weak.length} of ${passwordsBySource.size} surroundings keep over 2 % of passwords`,
      );
      console.table(
        Object.fromEntries([...byClass].map(([name, { total, failed }]) => [name, { total, failed }])),
      );
    }
    expect(weak.length / passwordsBySource.size).toBeLessThan(half === "tuned" ? 0.15 : 0.42);
  });
});

it("the measurement fails for a redactor that does nothing, and for one that removes everything", () => {
  const nothing = measureHalf(sources, "tuned", (text) => text).byClass;
  const everything = measureHalf(sources, "tuned", () => "").byClass;
  expect(nothing.get("secret")?.failed).toBe(nothing.get("secret")?.total);
  expect(everything.get("line")?.failed).toBe(everything.get("line")?.total);
  expect(everything.get("secret")?.failed).toBe(0);
});
