/** Defines the parts of a pipeline that is on, which `bootstrap/create-pipeline.ts` creates from the settings. */

import type { IgnoredSettings } from "../consent/telemetry-state.js";
import type { AdmissionControl } from "../delivery/admission-control.js";
import type { BatchSender } from "../delivery/batch-sender.js";
import type { EventQueue } from "../delivery/event-queue.js";
import type { Journal } from "../delivery/journal.js";
import type { Sealed } from "../envelope.js";
import type { AllowlistLookup } from "../events/approved-manifest.js";
import type { FlagAnswerStore } from "../installation/flag-answers.js";
import type { Digest, FieldDigests } from "../privacy/digests/keyed-digest.js";
import type { FlagTransport, Transport } from "../transports/transport.js";
import type { ExperimentVariants } from "./experiment-variants.js";
import type { ReportCapture } from "./report-capture.js";
import type { SharedSession } from "./shared-session.js";

export interface ActivePipeline {
  readonly fieldDigests: FieldDigests;
  /** The digest for a caller's `distinctId` and for groups. Its key is that of the installation. */
  readonly idDigest: Digest;
  /** Whether the person chose `tools_over_privacy`. */
  readonly toolsOverPrivacy: boolean;
  /** Returns the bucket under which flags are requested without a caller's `distinctId`. */
  readonly getFlagBucket: () => Sealed<string>;
  /** A random id, for events without a caller's `distinctId`. */
  readonly distinctId: Sealed<string>;
  readonly runtimeProperties: Sealed;
  /** The session that all threads of the process share. Undefined for a client of this thread alone. */
  readonly sharedSession: SharedSession | undefined;
  /** The reports of this installation. Undefined if nothing may be kept on the disk, and in a dry run. */
  readonly reports: ReportCapture | undefined;
  /** Settings of an untrusted project's file that have no effect. */
  readonly ignored?: IgnoredSettings | undefined;
  readonly admission: AdmissionControl;
  readonly queue: EventQueue;
  readonly sender: BatchSender;
  /** The transport that the sender uses. */
  readonly transport: Transport;
  /** Undefined if nothing may be written to the disk. */
  readonly journal: Journal | undefined;
  /** Starts a process that delivers spooled events, if there are any. Undefined if this process delivers them itself. */
  readonly spawnSender: (() => void) | undefined;
  /** Whether spooled events exist that no sender process will deliver. */
  readonly hasBacklog: () => boolean;
  /** Closes the connections to the server. */
  readonly closeConnections: () => void;
  /** Writes the counts of drops since the last call to the request log. */
  readonly logDrops: () => void;
  /** The date of the person's last opt-out before the pipeline was created, in ISO 8601. Undefined if there is none. */
  readonly optOutDate: string | undefined;
  /** Whether the person has opted out since the pipeline was created. */
  readonly hasOptedOutSinceStart: () => boolean;
  /** Calls back when the person's choice may have changed, until the returned function is called. */
  readonly watchChoice: (onChange: () => void) => () => void;
  /** Looks up whether and how the approved manifest limits an event's properties. */
  readonly findAllowlist: AllowlistLookup;
  /** The answers of earlier runs to requests for flags. Undefined if nothing may be kept on the disk. */
  readonly flagAnswers: FlagAnswerStore | undefined;
  /** The experiments of the tool's author. */
  readonly experiments: ExperimentVariants;
  /** Undefined if flags cannot be requested. */
  readonly flags: FlagTransport | undefined;
  /** The maximum time for which delivery may delay the end of the process. */
  readonly exitBudgetMs: number;
  /** The maximum duration of `flush()`, and of a delivery at the end where no phase is longer than `exitBudgetMs`. */
  readonly flushBudgetMs: number;
}
