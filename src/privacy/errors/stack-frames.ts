/** Parses a stack of V8 into frames that may be sent, without messages, source lines, arguments, and names of the app's own. */
import type { Digest } from "../digests/keyed-digest.js";
import { isLocationStart, parseLocation, type SourceLocation } from "../digests/source-location.js";
import { redactName } from "../sanitizer/text-redaction.js";

/** One call of a stack. */
export interface Frame extends SourceLocation {
  /** Absent for the app's own code: a tool may run its users' code, whose names are private. */
  readonly function?: string;
}

export const MAX_FRAMES = 50;
/** Characters of a stack that are read after its message. */
const MAX_STACK_LENGTH = 64 * 1024;
/** A longer line is not a call. */
const MAX_LINE_LENGTH = 2048;

/**
 * Returns the frames of a stack, innermost first. Other lines are skipped: those of the message, which may look like frames,
 * and those that `--enable-source-maps` and libraries add.
 */
export function parseStack(stack: string, message: string, digest: Digest): Frame[] {
  const frames: Frame[] = [];
  const files = new Map<string, string>();
  const digestOnce: Digest = (path) => {
    const known = files.get(path) ?? digest(path);
    files.set(path, known);
    return known;
  };
  for (const line of readLines(stack, findMessageEnd(stack, message))) {
    const frame = line.length > MAX_LINE_LENGTH ? undefined : parseFrame(line.trim(), digestOnce);
    if (frame !== undefined && frames.push(frame) >= MAX_FRAMES) break;
  }
  return frames;
}

function* readLines(stack: string, start: number): Generator<string> {
  const stop = Math.min(stack.length, start + MAX_STACK_LENGTH);
  for (let from = start; from < stop; ) {
    const end = stack.indexOf("\n", from);
    if (end >= stop || (end < 0 && stop < stack.length)) return; // the line is cut, and half a path has another digest
    yield stack.slice(from, end < 0 ? stack.length : end);
    if (end < 0) return;
    from = end + 1;
  }
}

/** Characters in which the message begins. The type and a source line may stand before it. */
const MAX_HEADING_LENGTH = 4096;

/** Returns the end of the message's last line, because lines of a message may look like frames. */
function findMessageEnd(stack: string, message: string): number {
  const heading = stack.slice(0, MAX_HEADING_LENGTH);
  const at = message === "" ? -1 : heading.indexOf(message.slice(0, 64));
  const firstFrame = heading.search(/(?:^|\n) {4}at /);
  if (at < 0 || (firstFrame >= 0 && firstFrame < at) || !stack.startsWith(message, at)) return 0;
  const end = stack.indexOf("\n", at + message.length);
  return end < 0 ? stack.length : end;
}

/** Parses `at function (location)` or `at location`, both also with `async`. */
function parseFrame(line: string, digest: Digest): Frame | undefined {
  const call = /^at (?:async )?(\S.*)$/s.exec(line)?.[1];
  if (call === undefined) return undefined;
  const open = call.endsWith(")") ? findLocationBracket(call) : -1;
  if (open < 0 && !isLocationStart(call, 0)) return undefined;
  const place = parseLocation(open < 0 ? call : call.slice(open + 2, -1), digest);
  if (place === undefined) return undefined;
  const name = open < 0 || place.kind === "app" ? undefined : parseFunctionName(call.slice(0, open));
  return name === undefined ? place : { ...place, function: name };
}

/** Returns the index of the bracket that a location follows. Names and folders may contain brackets, too. */
function findLocationBracket(call: string): number {
  let last = -1;
  for (const { index } of call.matchAll(/ \(/g)) {
    if (isLocationStart(call, index + 2)) return index;
    last = index;
  }
  return last;
}

/** Classes that V8 writes before a method and that belong to the language, not to the app. */
const LANGUAGE_CLASSES = new Set(
  (
    "Array ArrayBuffer AsyncFunction AsyncGenerator AsyncIterator Atomics BigInt Boolean DataView Date Error Function " +
    "Generator Intl Iterator JSON Map Math Number Object Promise Proxy Reflect RegExp Set String Symbol WeakMap WeakRef WeakSet"
  ).split(" "),
);

/** A class and a name in code. A name that was computed from a text (`Object.plan for jane`) does not match. */
const NAME = /^((?:new|get|set) )?(?:([\w$]{1,64})\.)?([\w$#]{1,64}|<\w{1,32}>)$/;

/**
 * Returns the name of a function without its alias (`[as x]`) and without the class of its receiver. That class belongs to
 * the app if it extends a package's class (`JanesBackend.emit (node:events:518:28)`).
 */
function parseFunctionName(text: string): string | undefined {
  const alias = text.indexOf(" [as ");
  const [whole, keyword = "", receiver = "", name = ""] =
    NAME.exec(alias < 0 ? text : text.slice(0, alias)) ?? [];
  if (whole === undefined) return undefined;
  return redactName(keyword + (LANGUAGE_CLASSES.has(receiver) ? `${receiver}.${name}` : name));
}
