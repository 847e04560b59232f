/** Detects secrets, users and hosts after the flags of shell commands: `--password …`, `mysql -p…`. */
import { createLazy } from "../../internal/lazy-module.js";
import { WORD } from "../character-classes.js";
import { createMatch, type Identifiable, type IdentifiableKind } from "../match.js";
import type { CommandFlags, ScannedText } from "../scanned-text.js";
import { classifyKey } from "../sensitive-keys.js";
import { isPlaceholderValue } from "../sensitive-values.js";

/**
 * The last two groups of a flag's pattern: an opening quotation mark, and a value. A value consists of visible ASCII
 * characters other than quotation marks, backticks, `<`, `>` and `|`.
 */
const FLAG_VALUE = "(\\\\{0,7}[\"'`])?([!#-&(-;=?-_a-{}~]{1,512})";
const LONG_FLAG = new RegExp(`--?([a-zA-Z][\\w-]{1,40})[ \\t]{1,4}(?![-=:])${FLAG_VALUE}`, "y");
const LETTER_FLAG = new RegExp(`-[a-zA-Z][ =]{0,2}${FLAG_VALUE}`, "y");

/** The meaning of one-letter flags depends on the command. */
const LETTER_FLAGS: readonly [letters: string, kind: IdentifiableKind, commands: string][] = [
  [
    "p",
    "secret",
    "mysql mysqldump mysqladmin mysqlimport mariadb mongo mongosh mongodump login sshpass plink az 7z unzip zip rar",
  ],
  ["P", "secret", "sqlcmd bcp unzip zip"],
  ["a", "secret", "redis-cli"],
  ["w", "secret", "ldapsearch ldapmodify ldapadd plink"],
  ["uU", "secret", "curl wget http https xh smbclient"],
  ["u", "user", "mysql mysqldump mysqladmin mysqlimport mariadb mongo mongosh mongodump login az ftp lftp"],
  ["U", "user", "psql pg_dump pg_restore createdb dropdb sqlcmd bcp"],
  ["l", "user", "ssh scp sftp rsync"],
  ["h", "host", "mysql mysqldump mysqladmin mariadb mongo psql pg_dump pg_restore redis-cli"],
  ["S", "host", "sqlcmd bcp"],
];

/** Returns the one-letter flags of each command. */
export const getCommandFlags = createLazy((): ReadonlyMap<string, CommandFlags> => {
  const commands = new Map<string, Map<string, IdentifiableKind>>();
  for (const [letters, kind, names] of LETTER_FLAGS) {
    for (const name of names.split(" ")) {
      const flags = commands.get(name) ?? new Map<string, IdentifiableKind>();
      commands.set(name, flags);
      for (const letter of letters) flags.set(letter, kind);
    }
  }
  return commands;
});

/** Called at each dash. Matches from the first dash of a flag. */
export function detectCommandFlag(text: ScannedText, dash: number): Identifiable | undefined {
  if ((text.charClassBefore(dash) & WORD) !== 0 || text.hasOneOf(dash - 1, "./")) return undefined;
  return matchLetterFlag(text, dash) ?? matchLongFlag(text, dash);
}

function matchLongFlag(text: ScannedText, dash: number): Identifiable | undefined {
  const match = text.match(LONG_FLAG, dash);
  if (match === null) return undefined;
  const [, name = "", quote, value = ""] = match;
  const kind = isPlaceholderValue(value) ? undefined : classifyKey(name);
  if (kind === undefined) return undefined;
  const end = LONG_FLAG.lastIndex;
  return createMatch(kind, end - value.length, findFlagValueEnd(text, end, quote));
}

function matchLetterFlag(text: ScannedText, dash: number): Identifiable | undefined {
  const kind = text.commandFlags?.get(text.slice(dash + 1, dash + 2));
  if (kind === undefined) return undefined;
  const match = text.match(LETTER_FLAG, dash);
  if (match === null) return undefined;
  const [, quote, value = ""] = match;
  const end = LETTER_FLAG.lastIndex;
  return createMatch(kind, end - value.length, findFlagValueEnd(text, end, quote));
}

/** Returns the closing quotation mark of a quoted value, which may contain blanks, or the end of a plain value. */
function findFlagValueEnd(text: ScannedText, end: number, quote: string | undefined): number {
  if (quote === undefined) return end;
  const rest = text.slice(end, end + 512);
  const length = rest.indexOf(quote);
  return length < 0 || rest.slice(0, length).includes("\n") ? end : end + length;
}
