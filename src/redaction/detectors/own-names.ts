/** Detects the names of this machine and of the user's account, which look like any other word. */
import { getHomeFolder, getHostName, getUserName } from "../../internal/system-names.js";
import { ALNUM } from "../character-classes.js";
import type { WordDetectors } from "../detector.js";
import { createMatch, type IdentifiableKind } from "../match.js";

/** Shorter names are parts of too many texts. */
const MIN_NAME_LENGTH = 4;

/** Names of many machines, which do not identify one and are words of many texts. */
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

let ownNames: OwnName[] | undefined;

/** Returns the names of this machine and account. They are read once, before the first text is redacted. */
export function getOwnNames(): readonly OwnName[] {
  ownNames ??= selectOwnNames(getHostName(), getUserName(), getHomeFolder());
  return ownNames;
}

/** Returns those of a machine's names that identify it. */
export function selectOwnNames(host: string, user: string, home: string): OwnName[] {
  const homeFolder = home.slice(Math.max(home.lastIndexOf("/"), home.lastIndexOf("\\")) + 1);
  const names: OwnName[] = [
    ...[host, host.split(".")[0] ?? ""].map((name) => ({ kind: "host" as const, name })),
    ...[user, homeFolder].map((name) => ({ kind: "user" as const, name })),
  ];
  return names
    .map(({ kind, name }) => ({ kind, name: name.toLowerCase() }))
    .filter(
      ({ name }) => name.length >= MIN_NAME_LENGTH && !SHARED_NAMES.has(name) && /^[a-z0-9]/.test(name),
    );
}

/** Lists each name under its first word. */
export function listOwnNames(names = getOwnNames()): WordDetectors {
  return names.map(({ kind, name }) => [
    /^[a-z0-9_-]*/.exec(name)?.[0] ?? "",
    (text, start) => {
      const end = start + name.length;
      const isWholeName =
        (text.charClassAt(end) & ALNUM) === 0 && text.slice(start, end).toLowerCase() === name;
      return isWholeName ? createMatch(kind, start, end) : undefined;
    },
  ]);
}
