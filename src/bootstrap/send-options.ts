/** Where to send, and how patiently: what of a situation the outbox and its child have to know. */
import type { SendOptions } from "./create-transport.js";
import type { ResolvedTelemetry } from "./resolve-telemetry.js";

const BYTES_PER_MEGABYTE = 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

export function getSendOptions({
  resolved: { settings },
  destination: { wire, host, apiKey, otlp },
  network,
  consentSnapshot,
  receiptsFolder,
}: ResolvedTelemetry): SendOptions {
  return {
    wireFormat: wire,
    otlp,
    host,
    apiKey,
    requestTimeoutMs: settings.requestTimeoutSeconds * 1000,
    proxy: network?.proxy,
    batchSize: settings.debug ? 1 : settings.batchSize,
    maxRetries: settings.maxRetries,
    backoffFactor: settings.retryBackoff,
    maxBytes: settings.spoolMaxMb * BYTES_PER_MEGABYTE,
    maxAgeMs: settings.spoolMaxDays * DAY_MS,
    requestLogFolder: receiptsFolder,
    consentSnapshot,
  };
}
