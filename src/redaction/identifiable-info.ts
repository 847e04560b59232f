/** Offers redaction to a tool. The detectors are loaded with the first call. */
import { LazyModule } from "../internal/lazy-module.js";
import type { Identifiable } from "./match.js";

type Detectors = typeof import("./find-matches.js");
const detectorsModule = new LazyModule<Detectors>("detectors");

/** Loads the detectors with the first text that may contain a match, because most events have none. Never throws. */
export function loadDetectors(): Detectors {
  return detectorsModule.tryLoad() ?? EVERYTHING_IS_SECRET;
}

const EVERYTHING_IS_SECRET: Detectors = {
  findMatches: (text) => (text === "" ? [] : [{ kind: "secret", start: 0, end: text.length }]),
  redactMatches: (text) => (text === "" ? "" : "[secret]"),
  classifyValueByKey: () => "secret",
};

/**
 * Finds e-mail addresses, secrets, paths, hosts, names of people and the like in a free text.
 *
 * Returns the matches in their order in the text. Overlapping matches are merged; the first one's kind is kept.
 *
 * @example
 * findIdentifiableInfo("mail jane@example.com"); // [{ kind: "email", start: 5, end: 21 }]
 */
export function findIdentifiableInfo(text: string): Identifiable[] {
  return typeof text === "string" ? loadDetectors().findMatches(text, { guessNames: true }) : [];
}

/**
 * Replaces identifying information in a free text by `[kind]`, including likely names of people and companies. Redacting
 * the result again does not change it.
 *
 * @example
 * redactIdentifiableInfo("Jane Doe cannot open /srv/app"); // "[person] cannot open [path]"
 */
export function redactIdentifiableInfo(text: string): string {
  return typeof text === "string" ? loadDetectors().redactMatches(text, { guessNames: true }) : "";
}
