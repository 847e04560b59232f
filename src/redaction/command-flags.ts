/** Secrets, users and hosts behind the flags of a shell's commands. */

import { WORD } from "./character-classes.js";
import { found, type Identifiable, type IdentifiableKind } from "./finding.js";
import type { Text } from "./scanned-text.js";
import { isNoValue, kindOfName } from "./secret-names.js";

const VALUE = "(\\\\{0,7}[\"'`])?([!#-&(-;=?-_a-{}~]{1,512})";
const LONG_FLAG = new RegExp(`--?([a-zA-Z][\\w-]{1,40})[ \\t]{1,4}(?![-=:])${VALUE}`, "y");
const SHORT_FLAG = new RegExp(`-[a-zA-Z][ =]{0,2}${VALUE}`, "y");

/** Flags of one letter say something only behind their own commands. */
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

/** The flags of one command, by their letter. */
export type Flags = ReadonlyMap<string, IdentifiableKind>;

const commands = new Map<string, Map<string, IdentifiableKind>>();
/** What the flags of each command hold. */
export const COMMANDS: ReadonlyMap<string, Flags> = commands;
for (const [letters, kind, names] of SHORT_FLAGS) {
  for (const name of names.split(" ")) {
    const flags = commands.get(name) ?? new Map<string, IdentifiableKind>();
    commands.set(name, flags);
    for (const letter of letters) flags.set(letter, kind);
  }
}

/** Called at the first dash, with the flags of the line's command. */
export function flag(text: Text, dash: number, flags: Flags | undefined): Identifiable | undefined {
  if ((text.classBefore(dash) & WORD) !== 0 || text.isOneOf(dash - 1, "./")) return undefined;
  return shortFlag(text, dash, flags) ?? longFlag(text, dash);
}

function longFlag(text: Text, dash: number): Identifiable | undefined {
  const match = text.match(LONG_FLAG, dash);
  if (match?.[1] === undefined || match[3] === undefined || isNoValue(match[3])) return undefined;
  const kind = kindOfName(match[1]);
  return kind === undefined
    ? undefined
    : found(kind, LONG_FLAG.lastIndex - match[3].length, valueEnd(text, LONG_FLAG.lastIndex, match[2]));
}

function shortFlag(text: Text, dash: number, flags: Flags | undefined): Identifiable | undefined {
  const kind = flags?.get(text.slice(dash + 1, dash + 2));
  if (kind === undefined) return undefined;
  const match = text.match(SHORT_FLAG, dash);
  if (match?.[2] === undefined) return undefined;
  const end = SHORT_FLAG.lastIndex;
  return found(kind, end - match[2].length, valueEnd(text, end, match[1]));
}

/** In quotes a value goes on over blanks. */
function valueEnd(text: Text, end: number, quote: string | undefined): number {
  if (quote === undefined) return end;
  const rest = text.slice(end, end + 512);
  const length = rest.indexOf(quote);
  return length < 0 || rest.slice(0, length).includes("\n") ? end : end + length;
}
