/** Defines the independent corpus: texts that were written from descriptions of programs, without knowledge of the detectors. */

/** The class of the value in a text. Secrets, addresses and paths are sensitive; the other classes are ordinary. */
export type TextClass =
  | "secret" // passwords and keys with a name, in code, settings, commands and logs
  | "generated-password" // passwords of a password manager; counted for each surrounding
  | "token" // tokens without a name
  | "address" // e-mail addresses, hosts, IP addresses, phones
  | "path"
  | "value" // ordinary values of analytics events: words, enum values, versions, ids
  | "line"; // ordinary lines of logs, READMEs and error messages

export interface CorpusText {
  readonly class: TextClass;
  readonly text: string;
  /** The parts that must be removed. Ordinary texts have none and must stay as they are. */
  readonly sensitive: readonly string[];
}

/** Texts of one program, framework, format or SDK. A source is either for tuning or held out, never both. */
export interface Source {
  /** Such as `Laravel`, `PuTTY` or `Docker Compose`. It decides the half that the source belongs to. */
  readonly name: string;
  /** The page that describes how the program writes such texts: its documentation, or a standard. */
  readonly described: string;
  readonly texts: readonly CorpusText[];
}

export type Half = "tuned" | "held-out";

/** Returns the half of a source. A checksum of the name decides, so that nobody chooses it. */
export function getHalf(name: string): Half {
  // FNV-1a with 32 bits, http://www.isthe.com/chongo/tech/comp/fnv/
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return ((hash >>> 16) & 1) === 0 ? "tuned" : "held-out";
}

/** Creates ordinary texts of a class. */
export function ordinary(textClass: "value" | "line", texts: readonly string[]): CorpusText[] {
  return texts.map((text) => ({ class: textClass, text, sensitive: [] }));
}
