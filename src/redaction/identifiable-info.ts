/** Offers redaction to a tool. The detectors are loaded with the first call. */
import { LazyModule } from "../internal/lazy-module.js";
import type { Identifiable } from "./match.js";

/** Loaded with the first text that may contain a match, because most events have none. */
export const detectorsModule = new LazyModule<typeof import("./find-matches.js")>("detectors");

/**
 * Finds e-mail addresses, secrets, paths, hosts, names of people and the like in a free text.
 *
 * Returns the matches in their order in the text. Overlapping matches are merged; the first one's kind is kept.
 *
 * @example
 * findIdentifiableInfo("mail jane@example.com"); // [{ kind: "email", start: 5, end: 21 }]
 */
export function findIdentifiableInfo(text: string): Identifiable[] {
  return typeof text === "string" ? detectorsModule.load().findMatches(text, { guessNames: true }) : [];
}

/**
 * Replaces identifying information in a free text by `[kind]`, including likely names of people and companies. Redacting
 * the result again does not change it.
 *
 * @example
 * redactIdentifiableInfo("Jane Doe cannot open /srv/app"); // "[person] cannot open [path]"
 */
export function redactIdentifiableInfo(text: string): string {
  return typeof text === "string" ? detectorsModule.load().redactMatches(text, { guessNames: true }) : "";
}
