/** The pass as a function, and the base class that offers it as a method. */
import type { Sealed } from "../envelope.js";
import { type ClassMarker, undeclaredPolicy } from "./anonymize.js";
import type { UndeclaredPolicy } from "./conversion.js";
import type { ClassLike } from "./declarations.js";
import { type Digest, ephemeralDigest } from "./digest.js";
import { classOf, planFor } from "./plan.js";
import { sealProperties, sealError as sealThrown } from "./seal.js";

/**
 * A model in the form in which it may leave, as JSON; what cannot be sealed is not in it. Never throws.
 *
 * HASH fields are under the salt of the process's first telemetry client once that is on. Before, and where telemetry is
 * off, they are under a key made for this process alone, so they say nothing to anyone and cannot be joined across runs.
 */
export function serializeForTelemetry(model: object): Sealed {
  return sealProperties(model, { digest: installed ?? ephemeral, optIn: false, omit: ignored });
}

/**
 * An error, or whatever else was thrown, in the form in which it may leave, as frozen JSON: `type`, `code`, `message`,
 * `frames` (innermost first) and up to eight `causes`. Never throws.
 *
 * The message is redacted, cut to its first line and 256 characters, and left out where the error quotes what it was given:
 * parsers' (JSON.parse's), `node:assert`'s and zod's. Frames are `node_modules/x/…`, `node:…`, or for the app's own files
 * a digest as of a HASH field; 50 in all, without source lines or arguments.
 */
export function sealError(error: unknown): Sealed {
  return sealThrown(error, { digest: installed ?? ephemeral, optIn: false, omit: ignored });
}

const ignored = (): void => {};

const ephemeral = ephemeralDigest();
let installed: Digest | undefined;

/** Called by the assembly when a client's salt is known; the first client of a process gives the key. */
export function useDigestForSerialization(digest: Digest): void {
  installed ??= digest;
}

/** A domain model that knows what of it may leave. Extending it is a convenience: seal reads the declarations of any class. */
export abstract class TelemetryModel {
  /**
   * What happens to fields that say nothing: `keep` lets them pass through the guard (the default), `drop` leaves them
   * out, `error` leaves them out and makes `assertDeclared` fail. Inherited, and restated by a subclass.
   */
  static policy(policy: UndeclaredPolicy): ClassMarker {
    return undeclaredPolicy(policy);
  }

  serializeForTelemetry(): Sealed {
    return serializeForTelemetry(this);
  }

  /** Values that replace the sealed ones, last; they pass the guard. `undefined` takes a key out. */
  telemetryOverrides?(sealed: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/**
 * For a test: throws where a class has a field that says nothing, and names it. Give an instance where the class cannot be made without arguments.
 */
export function assertDeclared(model: ClassLike | object): void {
  const instance: object = typeof model === "function" ? Reflect.construct(model, []) : model;
  const target = classOf(instance);
  if (target === undefined) throw new TypeError("assertDeclared takes a class, or an instance of one");
  const plan = planFor(target);
  const silent = Object.keys(instance).filter((field) => plan.ruleFor(field).silent);
  if (silent.length > 0) throw new Error(`${target.name} does not declare: ${silent.join(", ")}`);
}
