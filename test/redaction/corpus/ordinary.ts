/** Collects ordinary technical texts, which redaction must not change. */
import { CODE } from "./ordinary-code.js";
import { CONFIG } from "./ordinary-config.js";
import { FILES } from "./ordinary-files.js";
import { MODELS } from "./ordinary-models.js";
import { NAMES } from "./ordinary-names.js";
import { PAYLOADS } from "./ordinary-payloads.js";
import { PROSE } from "./ordinary-prose.js";
import { SECRETS_SPOKEN_OF } from "./ordinary-secrets.js";
import { TIMES } from "./ordinary-times.js";
import { TOOLS } from "./ordinary-tools.js";
import { VALUES } from "./ordinary-values.js";
import { type Random, seededRandom } from "./random.js";

export interface Ordinary {
  readonly kind: string;
  readonly text: string;
}

/** Each line is a text. */
const WRITTEN: Readonly<Record<string, string>> = {
  ...MODELS,
  ...NAMES,
  ...FILES,
  ...CODE,
  ...TOOLS,
  ...SECRETS_SPOKEN_OF,
  ...CONFIG,
  ...PAYLOADS,
  ...PROSE,
};

function written(): Ordinary[] {
  return Object.entries(WRITTEN).flatMap(([kind, lines]) =>
    lines
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .map((text) => ({ kind, text })),
  );
}

function generated(random: Random): Ordinary[] {
  return Object.entries({ ...VALUES, ...TIMES }).flatMap(([kind, { count, make }]) =>
    Array.from({ length: count }, () => ({ kind, text: make(random) })),
  );
}

/** Returns all written texts and generated ones, without duplicates. */
export function ordinaryCorpus(seed: number): Ordinary[] {
  const seen = new Set<string>();
  return [...written(), ...generated(seededRandom(seed))].filter(({ text }) => {
    const fresh = !seen.has(text);
    seen.add(text);
    return fresh;
  });
}
