/** Detects secrets, users and hosts after the flags of shell commands: `--password …`, `mysql -p…`. */
import { BLANK, WORD } from "../character-classes.js";
import { createMatch, type Identifiable, type IdentifiableKind } from "../match.js";
import { mayBePassword } from "../password-forms.js";
import { isPlaceholderValue } from "../placeholder-values.js";
import { isPublicHost } from "../public-hosts.js";
import { findClosingMark } from "../quotes.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey } from "../sensitive-keys.js";
import { isOrdinaryValue } from "../sensitive-values.js";
import { findUnquotedWordEnd } from "../surroundings.js";
import { classifySibling } from "./sibling-labels.js";

/** The last group is the opening quotation mark of the value. */
const LONG_FLAG =
  /--?([a-zA-Z][\w-]{1,40})(?:[ \t]|[ \t]{2,4}(?![A-Z][a-z]+ ))(?!--?[a-zA-Z]|\([A-Za-z-]+ )(\\{0,7}["'`])?(?=[^\s=:])/y;
/** `-p secret`, `-p=secret`, and `"-p", "secret"` in a list. */
const LETTER_FLAG = /-[a-zA-Z](?:["']\s?,\s{0,16}|[ =]{0,2})(\\{0,7}["'`])?(?=[^\s=])/y;

/** Windows: `/rp "…"`, `/password:…`. */
const SLASH_FLAG = /\/(?:rp|p|pw|pwd|pass|password)(?::|[ \t]{1,2})(["'])?(?=[^\s/])/iy;

/** Called at each slash. */
export function detectSlashFlag(text: ScannedText, slash: number): Identifiable | undefined {
  if ((text.charClassAt(slash - 1) & BLANK) === 0) return undefined;
  const match = text.match(SLASH_FLAG, slash);
  if (match === null) return undefined;
  const [whole, quote] = match;
  return matchFlagValue(text, slash, {
    kind: "secret",
    name: "password",
    valueStart: slash + whole.length,
    quote,
  });
}

/** Called at each dash. Matches from the first dash of a flag. */
export function detectCommandFlag(text: ScannedText, dash: number): Identifiable | undefined {
  if ((text.charClassBefore(dash) & WORD) !== 0 || text.hasOneOf(dash - 1, "./")) return undefined;
  return matchLetterFlag(text, dash) ?? matchLongFlag(text, dash);
}

function matchLongFlag(text: ScannedText, dash: number): Identifiable | undefined {
  const match = text.match(LONG_FLAG, dash);
  if (match === null) return undefined;
  const [whole, name = "", quote] = match;
  const kind =
    classifyKey(name) ??
    (/^(?:value|data|secret-string|body)$/.test(name) ? classifySibling(text, dash + 2) : undefined);
  return kind && matchFlagValue(text, dash, { kind, name, valueStart: dash + whole.length, quote });
}

function matchLetterFlag(text: ScannedText, dash: number): Identifiable | undefined {
  const kind = text.commandFlags?.get(text.slice(dash + 1, dash + 2));
  const isUnknownCommand =
    kind === undefined && text.hasOneOf(dash + 1, "pPwW") && text.hasOneOf(dash + 2, " '\"");
  if (kind === undefined && !isUnknownCommand) return undefined;
  const match = text.match(LETTER_FLAG, dash);
  if (match === null) return undefined;
  const [whole, quote] = match;
  const valueStart = dash + whole.length;
  const found = matchFlagValue(text, dash, { kind: kind ?? "secret", name: "password", valueStart, quote });
  if (found === undefined || !isUnknownCommand) return found;
  // The flag of another command may hold a port, a path or a pattern.
  const value = text.slice(found.start, found.end);
  return value.length >= 6 && mayBePassword(value) && !ORDINARY_FLAG_VALUE.test(value) ? found : undefined;
}

/** Paths, patterns, hosts, files, packages, constants, assignments, and names with a version, such as `node18`. */
const ORDINARY_FLAG_VALUE = /[/\\*]|^[@.%$]|^\w+[.:]\d|\.[a-z]{2,4}$|^[A-Z\d_]+$|^[a-z-]+\d{1,2}$|^\w+=/;

interface Flag {
  readonly kind: IdentifiableKind;
  readonly name: string;
  readonly valueStart: number;
  readonly quote: string | undefined;
}

/** A quoted value may contain blanks, a plain one is a word of the shell. */
function matchFlagValue(text: ScannedText, dash: number, flag: Flag): Identifiable | undefined {
  const { kind, name, valueStart, quote } = flag;
  const end =
    (quote === undefined ? undefined : findClosingMark(text, valueStart, quote)) ??
    findUnquotedWordEnd(text, valueStart, dash);
  const value = text.slice(valueStart, end);
  // `--secret dbPassword …` has the name of the secret.
  if (kind === "secret" && /[a-z][A-Z]|_/.test(value) && classifyKey(value) === "secret") return undefined;
  const isOrdinary =
    kind === "host"
      ? value === "localhost" || isPlaceholderValue(value) || isPublicHost(value)
      : (kind === "secret" || kind === "user") && isOrdinaryValue(kind, name, value);
  return isOrdinary ? undefined : createMatch(kind, valueStart, end);
}
