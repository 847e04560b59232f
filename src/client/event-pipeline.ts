/** The line in the caller's turn: what was sealed and stamped is held while settings are unknown, then admitted and queued. */

import { createOffState, type OffState, type TelemetryState } from "../consent/decide-consent.js";
import type { Sealed } from "../envelope.js";
import { type Digest, ProvisionalDigests } from "../privacy/digests/keyed-digest.js";
import type { Listed } from "../privacy/sanitizer/allowlist.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import {
  createContext,
  type SealContext,
  sealedAsListed,
  sealProperties,
  withRealDigests,
} from "../privacy/sanitizer/seal.js";
import type { ActivePipeline } from "./active-pipeline.js";
import { CapturedEvent, type EventEnrichment, type PendingEvent } from "./captured-event.js";
import type { Counters, DropReason } from "./counters.js";

/** Events that may wait for the settings; as many as the queue takes. */
export const MAX_PENDING_EVENTS = 1000;

export class EventPipeline {
  readonly counters: Counters;
  readonly #heldEvents: PendingEvent[] = [];
  readonly #fieldDigests = new ProvisionalDigests();
  readonly #idDigests = new ProvisionalDigests();
  /** Apart from the fields', for tags sealed while the settings were unknown are used after that, too. */
  readonly #tagDigests = new ProvisionalDigests();
  #state: TelemetryState;
  #active: ActivePipeline | undefined;
  #sealContext: SealContext;
  /** What most events get added to them. */
  #enrichment: EventEnrichment | undefined;
  readonly #onOmission: OnOmission;
  /** What was on its way counts as kept, too. */
  #isPersisted = false;
  #generation = 0;
  /** Outlives `shutdown()`, which leaves to another process what it could not deliver. */
  #spawnSender: (() => void) | undefined;

  /** @param onOmission is told of each part of an event that is left out, besides the counters */
  constructor(state: TelemetryState, counters: Counters, onOmission: OnOmission) {
    this.#state = state;
    this.counters = counters;
    this.#onOmission = (reason, part) => {
      counters.countOmitted(reason);
      onOmission(reason, part);
    };
    this.#sealContext = this.#createProvisionalContext(this.#fieldDigests);
  }

  get state(): TelemetryState {
    return this.#state;
  }

  get active(): ActivePipeline | undefined {
    return this.#active;
  }

  /** Counts how often telemetry that was on was turned off: what was sealed before has the digests of an old identity. */
  get generation(): number {
    return this.#generation;
  }

  get pendingCount(): number {
    const claimed = this.#isPersisted ? 0 : (this.#active?.sender.inFlightCount ?? 0);
    return this.#heldEvents.length + (this.#active?.queue.length ?? 0) + claimed;
  }

  /** How to seal now. Until the settings are known, digests are provisional and nothing is opted in. */
  get sealContext(): SealContext {
    return this.#sealContext;
  }

  /** How to seal what outlives an event: a session's and a context's tags. */
  get tagContext(): SealContext {
    return this.#active === undefined ? this.#createProvisionalContext(this.#tagDigests) : this.#sealContext;
  }

  get idDigest(): Digest {
    return this.#active?.idDigest ?? this.#idDigests.digest;
  }

  /** True where the event is held or queued. */
  enqueue(event: PendingEvent): boolean {
    if (this.#active !== undefined) return this.#dispatch(event, this.#active);
    if (this.#state.status === "off") return this.#drop("off");
    this.#heldEvents.push(event);
    if (this.#heldEvents.length > MAX_PENDING_EVENTS) {
      this.#heldEvents.shift();
      this.counters.countDropped("overflow");
    }
    return true;
  }

  /** Telemetry is on: held events are queued, with real digests. */
  turnOn(active: ActivePipeline): void {
    this.#active = active;
    this.#spawnSender = active.spawnSender;
    this.#state = { status: "on", ...(active.ignored !== undefined && { ignored: active.ignored }) };
    const { distinctId, runtimeProperties, optIn, fieldDigests } = active;
    this.#sealContext = createContext(fieldDigests, optIn, this.#onOmission);
    this.#enrichment = { distinctId, runtimeProperties, dropReport: undefined, onOmission: this.#onOmission };
    for (const event of this.#heldEvents.splice(0))
      this.#dispatch(this.#replaceProvisionalDigests(event, active), active);
    this.#fieldDigests.forget();
    this.#idDigests.forget();
  }

  /** Telemetry is off: what was held or queued is forgotten. */
  turnOff(state: OffState, reason: DropReason = "off"): void {
    this.#active?.journal?.clear();
    this.#generation++; // digests of before are forgotten below
    if (this.pendingCount > 0) this.counters.countDropped(reason, this.pendingCount);
    this.#state = state;
    this.#heldEvents.length = 0;
    for (const provisional of [this.#fieldDigests, this.#idDigests, this.#tagDigests]) provisional.forget();
    this.#active?.sender.stop();
    this.#active?.queue.clear();
    this.#active = undefined;
    this.#enrichment = undefined;
    this.#sealContext = this.#createProvisionalContext(this.#fieldDigests);
    if (reason !== "shut_down") this.#spawnSender = undefined;
  }

  /**
   * What is left is kept on the disk, for another process to deliver. At once: the process may be at its end. False where
   * the disk refuses, or there is none. Where the person has said no by now, nothing is.
   */
  persistForNextProcess(): boolean {
    if (this.#active?.isRevoked() === true) {
      this.turnOff(createOffState("saved_choice", "the saved choice"));
      return true;
    }
    const { journal, queue } = this.#active ?? {};
    const spooledCount = journal?.publishPending();
    if (spooledCount === undefined) return false;
    queue?.clear();
    this.#isPersisted = true;
    this.counters.countSpooled(spooledCount);
    return true;
  }

  /** The same at a natural end, where there is time for what is on its way: or another process would send it again. */
  async finishAndPersist(): Promise<boolean> {
    const { spawnSender, sender, exitBudgetMs } = this.#active ?? {};
    if (spawnSender === undefined || exitBudgetMs === undefined) return false;
    await sender?.drain(exitBudgetMs);
    return this.persistForNextProcess();
  }

  /** In the last moment of the process, or of the client: what is left here, or was left by others, is handed on. */
  handOff(): void {
    this.persistForNextProcess();
    this.#active?.logDrops();
    this.#spawnSender?.();
  }

  #dispatch(event: PendingEvent, active: ActivePipeline): boolean {
    const { admission, queue, sender, journal, findAllowlist } = active;
    const allowlist = findAllowlist(event.event);
    if (allowlist === "unlisted_event") return this.#drop(allowlist);
    const decision = admission.admit(event.sampleValue, event.properties);
    if (decision !== "admitted") return this.#drop(decision);
    const envelope = new CapturedEvent(this.#finalize(event, allowlist, active), this.#getEnrichment(active));
    journal?.add(envelope);
    this.#isPersisted = false;
    queue.enqueue(envelope);
    sender.scheduleSend();
    return true;
  }

  /** The same for all events but those that carry a report. */
  #getEnrichment({ distinctId, runtimeProperties }: ActivePipeline): EventEnrichment {
    const counts = this.counters.takeDropReport();
    if (counts === undefined && this.#enrichment !== undefined) return this.#enrichment;
    const report = counts && sealProperties(counts, { ...this.#sealContext, omit: () => {} });
    return { distinctId, runtimeProperties, dropReport: report, onOmission: this.#onOmission };
  }

  #createProvisionalContext(digests: ProvisionalDigests): SealContext {
    return createContext(digests, false, this.#onOmission);
  }

  /** What is known only now: what a built-in event may say of itself, and what digests in tags are. */
  #finalize(
    event: PendingEvent,
    allowlist: Listed | undefined,
    { fieldDigests }: ActivePipeline,
  ): PendingEvent {
    if (allowlist === undefined && this.#tagDigests.isEmpty) return event;
    const { properties, tags } = event;
    return {
      ...event,
      properties:
        allowlist === undefined ? properties : sealedAsListed(properties, allowlist, this.#onOmission),
      tags: tags.map((part) => withRealDigests(part, this.#tagDigests, fieldDigests)),
    };
  }

  /** The draft with the real digests of its fields and ids. */
  #replaceProvisionalDigests(event: PendingEvent, { fieldDigests, idDigest }: ActivePipeline): PendingEvent {
    const idDigests = { digest: idDigest, installationDigest: idDigest };
    const replaceIn = <S extends Sealed | undefined>(part: S) =>
      part &&
      withRealDigests(withRealDigests(part, this.#fieldDigests, fieldDigests), this.#idDigests, idDigests);
    return {
      ...event,
      tags: event.tags.map(replaceIn),
      properties: replaceIn(event.properties),
      groups: replaceIn(event.groups),
      fixed: replaceIn(event.fixed),
      distinctId:
        event.distinctId === undefined
          ? undefined
          : withRealDigests(event.distinctId, this.#idDigests, idDigests),
    };
  }

  #drop(reason: DropReason): false {
    this.counters.countDropped(reason);
    return false;
  }
}
