/** Parses the location of a stack frame. A package's file is named, and any other file is replaced by its digest. */

import { redactName } from "../sanitizer/text-redaction.js";
import type { Digest } from "./keyed-digest.js";

/** The location of a frame's code. */
export interface SourceLocation {
  /**
   * `node_modules/<package>/…`, `node:…`, or for a file of the app 64 hex digits: the keyed digest of its absolute path.
   * Code without a file is `<anonymous>` (built into the engine), `<eval>`, `<data>` or `<wasm>`.
   */
  readonly file: string;
  /** Counted from 1, as in V8. Absent if the engine names none. */
  readonly line?: number;
  readonly column?: number;
  readonly kind: "package" | "node" | "app";
}

/** Matches the start of a location in a line whose other parts may contain blanks and brackets, too. */
const LOCATION_START =
  /(?:[\\/]|[A-Za-z][A-Za-z\d+.-]{0,30}:|<anonymous>|eval at |index \d|native\)?$|\[|REPL\d|evalmachine)/y;

export function isLocationStart(text: string, index: number): boolean {
  LOCATION_START.lastIndex = index;
  return LOCATION_START.test(text);
}

const POSITION = /:(\d{1,9})(?::(\d{1,9}))?$/;
/** Built-in functions have no file: `JSON.parse (<anonymous>)`, `async Promise.all (index 0)`. */
const BUILT_IN = /^(?:<anonymous>|native|\[native code\]|index \d{1,9})$/;
const NODE_FILE = /^node:[\w./-]{1,200}$/;
/** `node -e`, the REPL, `vm` without a file name. */
const EVALUATED = /^(?:(?:evalmachine\.)?<anonymous>|REPL\d{1,9}|\[[\w -]{1,40}\])$/;

/** Returns undefined if the text is not a location. The content of evaluated code and of data URLs is not read. */
export function parseLocation(location: string, digest: Digest): SourceLocation | undefined {
  if (BUILT_IN.test(location)) return { file: "<anonymous>", kind: "node" };
  if (location.startsWith("eval at ")) return { file: "<eval>", kind: "app" };
  if (/^wasm:/i.test(location)) return { file: "<wasm>", kind: "app" };
  if (/^(?:data|blob):/i.test(location)) return { file: "<data>", kind: "app" };
  const position = POSITION.exec(location);
  if (position === null) return undefined;
  const where = {
    line: Number(position[1]),
    ...(position[2] === undefined ? {} : { column: Number(position[2]) }),
  };
  const source = location.slice(0, position.index);
  if (NODE_FILE.test(source)) return { file: redactName(source), ...where, kind: "node" };
  if (EVALUATED.test(source)) return { file: "<eval>", ...where, kind: "app" };
  const path = toSystemPath(source);
  const inPackage = findPackageFile(path);
  if (inPackage !== undefined) return { file: redactName(inPackage), ...where, kind: "package" };
  return { file: digest(path), ...where, kind: "app" };
}

/** Returns the path as the system writes it, so that scripts and modules have the same digest for a file. */
function toSystemPath(source: string): string {
  const isUrl = /^[a-z][a-z\d+.-]+:/i.test(source); // two letters: `C:` is a drive
  const plain = isUrl ? source.replace(/[?#].*$/s, "") : source; // a query may contain anything
  if (!/^file:\/\//i.test(plain)) return plain.replace(/^[a-z](?=:[\\/])/, (drive) => drive.toUpperCase());
  const decoded = decodePath(plain.slice("file://".length));
  if (/^\/[a-z]:\//i.test(decoded))
    return decoded.charAt(1).toUpperCase() + decoded.slice(2).replaceAll("/", "\\");
  return decoded.startsWith("/") ? decoded : `\\\\${decoded.replaceAll("/", "\\")}`;
}

function decodePath(encoded: string): string {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded;
  }
}

const MODULES_FOLDER = "node_modules/";
/**
 * A package's name and its file. No name begins with a dot, because tools write copies of the app's own files to folders
 * such as `node_modules/.cache`.
 */
const PACKAGE_FILE = /^(?:@[\w~-][\w.~-]*\/)?[\w~-][\w.~-]*(?:\/[^/]+)+$/;

/** Returns the path within the innermost package, such as `node_modules/x/lib/index.js`. */
function findPackageFile(path: string): string | undefined {
  const slashed = path.replaceAll("\\", "/");
  const at = slashed.lastIndexOf(`/${MODULES_FOLDER}`);
  if (at < 0 && !slashed.startsWith(MODULES_FOLDER)) return undefined;
  const inside = slashed.slice(at + 1 + MODULES_FOLDER.length).replace(/[?#].*$/s, "");
  return PACKAGE_FILE.test(inside) && !/(?:^|\/)\.\.?(?:\/|$)/.test(inside)
    ? MODULES_FOLDER + inside
    : undefined;
}
