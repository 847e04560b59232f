/** What a transport is: it sends one batch once, and says how that went. */
import { type Envelope, serializeWithProperties } from "../envelope.js";
import type { Fetch } from "../net/http-client.js";

export type SendOutcome =
  /** `refused`: so many of the batch the server did not take, and does not say which */
  | { readonly kind: "delivered"; readonly rejectedCount?: number }
  /** Not now: a fault of the network or a server that asks for patience. */
  | { readonly kind: "retry"; readonly reason: string; readonly retryAfterMs?: number }
  /** The server will not take this batch, however often it is sent. */
  | { readonly kind: "rejected"; readonly reason: string }
  /** A smaller batch may pass. */
  | { readonly kind: "too_large" }
  /** No request can be made of it, ever; of a part of it one may. */
  | { readonly kind: "unwritable" };

export interface Transport {
  /** Loads what sending needs; it takes this machine's time and not the network's. Never rejects. */
  prepare(): Promise<void>;
  /** Sends once; never rejects. An aborted signal is a `retry`. */
  send(batch: readonly Envelope[], signal: AbortSignal): Promise<SendOutcome>;
}

/** How a request is written: PostHog's `/batch/`, a plain list of events, or spans. */
export type WireFormat = "posthog" | "http" | "otlp";

export interface OtlpOptions {
  /** Whose server it is, for they want to know who asks in different ways. */
  readonly exporter: "otlp" | "posthog" | "google";
  readonly protocol: "json" | "protobuf";
  readonly gcpProject: string | undefined;
}

export interface TransportOptions {
  /** Empty where the server wants none. */
  readonly apiKey: string;
  /** Without a trailing slash. */
  readonly host: string;
  readonly requestTimeoutMs: number;
  /** Called with the first request: what speaks HTTP takes milliseconds to load. */
  readonly openFetch: () => Promise<Fetch>;
  /** False once the person has said no: then nothing is asked of anybody. */
  readonly mayAsk: () => boolean;
  readonly library: { readonly name: string; readonly version: string };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** An envelope as PostHog's wire spells it. */
export function toPostHogEvent(envelope: Envelope) {
  return { ...toPostHogHead(envelope), properties: envelope.properties };
}

/** The same as JSON. */
export function formatPostHogEvent(envelope: Envelope): string {
  return serializeWithProperties(JSON.stringify(toPostHogHead(envelope)), envelope);
}

function toPostHogHead({ event, distinctId, uuid, timestamp }: Envelope) {
  return { event, distinct_id: distinctId, uuid, timestamp };
}

/** PostHog's rule for its ingestion (RESEARCH.md): patience for these, none for the rest of the 4xx. */
const RETRYABLE_STATUSES = new Set([408, 429]);

/** An HTTP answer as an outcome. */
export function toSendOutcome(
  status: number,
  retryAfterHeader: string | undefined,
  now: number,
): SendOutcome {
  if (status >= 200 && status < 300) return { kind: "delivered" };
  if (status === 413) return { kind: "too_large" };
  const reason = `http_${status}`;
  // A redirect is a captive portal's more often than PostHog's; it is not followed, and it passes.
  const isFinal = status >= 400 && status < 500 && !RETRYABLE_STATUSES.has(status);
  if (isFinal) return { kind: "rejected", reason };
  const afterMs = parseRetryAfterMs(retryAfterHeader, now);
  return afterMs === undefined ? { kind: "retry", reason } : { kind: "retry", reason, retryAfterMs: afterMs };
}

/** `Retry-After` in milliseconds: seconds or an HTTP date (RFC 9110, 10.2.3); undefined where it says nothing usable. */
export function parseRetryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  // Date.parse alone takes "-1" for the year 2001.
  const date = /^\s*[A-Z][a-z]{2,8},? .+ GMT\s*$/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** For `import("…").catch` of an optional package: with a `catch`, a bundler (esbuild) leaves alone what a host has not installed. */
export function rethrow(error: unknown): never {
  throw error;
}
