/** Detects secrets, users and hosts after the flags of shell commands: `--password …`, `mysql -p…`. */
import { createLazy } from "../../internal/lazy-module.js";
import { WORD } from "../character-classes.js";
import { createMatch, type Identifiable, type IdentifiableKind } from "../match.js";
import type { CommandFlags, ScannedText } from "../scanned-text.js";
import { classifyKey } from "../sensitive-keys.js";
import { isPlaceholderValue } from "../sensitive-values.js";

const FLAG_VALUE = "(\\\\{0,7}[\"'`])?([!#-&(-;=?-_a-{}~]{1,512})";
const LONG_FLAG = new RegExp(`--?([a-zA-Z][\\w-]{1,40})[ \\t]{1,4}(?![-=:])${FLAG_VALUE}`, "y");
const SHORT_FLAG = new RegExp(`-[a-zA-Z][ =]{0,2}${FLAG_VALUE}`, "y");

/** The meaning of one-letter flags depends on the command. */
const SHORT_FLAGS: readonly [flags: string, kind: IdentifiableKind, commands: string][] = [
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
  for (const [letters, kind, names] of SHORT_FLAGS) {
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
  return matchShortFlag(text, dash) ?? matchLongFlag(text, dash);
}

function matchLongFlag(text: ScannedText, dash: number): Identifiable | undefined {
  const match = text.match(LONG_FLAG, dash);
  if (match?.[1] === undefined || match[3] === undefined || isPlaceholderValue(match[3])) return undefined;
  const kind = classifyKey(match[1]);
  return kind === undefined
    ? undefined
    : createMatch(
        kind,
        LONG_FLAG.lastIndex - match[3].length,
        findFlagValueEnd(text, LONG_FLAG.lastIndex, match[2]),
      );
}

function matchShortFlag(text: ScannedText, dash: number): Identifiable | undefined {
  const kind = text.commandFlags?.get(text.slice(dash + 1, dash + 2));
  if (kind === undefined) return undefined;
  const match = text.match(SHORT_FLAG, dash);
  if (match?.[2] === undefined) return undefined;
  const end = SHORT_FLAG.lastIndex;
  return createMatch(kind, end - match[2].length, findFlagValueEnd(text, end, match[1]));
}

/** Returns the end of a quoted value, which may contain blanks. */
function findFlagValueEnd(text: ScannedText, end: number, quote: string | undefined): number {
  if (quote === undefined) return end;
  const rest = text.slice(end, end + 512);
  const length = rest.indexOf(quote);
  return length < 0 || rest.slice(0, length).includes("\n") ? end : end + length;
}
