/** Holds, admits and queues sanitized events, synchronously in the call of `capture`. */
import type { OffState } from "../consent/telemetry-state.js";
import type { Sealed } from "../envelope.js";
import type { Approval } from "../events/approved-manifest.js";
import type { OnOmission } from "../privacy/sanitizer/omission.js";
import { sealAllowlisted, sealProperties } from "../privacy/sanitizer/seal.js";
import type { ActivePipeline } from "./active-pipeline.js";
import { Counters, type OnDropped } from "./counters.js";
import type { VariantAssignment } from "./experiment-variants.js";
import {
  createActiveState,
  createInactiveState,
  OPTED_OUT,
  type PipelineState,
  toDropReason,
} from "./pipeline-state.js";
import { ProvisionalEventDigests } from "./provisional-event-digests.js";
import { QueuedEvent } from "./queued-event.js";
import { moveToSession, type SanitizedEvent } from "./sanitized-event.js";
import type { Session } from "./session.js";
import type { DropReason } from "./telemetry-stats.js";

/** The capacity of the queue, and of the list of events that are held until the settings are known. */
export const MAX_QUEUED_EVENTS = 1000;

/**
 * A pipeline in one of three states, which `Initializer` changes. Pending: the settings are not read yet, and events are
 * held. On: events are admitted and queued. Off: events are dropped.
 */
export class EventPipeline {
  readonly counters: Counters;
  readonly #heldEvents: SanitizedEvent[] = [];
  readonly #provisional = new ProvisionalEventDigests();
  readonly #onOmission: OnOmission;
  #current: PipelineState;

  /**
   * @param onOmission called for each part of an event that is removed, after it is counted
   * @param onDropped called for dropped events, after they are counted
   */
  constructor(onOmission: OnOmission, onDropped: OnDropped) {
    this.counters = new Counters(onDropped);
    this.#onOmission = (reason, part) => {
      this.counters.countOmitted(reason);
      onOmission(reason, part);
    };
    this.#current = createInactiveState({ status: "pending" }, 0, this.#provisional, this.#onOmission);
  }

  get current(): PipelineState {
    return this.#current;
  }

  /** Whether events were counted that are not saved yet. At the end, reports may be due. */
  get hasUnsavedCounts(): boolean {
    return this.#current.active?.reports?.isSaved === false;
  }

  /** Whether the settings are not read yet. */
  get isPending(): boolean {
    return this.#current.clientState.status === "pending";
  }

  /** False while the client is pending, because telemetry may turn out to be on. */
  get isOff(): boolean {
    return this.#current.clientState.status === "off";
  }

  /** The number of events that are held, queued or in flight. Events on the disk that another process delivers do not count. */
  get undeliveredCount(): number {
    const { active } = this.#current;
    return this.#heldEvents.length + (active?.queue.length ?? 0) + (active?.sender.inFlightCount ?? 0);
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

  /** Notes for the reports which variant of an experiment the tool uses. @param used undefined if it is stopped */
  observeVariant(experiment: string, used: VariantAssignment | undefined): void {
    this.#current.active?.reports?.observeVariant(experiment, used, () => this.queueReports());
  }

  /**
   * Turns telemetry on. Held events get their real digests, and are admitted and queued.
   * @param joinSession called when telemetry is on. Returns the session that held events belong to, if it is not the one that
   * they were captured in.
   */
  turnOn(active: ActivePipeline, joinSession: () => Session | undefined): void {
    this.#current = createActiveState(active, this.#current.generation, this.#onOmission);
    const joined = joinSession();
    for (const event of this.#heldEvents.splice(0))
      this.#dispatch(joined === undefined ? event : moveToSession(event, joined), active);
    this.#provisional.forgetEvents();
  }

  /**
   * Turns telemetry off, also at the end of the client. Undelivered events are dropped, in memory and on the disk. Events that
   * were handed off before are not affected.
   */
  turnOff(offState: OffState): void {
    const { active, generation } = this.#current;
    active?.journal?.clear();
    // No thread may use the id of the session again. A worker thread that shuts down does not end it for the others.
    if (offState.reason !== "shut_down" || active?.sharedSession?.isOwner === true)
      active?.sharedSession?.end();
    this.#dropUndelivered(toDropReason(offState));
    this.#provisional.forgetAll();
    active?.sender.stop();
    active?.closeConnections();
    this.#current = createInactiveState(offState, generation + 1, this.#provisional, this.#onOmission);
  }

  /**
   * Publishes undelivered events on the disk for another process to deliver, and empties the queue. Synchronous, because the
   * process may be exiting. Reports that are due are among them. Returns false if they cannot be saved.
   */
  persistForNextProcess(): boolean {
    this.#turnOffAfterOptOut();
    this.#saveCountsAndQueueReports(true);
    const { active } = this.#current;
    const spooledCount = active?.journal?.publishPending();
    if (spooledCount === undefined) return false;
    active?.queue.clear();
    active?.sender.disownInFlight();
    this.counters.spooled += spooledCount;
    return true;
  }

  /**
   * Hands undelivered events and the files of earlier processes over to a sender process, when a process or client ends.
   * Events that cannot be kept on the disk are lost.
   */
  handOff(): void {
    if (!this.persistForNextProcess()) this.#dropUndelivered("not_delivered");
    const { active } = this.#current;
    active?.logDrops();
    active?.spawnSender?.();
  }

  /**
   * Saves what the installation has done since the last call, and queues its reports that are due. Synchronous. Nothing
   * happens if there is nothing new, or if the person has opted out.
   * @param mayWait whether to wait while other processes save, because this one is ending
   */
  queueReports(mayWait = false): void {
    if (!this.hasUnsavedCounts) return;
    this.#turnOffAfterOptOut();
    this.#saveCountsAndQueueReports(mayWait);
  }

  #saveCountsAndQueueReports(mayWait: boolean): void {
    const { active, sealContext } = this.#current;
    const reports = active?.reports;
    if (active === undefined || reports === undefined) return;
    for (const event of reports.takeDue(sealContext, mayWait)) {
      const approval = active.findAllowlist(event.event);
      if (approval.kind === "unlisted") this.#drop("unlisted_event");
      else {
        const approvedEvent = this.#applyApproval(event, approval);
        reports.keepOwnReport(approvedEvent);
        this.#queue(approvedEvent, active, reports.runtimeProperties);
      }
    }
  }

  /** Turns telemetry off if the person has opted out since it was turned on. At the end of a process nothing else checks it. */
  #turnOffAfterOptOut(): void {
    if (this.#current.active?.hasOptedOutSinceStart() === true) this.turnOff(OPTED_OUT);
  }

  /** Admits and queues an event of a client that is on. Returns false if it was dropped. */
  #dispatch(event: SanitizedEvent, active: ActivePipeline): boolean {
    const { admission, findAllowlist } = active;
    const approval = findAllowlist(event.event);
    if (approval.kind === "unlisted") return this.#drop("unlisted_event");
    // Reports are not sampled, so events that are not admitted count, too.
    active.reports?.observe(event, active.distinctId, () => this.queueReports());
    const decision = admission.admit(event.sampleValue, event.properties);
    if (decision !== "admitted") return this.#drop(decision);
    const resolvedEvent = this.#provisional.resolve(event, active);
    const approvedEvent = this.#applyApproval(resolvedEvent, approval);
    const drops = this.counters.takeDropReport(); // after the event's own omissions are counted
    const dropReport = drops && sealProperties(drops, { ...this.#current.sealContext, omit: () => {} });
    this.#queue(approvedEvent, active, active.runtimeProperties, dropReport);
    return true;
  }

  #queue(
    event: SanitizedEvent,
    { queue, sender, journal, distinctId }: ActivePipeline,
    runtimeProperties: Sealed,
    dropReport?: Sealed,
  ): void {
    const shared = { distinctId, runtimeProperties };
    const queuedEvent = new QueuedEvent(event, shared, dropReport, this.#onOmission);
    journal?.add(queuedEvent);
    queue.enqueue(queuedEvent);
    sender.scheduleSend();
  }

  #dropUndelivered(reason: DropReason): void {
    if (this.undeliveredCount > 0) this.counters.countDropped(reason, this.undeliveredCount);
    this.#heldEvents.length = 0;
    const { active } = this.#current;
    active?.queue.clear();
    active?.sender.disownInFlight();
  }

  /** Removes the properties of a built-in event that the approved manifest does not list. */
  #applyApproval(event: SanitizedEvent, approval: Approval): SanitizedEvent {
    if (approval.kind !== "listed") return event;
    return { ...event, properties: sealAllowlisted(event.properties, approval.allowlist, this.#onOmission) };
  }

  #drop(reason: DropReason): false {
    this.counters.countDropped(reason);
    return false;
  }
}
