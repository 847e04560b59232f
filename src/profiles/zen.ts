/** Defines the profile of Zen, an orchestrator of agents that sends traces with their costs until an opt-out. */
import type { Profile } from "./profile.js";

/** The Google project that all users of Zen share. */
const COMMUNITY_PROJECT = "netra-telemetry-public";

export const ZEN: Profile = {
  tool: "zen",
  consent: "opt-out",
  transport: "otlp",
  environment: [
    { name: "ZEN_TELEMETRY_DISABLED", setting: "disableTelemetry" },
    { name: "ZEN_GCP_PROJECT", setting: "gcpProject" },
    { name: "GOOGLE_CLOUD_PROJECT", setting: "gcpProject" },
    { name: "GCP_PROJECT", setting: "gcpProject" },
    { name: "ZEN_SERVICE_NAME", setting: "serviceName" },
    { name: "ZEN_TELEMETRY_SAMPLE_RATE", setting: "sampleRate" },
    { name: "ZEN_TELEMETRY_BATCH_SIZE", setting: "batchSize" },
    { name: "ZEN_TELEMETRY_FLUSH_INTERVAL", setting: "batchIntervalSeconds" },
  ],
  defaults: {
    gcpProject: COMMUNITY_PROJECT,
    serviceName: "zen-library",
    sampleRate: 0.1,
    batchSize: 512,
    batchIntervalSeconds: 5,
  },
  limits: { perMinute: 10_000, perHour: 100_000, bytesPerMinute: 10_000_000 },
  sessionPrefix: "zen_community_",
  community: {
    gcpProject: COMMUNITY_PROJECT,
    defaults: { batchSize: 256, batchIntervalSeconds: 3 },
    limits: { perMinute: 1000, perHour: 10_000, bytesPerMinute: 1_000_000 },
  },
};
