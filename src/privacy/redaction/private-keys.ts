/** PEM, OpenPGP and SSH2 blocks, whole: also one written as JSON, and one that was cut. */
import { found, type Identifiable } from "./finding.js";

const BEGIN = /-{4,5} ?BEGIN [A-Z0-9 ]{1,40} ?-{4,5}/y;
const END = /-{4,5} ?END [A-Z0-9 ]{1,40} ?-{4,5}/g;

/** Called at the first dash. A block without an end runs to the end of the text. */
export function privateKey(text: string, dash: number): Identifiable | undefined {
  if (text.charAt(dash + 1) !== "-" || text.charAt(dash + 3) !== "-" || text.charAt(dash - 1) === "-")
    return undefined;
  BEGIN.lastIndex = dash;
  if (!BEGIN.test(text)) return undefined;
  END.lastIndex = BEGIN.lastIndex;
  return found("private-key", dash, END.test(text) ? END.lastIndex : text.length);
}
