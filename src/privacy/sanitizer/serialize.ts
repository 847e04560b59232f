/** The pass as a function, and the base class that offers it as a method. */
import type { Sealed } from "../../envelope.js";
import type { UndeclaredPolicy } from "../conversions/conversion.js";
import { type ClassMarker, createPolicyDecorator } from "../decorators/anonymize.js";
import type { ClassLike } from "../decorators/declarations.js";
import { createEphemeralFieldDigests, type FieldDigests, forgetOwnDigests } from "../digests/keyed-digest.js";
import { findClass, getPlanForClass } from "./class-plan.js";
import { createSanitizeContext, sealProperties, sealError as sealThrown } from "./seal.js";
import { forgetSealedOutputs } from "./sealed-output.js";

/**
 * A model in the form in which it may leave, as JSON; what cannot be sealed is not in it. Never throws.
 *
 * HASH fields have the keys of the process's first telemetry client once that is on. They change with the id that its
 * events are sent under; fields declared `scope: "installation"` keep their key. Before the client is on, and where
 * telemetry is off, both are under keys made for this process alone, so that nobody can join them across runs.
 */
export function serializeForTelemetry(model: object): Sealed {
  return sealProperties(model, createSanitizeContext(getFieldDigests(), false, ignoreOmission));
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
  return sealThrown(error, { digest: getFieldDigests().digest, omit: ignoreOmission });
}

const ignoreOmission = (): void => {};

/** The digests of a client, and what tells that they have changed. */
export interface ClientDigests {
  readonly tool: string;
  /** The id that the client's events are sent under. */
  readonly period: string;
  readonly digests: FieldDigests;
}

const ephemeral = createEphemeralFieldDigests();
let installed: ClientDigests | undefined;

function getFieldDigests(): FieldDigests {
  return installed?.digests ?? ephemeral;
}

/**
 * Called by the assembly when a client's digests are known. The first client of a process gives them. Later clients
 * replace them only when they belong to the same tool and its identity has changed since, so that no digest outlives it.
 */
export function useDigestsForSerialization(client: ClientDigests): void {
  const isNewPeriod = installed?.tool === client.tool && installed.period !== client.period;
  if (isNewPeriod) {
    // What the host has kept of the period before must not be sent beside the new id.
    forgetOwnDigests();
    forgetSealedOutputs();
  }
  if (installed === undefined || isNewPeriod) installed = client;
}

/** A domain model that knows what of it may leave. Extending it is a convenience: seal reads the declarations of any class. */
export abstract class TelemetryModel {
  /**
   * What happens to fields that say nothing: `keep` sends their numbers, dates and words (the default), `drop` leaves them
   * out, `error` leaves them out and makes `assertDeclared` fail. Inherited, and restated by a subclass.
   */
  static policy(policy: UndeclaredPolicy): ClassMarker {
    return createPolicyDecorator(policy);
  }

  serializeForTelemetry(): Sealed {
    return serializeForTelemetry(this);
  }

  /** Values that replace the sealed ones, last. Their texts are undeclared. `undefined` takes a key out. */
  telemetryOverrides?(sealed: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/**
 * For a test: throws where a class has a field that says nothing, and names it. Give an instance where the class cannot be made without arguments.
 */
export function assertDeclared(model: ClassLike | object): void {
  const instance: object = typeof model === "function" ? Reflect.construct(model, []) : model;
  const target = findClass(instance);
  if (target === undefined) throw new TypeError("assertDeclared takes a class, or an instance of one");
  const plan = getPlanForClass(target);
  const silent = Object.keys(instance).filter((field) => !plan.isDeclared(field));
  if (silent.length > 0) throw new Error(`${target.name} does not declare: ${silent.join(", ")}`);
}
