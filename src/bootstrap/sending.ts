/** Where to send, and how patiently: what of a situation the outbox and its child have to know. */
import type { Sending } from "./create-transport.js";
import type { Situation } from "./resolve-telemetry.js";

const MEGABYTE = 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

export function sendingOf({
  resolved: { settings },
  destination: { wire, host, apiKey, otlp },
  network,
  obedience,
  receiptsFolder,
}: Situation): Sending {
  return {
    wire,
    otlp,
    host,
    apiKey,
    requestTimeoutMs: settings.requestTimeoutSeconds * 1000,
    proxy: network?.proxy,
    batchSize: settings.debug ? 1 : settings.batchSize,
    maxRetries: settings.maxRetries,
    backoffFactor: settings.retryBackoff,
    maxBytes: settings.spoolMaxMb * MEGABYTE,
    maxAgeMs: settings.spoolMaxDays * DAY_MS,
    receiptsFolder,
    obedience,
  };
}
