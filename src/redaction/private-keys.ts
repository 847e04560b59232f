/** PEM, OpenPGP and SSH2 blocks, whole: also one written as JSON, and one that was cut. */

import { found, type Identifiable } from "./finding.js";
import type { Text } from "./scanned-text.js";

const BEGIN = /-{4,5} ?BEGIN [A-Z0-9 ]{1,40} ?-{4,5}/y;
const END = /-{4,5} ?END [A-Z0-9 ]{1,40} ?-{4,5}/g;

/** Called at the first dash. A block without an end runs to the end of the text. */
export function privateKey(text: Text, dash: number): Identifiable | undefined {
  if (!text.is(dash + 1, "-") || !text.is(dash + 3, "-") || text.is(dash - 1, "-")) return undefined;
  const begin = text.matchEnd(BEGIN, dash);
  if (begin === undefined) return undefined;
  return found("private-key", dash, text.matchEnd(END, begin) ?? text.length);
}
