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

/** The capacity of the queue, and of the list of events that are held until the settings are known. */
export const MAX_QUEUED_EVENTS = 1000;

/** Everything that depends on whether telemetry is on. It is replaced as a whole, so that it is always consistent. */
export interface PipelineState {
  readonly clientState: TelemetryState;
  /** Undefined unless telemetry is on. */
  readonly active: ActivePipeline | undefined;
  /** Sanitizes the properties of events. Unless telemetry is on, its digests are provisional and nothing is opted in. */
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
  /** Kept when telemetry is turned on, unlike the other two, because tags of the pending state are still used. */
  readonly #tagDigests = new ProvisionalDigests();
  readonly #onOmission: OnOmission;
  #current: PipelineState;
  /** Whether all pending events, those in flight included, are also on the disk. */
  #isPersisted = false;
  /** Kept after `shutdown()`, so that another process delivers the events that could not be delivered in time. */
  #spawnSender: (() => void) | undefined;

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

  /** Counts the events that are held, queued or in flight. */
  get undeliveredCount(): number {
    const { active } = this.#current;
    const inFlight = this.#isPersisted ? 0 : (active?.sender.inFlightCount ?? 0);
    return this.#heldEvents.length + (active?.queue.length ?? 0) + inFlight;
  }

  /** Admits and queues the event, or holds it while the settings are unknown. Returns false if it was dropped. */
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
    this.#spawnSender = active.spawnSender;
    for (const event of this.#heldEvents.splice(0)) this.#dispatch(event, active);
    this.#fieldDigests.forget();
    this.#idDigests.forget();
  }

  /** Turns telemetry off. Held and queued events are dropped, in memory and on the disk. */
  turnOff(offState: OffState, reason: DropReason = "off"): void {
    const { active, generation } = this.#current;
    active?.journal?.clear();
    if (this.undeliveredCount > 0) this.counters.countDropped(reason, this.undeliveredCount);
    this.#heldEvents.length = 0;
    for (const digests of [this.#fieldDigests, this.#idDigests, this.#tagDigests]) digests.forget();
    active?.sender.stop();
    active?.queue.clear();
    this.#current = this.#createInactiveState(offState, generation + 1);
    if (reason !== "shut_down") this.#spawnSender = undefined;
  }

  /**
   * Publishes pending events on the disk for another process to deliver, and empties the queue. Synchronous, because the
   * process may be exiting. Drops the events instead if the person has opted out since. Returns false if they cannot be saved.
   */
  persistForNextProcess(): boolean {
    const { active } = this.#current;
    if (active?.hasOptedOutSinceStart() === true) {
      this.turnOff(createOffState("saved_choice", "the saved choice"));
      return true;
    }
    const spooledCount = active?.journal?.publishPending();
    if (spooledCount === undefined) return false;
    active?.queue.clear();
    this.#isPersisted = true;
    this.counters.spooled += spooledCount;
    return true;
  }

  /** Hands pending events and the files of earlier processes over to a sender process, when a process or client ends. */
  handOff(): void {
    this.persistForNextProcess();
    this.#current.active?.logDrops();
    this.#spawnSender?.();
  }

  #dispatch(event: SanitizedEvent, active: ActivePipeline): boolean {
    const { admission, queue, sender, journal, findAllowlist } = active;
    const allowlist = findAllowlist(event.event);
    if (allowlist === "unlisted_event") return this.#drop(allowlist);
    const decision = admission.admit(event.sampleValue, event.properties);
    if (decision !== "admitted") return this.#drop(decision);
    const resolvedEvent = this.#finalize(event, allowlist, active);
    const drops = this.counters.takeDropReport(); // after the event's own omissions are counted
    const dropReport = drops && sealProperties(drops, { ...this.#current.sealContext, omit: () => {} });
    const queuedEvent = new QueuedEvent(resolvedEvent, active, dropReport, this.#onOmission);
    journal?.add(queuedEvent);
    this.#isPersisted = false;
    queue.enqueue(queuedEvent);
    sender.scheduleSend();
    return true;
  }

  #createInactiveState(clientState: TelemetryState, generation: number): PipelineState {
    return {
      clientState,
      active: undefined,
      sealContext: createSanitizeContext(this.#fieldDigests, false, this.#onOmission),
      tagContext: createSanitizeContext(this.#tagDigests, false, this.#onOmission),
      idDigest: this.#idDigests.digest,
      generation,
    };
  }

  /** Applies the approved manifest to a built-in event, and replaces provisional digests by real ones. */
  #finalize(
    event: SanitizedEvent,
    allowlist: AllowlistNode | undefined,
    { fieldDigests, idDigest }: ActivePipeline,
  ): SanitizedEvent {
    const fields = this.#fieldDigests;
    const tags = this.#tagDigests;
    const ids = this.#idDigests;
    // Most events return here, so nothing is created before.
    if (allowlist === undefined && fields.isEmpty && tags.isEmpty && ids.isEmpty) return event;
    const replacements: readonly [ProvisionalDigests, FieldDigests][] = [
      [fields, fieldDigests],
      [tags, fieldDigests],
      [ids, { digest: idDigest, installationDigest: idDigest }],
    ];
    const outstanding = replacements.filter(([{ isEmpty }]) => !isEmpty);
    const replaceIn = <T extends Sealed | Sealed<string> | undefined>(part: T): T =>
      outstanding.reduce(
        (result, [provisional, digests]) => result && replaceProvisionalDigests(result, provisional, digests),
        part,
      );
    const properties = replaceIn(event.properties);
    return {
      ...event,
      tags: event.tags.map(replaceIn),
      properties:
        allowlist === undefined ? properties : sealAllowlisted(properties, allowlist, this.#onOmission),
      groups: replaceIn(event.groups),
      protectedProperties: replaceIn(event.protectedProperties),
      distinctId: replaceIn(event.distinctId),
    };
  }

  #drop(reason: DropReason): false {
    this.counters.countDropped(reason);
    return false;
  }
}
