/** This machine's and this account's own names, wherever they stand: `janes-macbook` is a word to everybody else. */
import { homedir, hostname, userInfo } from "node:os";
import { ALNUM } from "../character-classes.js";
import type { WordDetectors } from "../detector.js";
import { createMatch, type IdentifiableKind } from "../match.js";

/** Shorter ones are found in too much. */
const MIN_NAME_LENGTH = 4;

/** Accounts and hosts that a thousand machines share say nothing, and are words of many texts. */
const SHARED_NAMES = new Set(
  (
    "root admin administrator user users ubuntu debian fedora centos alpine node runner runneradmin vscode codespace developer guest " +
    "test build jenkins docker nobody home localhost default gitpod coder vagrant system service deploy worker server main local " +
    "data code work python ruby java rust linux macos windows macbook desktop laptop computer"
  ).split(" "),
);

export interface OwnName {
  readonly kind: IdentifiableKind;
  /** In lower case. */
  readonly name: string;
}

/** The names that would identify, of what the system says of itself. */
export function selectOwnNames(host: string, user: string, home: string): OwnName[] {
  const folder = home.slice(Math.max(home.lastIndexOf("/"), home.lastIndexOf("\\")) + 1);
  const names: OwnName[] = [
    ...[host, host.split(".")[0] ?? ""].map((name) => ({ kind: "host" as const, name })),
    ...[user, folder].map((name) => ({ kind: "user" as const, name })),
  ];
  return names
    .map(({ kind, name }) => ({ kind, name: name.toLowerCase() }))
    .filter(
      ({ name }) => name.length >= MIN_NAME_LENGTH && !SHARED_NAMES.has(name) && /^[a-z0-9]/.test(name),
    );
}

/** Lists the names by the first word of each. */
export function listOwnNames(names: readonly OwnName[] = getOwnNames()): WordDetectors {
  return names.map(({ kind, name }) => [
    /^[a-z0-9_-]*/.exec(name)?.[0] ?? "",
    (text, start) => {
      const end = start + name.length;
      const isWhole = (text.charClassAt(end) & ALNUM) === 0;
      return isWhole && text.slice(start, end).toLowerCase() === name
        ? createMatch(kind, start, end)
        : undefined;
    },
  ]);
}

let cachedOwnNames: OwnName[] | undefined;

/** The system is asked once, when the first text is read. */
export function getOwnNames(): readonly OwnName[] {
  cachedOwnNames ??= readOwnNames();
  return cachedOwnNames;
}

function readOwnNames(): OwnName[] {
  try {
    return selectOwnNames(hostname(), userInfo().username, homedir());
  } catch {
    return []; // an account without an entry, as in containers
  }
}
