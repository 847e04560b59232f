/** The parts that telemetry which is on works with. */

import type { IgnoredSettings } from "../consent/decide-consent.js";
import type { AdmissionControl } from "../delivery/admission-control.js";
import type { BatchSender } from "../delivery/batch-sender.js";
import type { EventQueue } from "../delivery/event-queue.js";
import type { Journal } from "../delivery/journal.js";
import type { Sealed } from "../envelope.js";
import type { AllowlistLookup } from "../events/approved-fields.js";
import type { Digest, FieldDigests } from "../privacy/digests/keyed-digest.js";
import type { FlagTransport } from "../transports/flag-request.js";
import type { Transport } from "../transports/transport.js";

/** Everything that telemetry which is on works with, put together by `wire.ts`. */
export interface ActivePipeline {
  readonly fieldDigests: FieldDigests;
  /** Lasts as long as the installation: for a `distinctId` that the caller gives, and for groups. */
  readonly idDigest: Digest;
  /** The person chose `tools_over_privacy`. */
  readonly optIn: boolean;
  /** Who sends, where the caller does not say: a random id. */
  readonly distinctId: Sealed<string>;
  readonly runtimeProperties: Sealed;
  /** Settings of an untrusted project's file that were ignored. */
  readonly ignored?: IgnoredSettings | undefined;
  readonly admission: AdmissionControl;
  readonly queue: EventQueue;
  readonly sender: BatchSender;
  /** What the courier sends by. */
  readonly transport: Transport;
  /** Absent where nothing may touch the disk. */
  readonly journal: Journal | undefined;
  /** Another process delivers what waits on the disk, if anything does; called in the last moment of this one. */
  readonly spawnSender: (() => void) | undefined;
  /** Something waits on the disk that no other process is going to be started for. */
  readonly hasBacklog: () => boolean;
  /** Notes, for the person to read, what was refused or left out since the last time. */
  readonly logDrops: () => void;
  /** When the person had last said no, as this began. */
  readonly lastOptOut: string | undefined;
  /** The person has said no meanwhile. */
  readonly isRevoked: () => boolean;
  /** Calls back when the person's choice may have changed, until the returned function is called. */
  readonly watchChoice: (onChange: () => void) => () => void;
  /** What a built-in event may say of itself. */
  readonly findAllowlist: AllowlistLookup;
  /** Absent where nothing may be asked of a server. */
  readonly flags: FlagTransport | undefined;
  /** How long delivery may hold a process that ends. */
  readonly exitBudgetMs: number;
  /** How long an explicit flush may take. */
  readonly flushBudgetMs: number;
}
