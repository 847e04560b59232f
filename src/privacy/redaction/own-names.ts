/** This machine's and this account's own names, wherever they stand: `janes-macbook` is a word to everybody else. */
import { homedir, hostname, userInfo } from "node:os";
import { ALNUM, classAt } from "./characters.js";
import { found, type Identifiable, type IdentifiableKind } from "./finding.js";
import { WordTable } from "./word-table.js";

/** Shorter ones are found in too much. */
const SHORTEST_NAME = 4;

/** Accounts and hosts that a thousand machines share say nothing, and are words of many texts. */
const SHARED = new Set(
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
export function ownNames(host: string, user: string, home: string): OwnName[] {
  const folder = home.slice(Math.max(home.lastIndexOf("/"), home.lastIndexOf("\\")) + 1);
  const named: OwnName[] = [
    ...[host, host.split(".")[0] ?? ""].map((name) => ({ kind: "host" as const, name })),
    ...[user, folder].map((name) => ({ kind: "user" as const, name })),
  ];
  return named
    .map(({ kind, name }) => ({ kind, name: name.toLowerCase() }))
    .filter(({ name }) => name.length >= SHORTEST_NAME && !SHARED.has(name) && /^[a-z0-9]/.test(name));
}

/** A detector of names; each is looked up by its first word. */
export function detectorOf(
  names: readonly OwnName[],
): (text: string, start: number, end: number) => Identifiable | undefined {
  const byFirstWord = new Map<string, OwnName[]>();
  for (const own of names) {
    const [first = ""] = own.name.split(/[^a-z0-9_-]/);
    byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), own]);
  }
  const table = new WordTable(byFirstWord);
  return (text, start, end) => {
    for (const { kind, name } of table.at(text, start, end) ?? []) {
      const nameEnd = start + name.length;
      const isWhole = (classAt(text, nameEnd) & ALNUM) === 0;
      if (isWhole && text.slice(start, nameEnd).toLowerCase() === name) return found(kind, start, nameEnd);
    }
    return undefined;
  };
}

let ofThisMachine: ReturnType<typeof detectorOf> | undefined;

/** Called at a word. The system is asked once, when the first word is. */
export function ownName(text: string, start: number, end: number): Identifiable | undefined {
  ofThisMachine ??= detectorOf(readOwnNames());
  return ofThisMachine(text, start, end);
}

function readOwnNames(): OwnName[] {
  try {
    return ownNames(hostname(), userInfo().username, homedir());
  } catch {
    return []; // an account without an entry, as in containers
  }
}
