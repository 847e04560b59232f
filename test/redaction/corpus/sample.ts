/** Defines the samples of sensitive texts and the functions that make them. */
import type { Random } from "./random.js";

export type SampleClass =
  | "token"
  | "private-key"
  | "secret"
  | "email"
  | "ip"
  | "mac"
  | "host"
  | "path"
  | "url"
  | "connection-string"
  | "phone"
  | "card"
  | "user";

export interface Piece {
  readonly text: string;
  /** The substrings that redaction must remove. */
  readonly sensitive: readonly string[];
}

export interface Sample extends Piece {
  readonly class: SampleClass;
  /** The vendor, country or syntax. */
  readonly form: string;
  /** The name of the surrounding text. */
  readonly carrier: string;
}

export interface Maker {
  readonly class: SampleClass;
  readonly form: string;
  readonly make: (random: Random) => Piece;
}

/** Creates makers whose whole text is sensitive. */
export function wholly(
  sampleClass: SampleClass,
  forms: Readonly<Record<string, (random: Random) => string>>,
): Maker[] {
  return Object.entries(forms).map(([form, write]) => ({
    class: sampleClass,
    form,
    make: (random) => {
      const text = write(random);
      return { text, sensitive: [text] };
    },
  }));
}

/** Creates makers that list the sensitive substrings themselves. */
export function partly(
  sampleClass: SampleClass,
  forms: Readonly<Record<string, (random: Random) => Piece>>,
): Maker[] {
  return Object.entries(forms).map(([form, make]) => ({ class: sampleClass, form, make }));
}
