/** What a client is made for, where that is not its tool's events. */
import type { Digest } from "../privacy/digests/keyed-digest.js";
import type { Transport, WireFormat } from "../transports/transport.js";

export interface PipelineVariant {
  readonly wire: WireFormat;
  /** What of its own options cannot be used. */
  readonly mistake: string | undefined;
  /** Packages that it needs and that are not there. */
  readonly findMissingPackages: () => readonly string[];
  /** Called when telemetry comes on: again after the person has refused it and allowed it anew. */
  readonly onStarted: (opened: StartedPipeline) => void;
}

/** What of the settings, and of what was put together by them, its maker has to know. */
export interface StartedPipeline {
  /** 0 to 1. */
  readonly sampleRate: number;
  /** More of them a minute do not leave. */
  readonly perMinute: number;
  /** Where it is sent. */
  readonly host: string;
  /** Lasts as long as the id that events are sent under. */
  readonly digest: Digest;
  readonly transport: Transport;
}
