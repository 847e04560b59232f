/** Detects whole PEM, OpenPGP and SSH2 blocks, including those with escaped line ends. */
import { createMatch, type Identifiable } from "../match.js";
import type { ScannedText } from "../scanned-text.js";

const BEGIN = /-{4,5} ?BEGIN [A-Z0-9 ]{1,40} ?-{4,5}/y;
const END = /-{4,5} ?END [A-Z0-9 ]{1,40} ?-{4,5}/g;

/** Called at each dash. Matches a block from its first dash. A block without an end extends to the end of the text. */
export function detectPrivateKey(text: ScannedText, dash: number): Identifiable | undefined {
  if (
    !text.hasCharacter(dash + 1, "-") ||
    !text.hasCharacter(dash + 3, "-") ||
    text.hasCharacter(dash - 1, "-")
  )
    return undefined;
  const begin = text.findMatchEnd(BEGIN, dash);
  if (begin === undefined) return undefined;
  return createMatch("private-key", dash, text.findMatchEnd(END, begin) ?? text.length);
}
