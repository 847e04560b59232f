/** Admits, finalizes and queues captured events, synchronously in the call of `capture`. */
import { createOffState, type OffState, type TelemetryState } from "../consent/decide-consent.js";
import type { Sealed } from "../envelope.js";
import { type Digest, type FieldDigests, ProvisionalDigests } from "../privacy/digests/keyed-digest.js";
import type { AllowlistNode } from "../privacy/sanitizer/allowlist.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import { createSanitizeContext, type SanitizeContext } from "../privacy/sanitizer/sanitize-context.js";
import { replaceProvisionalDigests, sealAllowlisted, sealProperties } from "../privacy/sanitizer/seal.js";
import type { ActivePipeline } from "./active-pipeline.js";
import { Counters, type DropReason } from "./counters.js";
import { QueuedEvent } from "./queued-event.js";
import type { SanitizedEvent } from "./sanitized-event.js";

/** The state after the person has opted out. */
export const OPTED_OUT: OffState = createOffState("saved_choice", "the saved choice");

/** The capacity of the queue, and of the list of events that are held until the settings are known. */
export const MAX_QUEUED_EVENTS = 1000;

/**
 * What a capture depends on. It is replaced as a whole when telemetry is turned on or off, so that no capture sees parts of
 * two states.
 */
export interface PipelineState {
  /** The state that `client.state` returns. */
  readonly clientState: TelemetryState;
  /** Undefined unless telemetry is on. */
  readonly active: ActivePipeline | undefined;
  /** Sanitizes the properties of events. Unless telemetry is on, its digests are provisional. */
  readonly sealContext: SanitizeContext;
  /** Sanitizes tags, which apply to several events. */
  readonly tagContext: SanitizeContext;
  /** The digest for distinct ids and groups. */
  readonly idDigest: Digest;
  /** Increases each time telemetry is turned off. Tags and sessions of an older generation have digests of an old identity. */
  readonly generation: number;
}

/**
 * A pipeline in one of three states, which `Initializer` changes. Pending: the settings are not read yet, and events are
 * held. On: events are admitted and queued. Off: events are dropped.
 */
export class EventPipeline {
  readonly counters = new Counters();
  readonly #heldEvents: SanitizedEvent[] = [];
  readonly #fieldDigests = new ProvisionalDigests();
  readonly #idDigests = new ProvisionalDigests();
  /** Tags that were sealed while the state was pending stay in sessions and contexts, so their texts are needed after telemetry is on. */
  readonly #tagDigests = new ProvisionalDigests();
  readonly #onOmission: OnOmission;
  #current: PipelineState;
  /** Whether another process will deliver the events in flight, because they were published on the disk. */
  #isPersisted = false;

  /** @param onOmission called for each part of an event that is removed, after it is counted */
  constructor(clientState: TelemetryState, onOmission: OnOmission) {
    this.#onOmission = (reason, part) => {
      this.counters.countOmitted(reason);
      onOmission(reason, part);
    };
    this.#current = this.#createInactiveState(clientState, 0);
  }

  get current(): PipelineState {
    return this.#current;
  }

  /** False while the settings are unknown, because telemetry may be on. */
  get isOff(): boolean {
    return this.#current.clientState.status === "off";
  }

  /** The number of events that are held, queued or in flight. Events on the disk that another process delivers do not count. */
  get undeliveredCount(): number {
    const { active } = this.#current;
    const inFlight = this.#isPersisted ? 0 : (active?.sender.inFlightCount ?? 0);
    return this.#heldEvents.length + (active?.queue.length ?? 0) + inFlight;
  }

  /** Queues the event, or holds it while the settings are unknown. Returns false if it was dropped. */
  enqueue(event: SanitizedEvent): boolean {
    const { active } = this.#current;
    if (active !== undefined) return this.#dispatch(event, active);
    if (this.isOff) return this.#drop("off");
    this.#heldEvents.push(event);
    if (this.#heldEvents.length > MAX_QUEUED_EVENTS) {
      this.#heldEvents.shift();
      this.counters.countDropped("overflow");
    }
    return true;
  }

  /** Turns telemetry on. Held events get their real digests, and are admitted and queued. */
  turnOn(active: ActivePipeline): void {
    const { ignored, toolsOverPrivacy, fieldDigests, idDigest } = active;
    const sealContext = createSanitizeContext(fieldDigests, toolsOverPrivacy, this.#onOmission);
    this.#current = {
      clientState: { status: "on", ...(ignored !== undefined && { ignored }) },
      active,
      sealContext,
      tagContext: sealContext,
      idDigest,
      generation: this.#current.generation,
    };
    for (const event of this.#heldEvents.splice(0)) this.#dispatch(event, active);
    this.#fieldDigests.forget();
    this.#idDigests.forget();
  }

  /**
   * Turns telemetry off, also at the end of the client. Undelivered events are dropped, in memory and on the disk. Events that
   * were handed off before are not affected.
   */
  turnOff(offState: OffState): void {
    const { active, generation } = this.#current;
    active?.journal?.clear();
    if (this.undeliveredCount > 0) this.counters.countDropped(toDropReason(offState), this.undeliveredCount);
    this.#heldEvents.length = 0;
    for (const digests of [this.#fieldDigests, this.#idDigests, this.#tagDigests]) digests.forget();
    active?.sender.stop();
    active?.queue.clear();
    this.#current = this.#createInactiveState(offState, generation + 1);
  }

  /** Turns telemetry off if the person has opted out since it was turned on. At the end of a process nothing else checks it. */
  turnOffAfterOptOut(): void {
    if (this.#current.active?.hasOptedOutSinceStart() === true) this.turnOff(OPTED_OUT);
  }

  /**
   * Publishes undelivered events on the disk for another process to deliver, and empties the queue. Synchronous, because the
   * process may be exiting. Returns false if they cannot be saved. Call `turnOffAfterOptOut` before it.
   */
  persistForNextProcess(): boolean {
    const { active } = this.#current;
    const spooledCount = active?.journal?.publishPending();
    if (spooledCount === undefined) return false;
    active?.queue.clear();
    this.#isPersisted = true;
    this.counters.spooled += spooledCount;
    return true;
  }

  /** Hands undelivered events and the files of earlier processes over to a sender process, when a process or client ends. */
  handOff(): void {
    this.turnOffAfterOptOut();
    this.persistForNextProcess();
    const { active } = this.#current;
    active?.logDrops();
    active?.spawnSender?.();
  }

  /** Admits and queues an event of a client that is on. Returns false if it was dropped. */
  #dispatch(event: SanitizedEvent, active: ActivePipeline): boolean {
    const { admission, queue, sender, journal, findAllowlist } = active;
    const approval = findAllowlist(event.event);
    if (approval.kind === "unlisted") return this.#drop("unlisted_event");
    const decision = admission.admit(event.sampleValue, event.properties);
    if (decision !== "admitted") return this.#drop(decision);
    const resolvedEvent = this.#resolveDigests(event, active);
    const approvedEvent =
      approval.kind === "listed" ? this.#applyAllowlist(resolvedEvent, approval.allowlist) : resolvedEvent;
    const drops = this.counters.takeDropReport(); // after the event's own omissions are counted
    const dropReport = drops && sealProperties(drops, { ...this.#current.sealContext, omit: () => {} });
    const queuedEvent = new QueuedEvent(approvedEvent, active, dropReport, this.#onOmission);
    journal?.add(queuedEvent);
    this.#isPersisted = false;
    queue.enqueue(queuedEvent);
    sender.scheduleSend();
    return true;
  }

  #createInactiveState(clientState: TelemetryState, generation: number): PipelineState {
    const toolsOverPrivacy = false; // the person's setting is not known
    return {
      clientState,
      active: undefined,
      sealContext: createSanitizeContext(this.#fieldDigests, toolsOverPrivacy, this.#onOmission),
      tagContext: createSanitizeContext(this.#tagDigests, toolsOverPrivacy, this.#onOmission),
      idDigest: this.#idDigests.digest,
      generation,
    };
  }

  /** Replaces the provisional digests of an event, or of its tags, that was sanitized before telemetry was on. */
  #resolveDigests(event: SanitizedEvent, { fieldDigests, idDigest }: ActivePipeline): SanitizedEvent {
    const [fields, tags, ids] = [this.#fieldDigests, this.#tagDigests, this.#idDigests];
    if (fields.isEmpty && tags.isEmpty && ids.isEmpty) return event;
    const idDigests: FieldDigests = { digest: idDigest, installationDigest: idDigest };
    const resolve = <T extends Sealed | Sealed<string>>(part: T): T => {
      const withFields = replaceDigests(part, fields, fieldDigests);
      const withTags = replaceDigests(withFields, tags, fieldDigests);
      return replaceDigests(withTags, ids, idDigests);
    };
    return {
      ...event,
      tags: event.tags.map(resolve),
      properties: resolve(event.properties),
      groups: event.groups && resolve(event.groups),
      protectedProperties: resolve(event.protectedProperties),
      distinctId: event.distinctId && resolve(event.distinctId),
    };
  }

  /** Removes the properties of a built-in event that the approved manifest does not list. */
  #applyAllowlist(event: SanitizedEvent, allowlist: AllowlistNode): SanitizedEvent {
    return { ...event, properties: sealAllowlisted(event.properties, allowlist, this.#onOmission) };
  }

  #drop(reason: DropReason): false {
    this.counters.countDropped(reason);
    return false;
  }
}

/** Returns the reason under which the events of a client in this state are counted as dropped. */
export function toDropReason({ reason }: OffState): DropReason {
  return reason === "shut_down" ? "shut_down" : "off";
}

/** Skips the copy of the part where there is nothing to replace. */
function replaceDigests<T extends Sealed | Sealed<string>>(
  part: T,
  provisional: ProvisionalDigests,
  digests: FieldDigests,
): T {
  return provisional.isEmpty ? part : replaceProvisionalDigests(part, provisional, digests);
}
