/** Defines the profile of Mycelium, an agent platform that sends events to a plain endpoint after an opt-in. */
import type { Profile } from "./profile.js";

export const MYCELIUM: Profile = {
  tool: "mycelium",
  consent: "opt-in",
  transport: "http",
  environment: [
    { name: "TELEMETRY_ENABLED", setting: "disableTelemetry", negated: true },
    { name: "TELEMETRY_ENDPOINT", setting: "endpoint" },
    { name: "TELEMETRY_TIMEOUT", setting: "requestTimeoutSeconds" },
    { name: "TELEMETRY_BATCH_SIZE", setting: "batchSize" },
    { name: "TELEMETRY_RETRY_ATTEMPTS", setting: "maxRetries" },
    { name: "TELEMETRY_RETRY_BACKOFF", setting: "retryBackoff" },
    { name: "TELEMETRY_SALT", setting: "salt" },
  ],
  defaults: {
    endpoint: "https://mycelium-telemetry.sornsen.io",
    requestTimeoutSeconds: 5,
    batchSize: 100,
    batchIntervalSeconds: 30,
    maxRetries: 3,
    retryBackoff: 2,
    spool: false,
  },
};
