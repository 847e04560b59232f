/** Sanitizes models and errors that a tool passes itself, with the digests of its client. */
import type { Sealed } from "../../envelope.js";
import type { ClassLike } from "../decorators/declarations.js";
import { createEphemeralFieldDigests, type FieldDigests } from "../digests/keyed-digest.js";
import { forgetOwnDigests } from "../digests/own-digests.js";
import { findClass, getPlanForClass } from "./plan-cache.js";
import { createSanitizeContext } from "./sanitize-context.js";
import { sealProperties, sealError as sealThrown } from "./seal.js";
import { forgetSealedOutputs } from "./sealed-output.js";

/** See `telemetry-model.ts`, which loads this module. */
export function serializeForTelemetry(model: object): Sealed {
  return sealProperties(
    readProperties(model),
    createSanitizeContext(getFieldDigests(), false, ignoreOmission),
  );
}

/** Returns an event's properties, and any other value as it is. Nothing of an event that cannot be created is sent. */
function readProperties(model: object): unknown {
  try {
    const toPosthogEvent: unknown = Reflect.get(Object(model), "toPosthogEvent");
    if (typeof toPosthogEvent !== "function") return model;
    const [, properties] = toPosthogEvent.call(model);
    return properties;
  } catch {
    return {};
  }
}

/** See `telemetry-model.ts`, which loads this module. */
export function sealError(error: unknown): Sealed {
  return sealThrown(error, { digest: getFieldDigests().digest, omit: ignoreOmission });
}

const ignoreOmission = (): void => {};

/** The digests of a client, and the identity that they belong to. */
export interface ClientDigests {
  readonly tool: string;
  /** The id that the client's events are sent under. */
  readonly distinctId: string;
  readonly digests: FieldDigests;
}

const ephemeral = createEphemeralFieldDigests();
let installed: ClientDigests | undefined;

function getFieldDigests(): FieldDigests {
  return installed?.digests ?? ephemeral;
}

/**
 * Sets the digests of `serializeForTelemetry` and `sealError`. The first client of a process sets them. A later client
 * replaces them only if it belongs to the same tool under a new id, so that no digest outlives the identity.
 */
export function useDigestsForSerialization(client: ClientDigests): void {
  const isNewIdentity = installed?.tool === client.tool && installed.distinctId !== client.distinctId;
  if (isNewIdentity) {
    // Output that the host still has of the earlier identity must not be sent beside the new id.
    forgetOwnDigests();
    forgetSealedOutputs();
  }
  if (installed === undefined || isNewIdentity) installed = client;
}

/** See `telemetry-model.ts`, which loads this module. */
export function assertDeclared(model: ClassLike | object): void {
  const instance = typeof model === "function" ? construct(model) : model;
  const target = findClass(instance);
  if (target === undefined) throw new TypeError("assertDeclared takes a class, or an instance of one");
  const plan = getPlanForClass(target);
  const silent = Object.keys(instance).filter((field) => !plan.isDeclared(field));
  if (silent.length > 0) throw new Error(`${target.name} does not declare: ${silent.join(", ")}`);
}

function construct(model: NewableFunction): object {
  try {
    return Reflect.construct(model, []);
  } catch (cause) {
    throw new TypeError(`assertDeclared cannot create ${model.name} without arguments; pass an instance`, {
      cause,
    });
  }
}
