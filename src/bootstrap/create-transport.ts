/** Creates the transport to the destination, with a log of its requests. */

import { hasOptedOutSince } from "../consent/saved-choice.js";
import { RequestLog } from "../delivery/request-log.js";
import type { SendJob } from "../delivery/sender-process.js";
import type { Envelope } from "../envelope.js";
import { createLazy } from "../internal/lazy-module.js";
import { LIBRARY } from "../internal/package-info.js";
import type { Fetch, HttpClient } from "../net/http-client.js";
import { type OnRequestFailure, observeFailures } from "../net/request-failure.js";
import { createOtlpTransport, toPrintedSpan } from "../transports/otlp.js";
import { createPlainHttpTransport, toPlainEvent } from "../transports/plain-http.js";
import { createPosthogTransport, toPostHogEvent } from "../transports/posthog.js";
import {
  type FlagTransport,
  OptedOutError,
  type SendOutcome,
  type Transport,
} from "../transports/transport.js";
import type { ResolvedTelemetry } from "./resolve-telemetry.js";

/** The destination, and the limits of sending. A sender process gets the same options and a folder. */
export type SendOptions = Omit<SendJob, "folder">;

const BYTES_PER_MEGABYTE = 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

export function getSendOptions(telemetry: ResolvedTelemetry): SendOptions {
  const { settings } = telemetry;
  const { wire, host, apiKey, otlp } = telemetry.destination;
  return {
    wireFormat: wire,
    otlp,
    host,
    apiKey,
    requestTimeoutMs: settings.requestTimeoutSeconds * 1000,
    proxy: telemetry.network?.proxy,
    batchSize: settings.dryRun ? 1 : settings.batchSize,
    maxRetries: settings.maxRetries,
    backoffFactor: settings.retryBackoff,
    maxBytes: settings.spoolMaxMb * BYTES_PER_MEGABYTE,
    maxAgeMs: settings.spoolMaxDays * DAY_MS,
    requestLogFolder: telemetry.receiptsFolder,
    consentSnapshot: telemetry.consentSnapshot,
  };
}

interface TransportParts {
  readonly transport: Transport;
  /** Undefined if the server has no feature flags. */
  readonly flags: FlagTransport | undefined;
  /** Undefined if no copies of requests are stored. */
  readonly requestLog: RequestLog | undefined;
  /** Closes all connections, also those with a request. Later requests open new ones. */
  readonly closeConnections: () => void;
}

interface TransportHooks {
  /** Replaces Node's HTTP client. */
  readonly customFetch?: Fetch;
  readonly onFailure?: OnRequestFailure;
}

export function createTransport(
  { requestLogFolder, proxy, consentSnapshot, wireFormat, otlp, ...options }: SendOptions,
  { customFetch, onFailure }: TransportHooks = {},
): TransportParts {
  const requestLog =
    requestLogFolder === undefined ? undefined : new RequestLog({ folder: requestLogFolder, now: Date.now });
  let httpClient: HttpClient | undefined;
  const loadHttpClient = async () => {
    const { createHttpClient } = await import("../net/http-client.js");
    httpClient = createHttpClient(options.requestTimeoutMs, proxy);
    return httpClient.fetch;
  };
  const shared = { requestLog, closeConnections: () => httpClient?.closeConnections() };
  const transportOptions = {
    ...options,
    library: LIBRARY,
    now: Date.now,
    isSendingAllowed: () => !hasOptedOutSince(consentSnapshot),
    loadFetch: createLazy(async () => {
      // The HTTP client is loaded here, because node:https takes longer to load than the rest of the package.
      const baseFetch = customFetch ?? (await loadHttpClient());
      const observed = onFailure === undefined ? baseFetch : observeFailures(baseFetch, onFailure);
      const fetch = requestLog?.wrapFetch(observed) ?? observed;
      // The last check before the network. It stops requests of code that does not know of the opt-out yet.
      const rejectAfterOptOut: Fetch = (url, request) =>
        hasOptedOutSince(consentSnapshot) ? Promise.reject(new OptedOutError()) : fetch(url, request);
      return rejectAfterOptOut;
    }),
  };
  if (wireFormat === "http")
    return { ...shared, transport: createPlainHttpTransport(transportOptions), flags: undefined };
  if (otlp !== undefined)
    return { ...shared, transport: createOtlpTransport({ ...transportOptions, otlp }), flags: undefined };
  const posthog = createPosthogTransport(transportOptions);
  return { ...shared, transport: posthog, flags: posthog };
}

/** Returns a transport that also reports the outcome and the duration of each request. */
export function observeTransport(
  transport: Transport,
  onOutcome: (outcome: SendOutcome, eventCount: number, durationMs: number) => void,
): Transport {
  return {
    ...transport,
    async send(batch, signal, observer) {
      const started = performance.now();
      const outcome = await transport.send(batch, signal, observer);
      onOutcome(outcome, batch.length, performance.now() - started);
      return outcome;
    },
  };
}

/** Returns the function that converts an envelope to the object that is sent, for `dry_run`. */
export function getEnvelopeFormatter({ wireFormat, otlp }: SendOptions): (envelope: Envelope) => object {
  if (otlp !== undefined) return (envelope) => toPrintedSpan(envelope, otlp.exporter);
  return wireFormat === "http" ? toPlainEvent : toPostHogEvent;
}
