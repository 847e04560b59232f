/** Fills the surroundings of a source with generated values. The same texts are created on each run. */

import { createRandom, type Generate, KEYS, MACHINES, MANAGERS, PEOPLE, type Random } from "./passwords.js";
import type { CorpusText, Source, TextClass } from "./source.js";

/** Stands in a template for a value, and decides which values are put there. */
export interface Placeholder {
  /** Generate the values of password managers. */
  readonly managers: readonly Generate[];
  readonly others: readonly Generate[];
  readonly othersClass: TextClass;
  /** Splits a value in parts that must be removed, when the text contains several. */
  readonly split?: (written: string) => readonly string[];
}

/** The text around a value, and the spelling in which it contains the value. */
export interface Surrounding {
  readonly placeholder: Placeholder;
  readonly spell: (value: string) => string;
  readonly place: (written: string) => string;
}

/** Any password: of a manager, of a person, or of a command. */
export const value: Placeholder = {
  managers: MANAGERS,
  others: [...PEOPLE, ...MACHINES],
  othersClass: "secret",
};
/** A key that a program generates. */
export const key = holdOnly(...KEYS);

export function holdOnly(...others: readonly Generate[]): Placeholder {
  return { managers: [], others, othersClass: "secret" };
}

const MAX_TEXTS = 60;
const MAX_TEXTS_OF_A_SHORT_SOURCE = 30;
const MAX_TEXTS_OF_A_SURROUNDING = 10;

/** Creates the texts of one program or format. */
export function createSource(
  name: string,
  described: string,
  surroundings: readonly Surrounding[],
  maxTexts = MAX_TEXTS,
): Source {
  const count = Math.min(MAX_TEXTS_OF_A_SURROUNDING, Math.floor(maxTexts / surroundings.length));
  const texts = surroundings.flatMap((surrounding, index) =>
    fill(surrounding, count, createRandom(hash(name) + index)),
  );
  return { name, described, texts };
}

/** Creates fewer texts for each surrounding, so that many programs count more than many values. */
export function createShortSource(
  name: string,
  described: string,
  surroundings: readonly Surrounding[],
): Source {
  return createSource(name, described, surroundings, MAX_TEXTS_OF_A_SHORT_SOURCE);
}

function fill(surrounding: Surrounding, count: number, random: Random): CorpusText[] {
  const { managers, others, othersClass } = surrounding.placeholder;
  const managed = managers.length === 0 ? 0 : Math.ceil(count / 2);
  return [
    ...createTexts(surrounding, managers, managed, "generated-password", random),
    ...createTexts(surrounding, others, count - managed, othersClass, random),
  ];
}

/** Takes the generators in turn, from one that the seed decides, so that each occurs in a source. */
function createTexts(
  { placeholder, spell, place }: Surrounding,
  generators: readonly Generate[],
  count: number,
  textClass: TextClass,
  random: Random,
): CorpusText[] {
  const around = place("");
  const texts: CorpusText[] = [];
  const start = Math.floor(random() * generators.length);
  for (let turn = 0; texts.length < count && turn < count * 20; turn++) {
    const written = spell(generators[(start + turn) % generators.length]?.(random) ?? "");
    const sensitive = placeholder.split?.(written) ?? [written];
    // A value that the surrounding contains anyway could not be seen to disappear.
    if (sensitive.some((part) => part === "" || around.includes(part))) continue;
    const text = place(written);
    if (!texts.some((other) => other.text === text)) texts.push({ class: textClass, text, sensitive });
  }
  return texts;
}

function hash(name: string): number {
  let sum = 7;
  for (const byte of Buffer.from(name)) sum = (Math.imul(sum, 31) + byte) | 0;
  return sum;
}
