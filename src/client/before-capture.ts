/** Calls the author's `beforeCapture`, which changes or drops events before they are sanitized. */
import { ignoreRejection } from "../internal/errors.js";
import { findObjectKind, ObjectKind } from "../privacy/sanitizer/object-kind.js";
import type { DropReason } from "./telemetry-stats.js";

/**
 * An event before it is sanitized. It has what the tool has passed, so it may be private.
 *
 * @example
 * const addPlan = (event: RawEvent): RawEvent => ({ ...event, properties: { ...event.properties, plan: "free" } });
 */
export interface RawEvent {
  /** The event's name. */
  readonly event: string;
  /**
   * The caller's own object. Return another object instead of changing it. A copy of a model, such as `{ ...properties }`, is
   * sanitized like the model. Do not copy models inside of it: these copies have no declarations.
   */
  readonly properties: object;
  /** The value that was passed to `captureException`. An event without it keeps the error. */
  readonly error?: unknown;
}

/**
 * Returns the event that is captured, or null to drop it.
 *
 * @example
 * const dropDebugEvents: BeforeCapture = (event) => (event.event.startsWith("debug_") ? null : event);
 * const telemetry = createTelemetryClient({ tool: "mytool", beforeCapture: dropDebugEvents });
 */
export type BeforeCapture = (event: RawEvent) => RawEvent | null;

type HookedEvent =
  | { readonly kind: "captured"; readonly event: RawEvent }
  | { readonly kind: "dropped"; readonly reason: DropReason };

const FAILED: HookedEvent = { kind: "dropped", reason: "before_capture_failed" };

export class CaptureHook {
  readonly #beforeCapture: BeforeCapture;
  #isRunning = false;

  constructor(beforeCapture: BeforeCapture) {
    this.#beforeCapture = beforeCapture;
  }

  /** Returns the event to sanitize, or the reason to drop it. An event that the author's function itself captures is unchanged. */
  apply(event: RawEvent): HookedEvent {
    if (this.#isRunning) return { kind: "captured", event };
    this.#isRunning = true;
    try {
      const returned: unknown = this.#beforeCapture(event);
      if (returned === null) return { kind: "dropped", reason: "before_capture" };
      ignoreRejection(returned); // of an async function
      const given: object = Object(returned);
      const name: unknown = Reflect.get(given, "event");
      const properties: unknown = Reflect.get(given, "properties");
      if (typeof name !== "string" || typeof properties !== "object" || properties === null) return FAILED;
      const restored = restoreClass(properties, event.properties);
      if (restored === undefined) return FAILED;
      const error: unknown = Reflect.has(given, "error") ? Reflect.get(given, "error") : event.error;
      return { kind: "captured", event: { event: name, properties: restored, error } };
    } catch {
      return FAILED; // it may have been about to remove something private
    } finally {
      this.#isRunning = false;
    }
  }
}

/**
 * Gives a copy of a model, such as `{ ...model, extra: 1 }`, the class of the model. Otherwise the copy would have no
 * declarations, and words and numbers of it would be sent that the class forbids. Returns undefined for an object of another
 * class, such as a Map of the model's fields.
 */
function restoreClass(copy: object, original: object): object | undefined {
  if (copy === original || isPlain(original)) return copy;
  const prototype: object = Object.getPrototypeOf(original);
  if (findObjectKind(prototype) !== ObjectKind.PROPERTIES) return copy; // a Map declares nothing
  const copyPrototype: object | null = Object.getPrototypeOf(copy);
  if (copyPrototype === prototype) return copy;
  return isPlain(copy) ? Object.create(prototype, Object.getOwnPropertyDescriptors(copy)) : undefined;
}

/** Also true for the plain objects of another realm, such as those of `structuredClone` under Jest. */
function isPlain(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
