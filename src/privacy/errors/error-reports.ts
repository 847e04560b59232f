/** Creates reports of a thrown value that may be sent: the error first, then its causes. Each property is read once. */
import { types } from "node:util";
import type { Digest } from "../digests/keyed-digest.js";
import { measureJsonText } from "../sanitizer/event-size.js";
import type { OnOmission } from "../sanitizer/omission.js";
import { QUOTED_FIELDS, redactMessage, sanitizeErrorCode, sanitizeErrorName } from "./error-message.js";
import { type Frame, MAX_FRAMES, parseStack } from "./stack-frames.js";

/** The parts of an error that may be sent. */
export interface ErrorReport {
  readonly type: string;
  readonly code?: string | number;
  readonly message?: string;
  /** Innermost first. */
  readonly frames: readonly Frame[];
  /** Up to 10 innermost frames for the fingerprint, which must not depend on how many causes share the limit of `frames`. */
  readonly fingerprintFrames: readonly Frame[];
  /** The report that this one is a cause of. */
  readonly causeOf?: { readonly parent: number; readonly how: CauseKind };
  /** False if something else than an Error was thrown. */
  readonly isError: boolean;
}

/** Whether it is the `cause`, or one of the `errors` of an AggregateError. */
export type CauseKind = "cause" | "member";

/** The error and eight causes. */
const MAX_ERRORS = 9;
/** V8 keeps as many frames by default. `Error.stackTraceLimit` may be higher. */
const MAX_FINGERPRINT_FRAMES = 10;
/** Errors of an AggregateError that are read. */
const MAX_MEMBERS = 64;

/** Never throws. Parts that cannot be read are omitted and counted. */
export function createErrorReports(thrown: unknown, digest: Digest, omit: OnOmission): ErrorReport[] {
  const errors: RawError[] = [];
  const seen = new Set<unknown>();
  const visit = (value: unknown, causeOf?: ErrorReport["causeOf"]): void => {
    if (errors.length >= MAX_ERRORS) return omit("size");
    if (typeof value === "object" && value !== null) {
      if (seen.has(value)) return omit("cycle");
      seen.add(value);
    }
    const parent = errors.length;
    const error = readThrownValue(value, omit);
    errors.push({ ...error, causeOf });
    // PostHog flattens errors in the same order: depth first, the cause before the members.
    if (error.cause !== undefined) visit(error.cause, { parent, how: "cause" });
    for (const member of error.members) visit(member, { parent, how: "member" });
  };
  visit(thrown);
  const quoted = new Map(errors.flatMap((error) => error.quoted));
  const stacks = errors.map(({ stack, message }) => parseStack(stack, message, digest));
  const limitedStacks = limitFrames(stacks);
  return errors.map(({ name, code, message, isSyntaxError, isEngineError, causeOf, isError }, index) => {
    const isOfNode = code === undefined && stacks[index]?.[0]?.kind === "node";
    const text = redactMessage(
      { text: message, name, code, isSyntaxError, isEngineError: isEngineError || isOfNode },
      quoted,
    );
    return {
      type: sanitizeErrorName(name),
      ...(code === undefined ? {} : { code }),
      ...(text === undefined ? {} : { message: text }),
      frames: limitedStacks[index] ?? [],
      fingerprintFrames: (stacks[index] ?? []).slice(0, MAX_FINGERPRINT_FRAMES),
      ...(causeOf === undefined ? {} : { causeOf }),
      isError,
    };
  });
}

/** A thrown value as it was read. Only its code is sanitized so far. */
interface RawError {
  readonly name: string;
  readonly code: string | number | undefined;
  readonly message: string;
  readonly stack: string;
  readonly isError: boolean;
  readonly isSyntaxError: boolean;
  readonly isEngineError: boolean;
  /** Values that messages may quote. */
  readonly quoted: readonly (readonly [string, string])[];
  readonly cause: unknown;
  readonly members: readonly unknown[];
  readonly causeOf?: ErrorReport["causeOf"] | undefined;
}

function readThrownValue(value: unknown, omit: OnOmission): RawError {
  const nothing = {
    code: undefined,
    stack: "",
    isError: false,
    isSyntaxError: false,
    isEngineError: false,
    quoted: [],
    members: [],
  };
  if (typeof value !== "object" || value === null) {
    // A function's name belongs to the app, and a number may be anything.
    const message = typeof value === "string" ? value : "";
    return { ...nothing, name: value === null ? "null" : typeof value, message, cause: undefined };
  }
  const get = (key: string): unknown => tryRead(() => Reflect.get(value, key), omit);
  const isError = types.isNativeError(value) || isInstance(value, Error, omit);
  const name = isError ? toText(get("name")) : ""; // an object's `name` may be a person's
  const cause = isError ? get("cause") : undefined;
  const isAggregate = isError && (isInstance(value, AggregateError, omit) || name === "AggregateError");
  return {
    name: name || toText(tryRead(() => Reflect.get(Object(get("constructor")), "name"), omit)) || "Error",
    code: sanitizeErrorCode(get("code")),
    message: toText(get("message")),
    stack: toText(get("stack")),
    isError,
    isSyntaxError: isInstance(value, SyntaxError, omit),
    isEngineError:
      isError && (tryRead(() => ENGINE_CLASSES.some((type) => value instanceof type), omit) ?? false),
    quoted: Object.entries(QUOTED_FIELDS)
      .map(([field, placeholder]) => [toText(get(field)), placeholder] as const)
      .filter(([{ length }]) => length >= 2),
    cause: cause ?? undefined,
    members: isAggregate ? readMembers(get("errors"), omit) : [],
  };
}

/** Classes of the errors that the engine creates, apart from SyntaxError. */
const ENGINE_CLASSES = [AggregateError, EvalError, RangeError, ReferenceError, TypeError, URIError];

function readMembers(errors: unknown, omit: OnOmission): unknown[] {
  const members = tryRead(
    () => (Array.isArray(errors) ? Array.prototype.slice.call(errors, 0, MAX_MEMBERS) : []),
    omit,
  );
  return members ?? [];
}

function isInstance(
  value: object,
  type: abstract new (...args: never[]) => Error,
  omit: OnOmission,
): boolean {
  return tryRead(() => value instanceof type, omit) ?? false;
}

function tryRead<T>(action: () => T, omit: OnOmission): T | undefined {
  try {
    return action();
  } catch {
    omit("unreadable");
    return undefined;
  }
}

function toText(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Bytes of all frames together, so that an event has room for nine messages and for other properties. */
const MAX_FRAME_BYTES = 12 * 1024;
/** Bytes of the keys and numbers that PostHog's form of a frame adds to its file and function. */
const FRAME_OVERHEAD_BYTES = 110;

/**
 * Limits the frames of all stacks together to the limits of one stack. Each stack keeps its innermost frames, in equal shares.
 * Later stacks share the room that a stack does not need.
 */
function limitFrames(stacks: readonly Frame[][]): Frame[][] {
  let frames = MAX_FRAMES;
  let bytes = MAX_FRAME_BYTES;
  return stacks.map((stack, index) => {
    const stacksLeft = stacks.length - index;
    const maxFrames = Math.ceil(frames / stacksLeft);
    const maxBytes = Math.ceil(bytes / stacksLeft);
    const kept: Frame[] = [];
    let used = 0;
    for (const frame of stack.slice(0, maxFrames)) {
      const size = measureJsonText(frame.file) + measureJsonText(frame.function ?? "") + FRAME_OVERHEAD_BYTES;
      if (used + size > maxBytes) break;
      used += size;
      kept.push(frame);
    }
    frames -= kept.length;
    bytes -= used;
    return kept;
  });
}
