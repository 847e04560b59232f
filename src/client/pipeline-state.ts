/** Defines the states of a pipeline: pending and off, in which nothing can be sent, and on. */
import { createOffState, type OffState, type TelemetryState } from "../consent/telemetry-state.js";
import type { Digest } from "../privacy/digests/keyed-digest.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import { createSanitizeContext, type SanitizeContext } from "../privacy/sanitizer/sanitize-context.js";
import type { ActivePipeline } from "./active-pipeline.js";
import type { ProvisionalEventDigests } from "./provisional-event-digests.js";
import type { DropReason } from "./telemetry-stats.js";

/**
 * The state that every capture reads once. It is replaced as a whole when telemetry is turned on or off, so that no capture
 * sees parts of two states.
 */
export interface PipelineState {
  /** The state that `client.state` returns. */
  readonly clientState: TelemetryState;
  /** Undefined unless telemetry is on. */
  readonly active: ActivePipeline | undefined;
  /** Sanitizes the properties of events. */
  readonly sealContext: SanitizeContext;
  /** Sanitizes tags, which apply to several events. */
  readonly tagContext: SanitizeContext;
  /** The digest for distinct ids and groups. */
  readonly idDigest: Digest;
  /** Increases each time telemetry is turned off. Tags and sessions of an older generation have digests of an old identity. */
  readonly generation: number;
}

/** Creates the state of a pipeline that is pending or off. */
export function createInactiveState(
  clientState: TelemetryState,
  generation: number,
  { fields, tags, ids }: ProvisionalEventDigests,
  onOmission: OnOmission,
): PipelineState {
  const toolsOverPrivacy = false; // the person's setting is not known
  return {
    clientState,
    active: undefined,
    sealContext: createSanitizeContext(fields, toolsOverPrivacy, onOmission),
    tagContext: createSanitizeContext(tags, toolsOverPrivacy, onOmission),
    idDigest: ids.digest,
    generation,
  };
}

export function createActiveState(
  active: ActivePipeline,
  generation: number,
  onOmission: OnOmission,
): PipelineState {
  const { ignored, toolsOverPrivacy, fieldDigests, idDigest } = active;
  const sealContext = createSanitizeContext(fieldDigests, toolsOverPrivacy, onOmission);
  return {
    clientState: { status: "on", ...(ignored !== undefined && { ignored }) },
    active,
    sealContext,
    tagContext: sealContext,
    idDigest,
    generation,
  };
}

/** The client state of a pipeline that is turned off because the person has opted out meanwhile. */
export const OPTED_OUT: OffState = createOffState("saved_choice", "the saved choice");

/** Returns the reason under which the events of a client in this state are counted as dropped. */
export function toDropReason({ reason }: OffState): DropReason {
  return reason === "shut_down" ? "shut_down" : "off";
}
