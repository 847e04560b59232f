/** Defines the interfaces of transports: one for batches of events, and one for feature flags. */
import type { Envelope, Json, Sealed } from "../envelope.js";
import type { Fetch, FetchRequest } from "../net/http-client.js";

export type SendOutcome =
  /** `rejectedCount`: the number of events that the server did not accept. It does not name them. */
  | { readonly kind: "delivered"; readonly rejectedCount?: number }
  /** A network fault, or a server that asks for a later attempt. `retryAfterMs` is at most `MAX_WAIT_MS`. */
  | { readonly kind: "retry"; readonly reason: string; readonly retryAfterMs?: number | undefined }
  /** The server never accepts this batch. */
  | { readonly kind: "rejected"; readonly reason: string }
  /** The server may accept a smaller batch. */
  | { readonly kind: "too_large" }
  /** The batch cannot be serialized. A part of it may be. */
  | { readonly kind: "unwritable" }
  /** Nothing was sent, because the user has opted out, or because of this process. This says nothing about the server. */
  | { readonly kind: "not_sent" };

/** Rejects a request of a user who has opted out. */
export class OptedOutError extends Error {
  constructor() {
    super("telemetry is off");
  }
}

export type RequestObserver = Pick<FetchRequest, "onPhaseEnded" | "onSent">;

export interface Transport {
  /** Loads the modules that sending needs, so that their loading does not count as network time. Never rejects. */
  prepare(): Promise<void>;
  /**
   * Sends the batch once. An aborted signal is a `retry`. A rejection counts as `unwritable`.
   * @param observer is told how far the request has come
   */
  send(batch: readonly Envelope[], signal: AbortSignal, observer?: RequestObserver): Promise<SendOutcome>;
}

export interface FlagRequest {
  /** The only flag to evaluate. Undefined means all flags. */
  readonly flagKey: Sealed<string> | undefined;
  readonly distinctId: Sealed<string>;
  readonly personProperties: Sealed;
  readonly groups: Sealed;
  readonly groupProperties: Sealed;
  readonly disableGeoip: boolean;
}

export interface Flag {
  /** The variant's key. For a flag without variants, whether it is on. */
  readonly value: string | boolean;
  readonly payload: Json | undefined;
  /** The fields below describe the evaluation in `$feature_flag_called`. */
  readonly id: number | undefined;
  readonly version: number | undefined;
  readonly reason: string | undefined;
}

export interface FlagResponse {
  readonly flags: ReadonlyMap<string, Flag>;
  /** Flags that exist and could not be evaluated. */
  readonly unevaluatedKeys: ReadonlySet<string>;
  readonly requestId: string | undefined;
  readonly errorsWhileComputing: boolean;
  readonly quotaLimited: boolean;
}

export interface FlagTransport {
  /** Returns undefined if the service could not be reached or did not answer the request. Never rejects. */
  evaluate(request: FlagRequest): Promise<FlagResponse | undefined>;
}

/** PostHog's `/batch/`, a plain list of events, or spans. */
export type WireFormat = "posthog" | "http" | "otlp";

export interface OtlpOptions {
  /** The server's vendor, which decides how a request is authenticated. */
  readonly exporter: "otlp" | "posthog" | "google";
  readonly protocol: "json" | "protobuf";
  readonly gcpProject: string | undefined;
}

export interface TransportOptions {
  /** Empty if the server needs none. */
  readonly apiKey: string;
  /** Without a trailing slash. */
  readonly host: string;
  readonly requestTimeoutMs: number;
  /** Loads the HTTP client, which takes milliseconds. Called by every request, and returns the same client each time. */
  readonly loadFetch: () => Promise<Fetch>;
  /** Returns false after the user has opted out. */
  readonly isSendingAllowed: () => boolean;
  readonly library: { readonly name: string; readonly version: string };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
