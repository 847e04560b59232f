/** What one text with something sensitive in it is, and what makes such texts. */
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
  /** The substrings of the text that must be gone. */
  readonly sensitive: readonly string[];
}

export interface Sample extends Piece {
  readonly class: SampleClass;
  /** Which kind within the class: the vendor, the country, the syntax. */
  readonly form: string;
  /** Which text it stands in. */
  readonly carrier: string;
}

export interface Maker {
  readonly class: SampleClass;
  readonly form: string;
  readonly make: (random: Random) => Piece;
}

/** Makers of one class whose whole text is sensitive. */
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

/** Makers of one class that say themselves which substrings are sensitive. */
export function partly(
  sampleClass: SampleClass,
  forms: Readonly<Record<string, (random: Random) => Piece>>,
): Maker[] {
  return Object.entries(forms).map(([form, make]) => ({ class: sampleClass, form, make }));
}
