/** The line in the caller's turn: what was sealed and stamped is held while settings are unknown, then admitted and queued. */

import { type Off, off, type TelemetryState } from "../consent/decide-consent.js";
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
import { type Addition, CapturedEvent, type Draft } from "./captured-event.js";
import type { Counters, Refusal } from "./counters.js";
import type { Wired } from "./pipeline.js";

/** Events that may wait for the settings; as many as the queue takes. */
export const CAPACITY = 1000;

export class Line {
  readonly counters: Counters;
  readonly #held: Draft[] = [];
  readonly #fields = new ProvisionalDigests();
  readonly #ids = new ProvisionalDigests();
  /** Apart from the fields', for tags sealed while the settings were unknown are used after that, too. */
  readonly #tags = new ProvisionalDigests();
  #state: TelemetryState;
  #wired: Wired | undefined;
  #sealContext: SealContext;
  /** What most events get added to them. */
  #common: Addition | undefined;
  readonly #omit: OnOmission = (reason) => this.counters.omitted(reason);
  /** What was on its way counts as kept, too. */
  #isLeftToAnother = false;
  #closings = 0;
  /** Outlives `shutdown()`, which leaves to another process what it could not deliver. */
  #handOn: (() => void) | undefined;

  constructor(state: TelemetryState, counters: Counters) {
    this.#state = state;
    this.counters = counters;
    this.#sealContext = this.#provisionalContext(this.#fields);
  }

  get state(): TelemetryState {
    return this.#state;
  }

  get wired(): Wired | undefined {
    return this.#wired;
  }

  /** Counts how often telemetry that was on was turned off: what was sealed before has the digests of an old identity. */
  get closings(): number {
    return this.#closings;
  }

  get pending(): number {
    const claimed = this.#isLeftToAnother ? 0 : (this.#wired?.courier.claimed ?? 0);
    return this.#held.length + (this.#wired?.queue.length ?? 0) + claimed;
  }

  /** How to seal now. Until the settings are known, digests are provisional and nothing is opted in. */
  get sealContext(): SealContext {
    return this.#sealContext;
  }

  /** How to seal what outlives an event: a session's and a context's tags. */
  get tagContext(): SealContext {
    return this.#wired === undefined ? this.#provisionalContext(this.#tags) : this.#sealContext;
  }

  get idDigest(): Digest {
    return this.#wired?.idDigest ?? this.#ids.digest;
  }

  /** True where the event is held or queued. */
  take(draft: Draft): boolean {
    if (this.#wired !== undefined) return this.#post(draft, this.#wired);
    if (this.#state.status === "off") return this.#refuse("off");
    this.#held.push(draft);
    if (this.#held.length > CAPACITY) {
      this.#held.shift();
      this.counters.refused("overflow");
    }
    return true;
  }

  /** Telemetry is on: held events are queued, with real digests. */
  open(wired: Wired): void {
    this.#wired = wired;
    this.#handOn = wired.handOn;
    this.#state = { status: "on", ...(wired.ignored !== undefined && { ignored: wired.ignored }) };
    const { distinctId, runtime, optIn, fieldDigests } = wired;
    this.#sealContext = createContext(fieldDigests, optIn, this.#omit);
    this.#common = { distinctId, runtime, report: undefined, omit: this.#omit };
    for (const draft of this.#held.splice(0)) this.#post(this.#withRealDigests(draft, wired), wired);
    this.#fields.forget();
    this.#ids.forget();
  }

  /** Telemetry is off: what was held or queued is forgotten. */
  close(state: Off, reason: Refusal = "off"): void {
    this.#wired?.journal?.forget();
    this.#closings++; // digests of before are forgotten below
    if (this.pending > 0) this.counters.refused(reason, this.pending);
    this.#state = state;
    this.#held.length = 0;
    for (const provisional of [this.#fields, this.#ids, this.#tags]) provisional.forget();
    this.#wired?.courier.stop();
    this.#wired?.queue.clear();
    this.#wired = undefined;
    this.#common = undefined;
    this.#sealContext = this.#provisionalContext(this.#fields);
    if (reason !== "shut_down") this.#handOn = undefined;
  }

  /**
   * What is left is kept on the disk, for another process to deliver. At once: the process may be at its end. False where
   * the disk refuses, or there is none. Where the person has said no by now, nothing is.
   */
  handOver(): boolean {
    if (this.#wired?.isRevoked() === true) {
      this.close(off("saved_choice", "the saved choice"));
      return true;
    }
    const { journal, queue } = this.#wired ?? {};
    const kept = journal?.handOver();
    if (kept === undefined) return false;
    queue?.clear();
    this.#isLeftToAnother = true;
    this.counters.spooled(kept);
    return true;
  }

  /** The same at a natural end, where there is time for what is on its way: or another process would send it again. */
  async leaveToAnother(): Promise<boolean> {
    const { handOn, courier, exitBudgetMs } = this.#wired ?? {};
    if (handOn === undefined || exitBudgetMs === undefined) return false;
    await courier?.finish(exitBudgetMs);
    return this.handOver();
  }

  /** In the last moment of the process, or of the client: what is left here, or was left by others, is handed on. */
  end(): void {
    this.handOver();
    this.#wired?.keepTally();
    this.#handOn?.();
  }

  #post(draft: Draft, wired: Wired): boolean {
    const { gate, queue, courier, journal, approved } = wired;
    const listed = approved(draft.event);
    if (listed === "unlisted_event") return this.#refuse(listed);
    const admission = gate.admit(draft.draw, draft.properties);
    if (admission !== "admitted") return this.#refuse(admission);
    const envelope = new CapturedEvent(this.#finished(draft, listed, wired), this.#addition(wired));
    journal?.add(envelope);
    this.#isLeftToAnother = false;
    queue.push(envelope);
    courier.notify();
    return true;
  }

  /** The same for all events but those that carry a report. */
  #addition({ distinctId, runtime }: Wired): Addition {
    const counts = this.counters.report();
    if (counts === undefined && this.#common !== undefined) return this.#common;
    const report = counts && sealProperties(counts, { ...this.#sealContext, omit: () => {} });
    return { distinctId, runtime, report, omit: this.#omit };
  }

  #provisionalContext(digests: ProvisionalDigests): SealContext {
    return createContext(digests, false, this.#omit);
  }

  /** What is known only now: what a built-in event may say of itself, and what digests in tags are. */
  #finished(draft: Draft, listed: Listed | undefined, { fieldDigests }: Wired): Draft {
    if (listed === undefined && this.#tags.isEmpty) return draft;
    const { properties, tags } = draft;
    return {
      ...draft,
      properties: listed === undefined ? properties : sealedAsListed(properties, listed, this.#omit),
      tags: tags.map((part) => withRealDigests(part, this.#tags, fieldDigests)),
    };
  }

  /** The draft with the real digests of its fields and ids. */
  #withRealDigests(draft: Draft, { fieldDigests, idDigest }: Wired): Draft {
    const idDigests = { digest: idDigest, installationDigest: idDigest };
    const real = <S extends Sealed | undefined>(part: S) =>
      part && withRealDigests(withRealDigests(part, this.#fields, fieldDigests), this.#ids, idDigests);
    return {
      ...draft,
      tags: draft.tags.map(real),
      properties: real(draft.properties),
      groups: real(draft.groups),
      fixed: real(draft.fixed),
      distinctId:
        draft.distinctId === undefined ? undefined : withRealDigests(draft.distinctId, this.#ids, idDigests),
    };
  }

  #refuse(reason: Refusal): false {
    this.counters.refused(reason);
    return false;
  }
}
