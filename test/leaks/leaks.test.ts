/** Random models and captures with canaries in them, and not one in the bytes at the receiver. `npm run test:leaks` takes 100,000. */
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { expect, it } from "vitest";
import { isLong } from "../support/long-run.js";
import { ANY_CORE, core, FORMS } from "./canaries.js";
import { type CaptureSpec, captureSpec, Field } from "./captures.js";
import { createMutant, MUTANTS } from "./mutants.js";

const MODELS = isLong ? 100_000 : 2_000;
const IN_A_RUN = 50;
/** A receiver keeps what it got: a new one for each so many models. */
const IN_A_FIELD = 5_000;
const MINUTES = 60_000;

const run = fc.array(captureSpec, { minLength: IN_A_RUN, maxLength: IN_A_RUN });
const built = (): Promise<typeof import("../../src/index.js")> =>
  import(/* @vite-ignore */ pathToFileURL("dist/index.js").href);

it(`${MODELS.toLocaleString("en")} random models leak nothing`, {
  timeout: isLong ? 60 * MINUTES : 5 * MINUTES,
}, async () => {
  const lib = await built();
  let models = 0;
  for (let from = 0; from < MODELS; from += IN_A_FIELD) {
    const field = await Field.open(lib);
    try {
      const numRuns = Math.min(IN_A_FIELD, MODELS - from) / IN_A_RUN;
      await fc.assert(
        fc.asyncProperty(run, async (specs) => {
          models += specs.length;
          expect(await field.leakOf(specs)).toBeUndefined();
        }),
        { numRuns },
      );
    } finally {
      await field.close();
    }
  }
  console.log(`${models} models, 0 canaries`);
  expect(models).toBe(MODELS);
});

/** Models until the first leak; undefined where there is none. */
async function modelsToFirstLeak(lib: Awaited<ReturnType<typeof built>>): Promise<number | undefined> {
  const field = await Field.open(lib);
  try {
    let models = 0;
    for (const specs of fc.sample(run, { numRuns: 120, seed: 3 })) {
      for (let from = 0; from < specs.length; from += 10) {
        const some: readonly CaptureSpec[] = specs.slice(from, from + 10);
        models += some.length;
        if ((await field.leakOf(some)) !== undefined) return models;
      }
    }
    return undefined;
  } finally {
    await field.close();
  }
}

it("random models leak without any single conversion, text rule or detector", {
  timeout: 10 * MINUTES,
}, async () => {
  const table: Record<string, { "models to the first leak": number | string }> = {};
  for (const [index, mutant] of MUTANTS.entries()) {
    const models = await modelsToFirstLeak(await createMutant(mutant, index));
    table[mutant.name] = { "models to the first leak": models ?? "none" };
  }
  console.table(table);
  const unnoticed = Object.entries(table).filter(([, row]) => row["models to the first leak"] === "none");
  expect(unnoticed.map(([name]) => name)).toEqual([]);
});

it("a canary is of its own for each number, and no ordinary text holds one", () => {
  expect(new Set(Array.from({ length: 65_536 }, (_, id) => core(id))).size).toBe(65_536);
  for (const make of Object.values(FORMS)) {
    const { text, literal } = make(12_345);
    expect(literal === undefined ? ANY_CORE.test(text) : text.includes(literal)).toBe(true);
  }
  expect(ANY_CORE.test("codeweaver-telemetry node linux x64 planted leaktest")).toBe(false);
});
