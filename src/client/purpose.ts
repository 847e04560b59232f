/** What a client is made for, where that is not its tool's events. */
import type { Digest } from "../privacy/digest.js";
import type { Transport, Wire } from "../transports/transport.js";

export interface Purpose {
  readonly wire: Wire;
  /** Packages that it needs and that are not there. */
  readonly missing: () => readonly string[];
  /** Called once telemetry is on. */
  readonly onSettled: (settled: Settled) => void;
}

/** What of the settings, and of what was put together by them, its maker has to know. */
export interface Settled {
  /** 0 to 1. */
  readonly sampleRate: number;
  /** Where it is sent. */
  readonly host: string;
  readonly digest: Digest;
  readonly transport: Transport;
}
