/** Defines the built-in profiles, which are the identities of three tools as data. */
import type { OwnProfile, Profile } from "./profile.js";

/** CodeWeaver, a semantic code-search MCP server, which has the defaults of this library. */
const CODEWEAVER: Profile = {
  tool: "codeweaver",
  consent: "opt-out",
  transport: "posthog",
  environment: [], // every tool has `<TOOL>_POSTHOG_API_KEY`
  defaults: {},
};

/** The Google project that all users of Zen share. */
const COMMUNITY_PROJECT = "netra-telemetry-public";

/** Zen, an orchestrator of agents that sends traces with their costs until an opt-out. */
const ZEN: Profile = {
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
  obsoleteVariables: [
    {
      name: "ZEN_COMMUNITY_TELEMETRY_B64",
      hint: "set GOOGLE_APPLICATION_CREDENTIALS to the path of a file with the credentials",
    },
    {
      name: "ZEN_COMMUNITY_TELEMETRY_FILE",
      hint: "set GOOGLE_APPLICATION_CREDENTIALS to the path of the same file",
    },
    { name: "ZEN_COMMUNITY_TELEMETRY_PROJECT", hint: "set ZEN_GCP_PROJECT to the id of the project" },
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

/** Mycelium, an agent platform that sends events to a plain endpoint after an opt-in. */
const MYCELIUM: Profile = {
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
    eventsPerMinute: 1_000_000, // events are dropped only if the queue is full
    spool: false,
  },
};

export const PROFILES = { codeweaver: CODEWEAVER, zen: ZEN, mycelium: MYCELIUM };
export type ProfileName = keyof typeof PROFILES;

export function isProfileName(name: unknown): name is ProfileName {
  return typeof name === "string" && Object.hasOwn(PROFILES, name);
}

/** Returns a built-in profile by its name, or completes an author's own. @param profile a checked profile */
export function getProfile(profile: ProfileName | OwnProfile): Profile {
  return typeof profile === "object" ? { ...CODEWEAVER, ...profile } : PROFILES[profile];
}

/** The built-in events that were made for one tool. Any tool may capture the other events of this package. */
const EVENTS_BY_TOOL: Readonly<Record<ProfileName, readonly string[]>> = {
  codeweaver: ["codeweaver_search", "codeweaver_session", "codeweaver_setup", "mcp_tool_call"],
  zen: ["span"],
  mycelium: ["agent_usage", "performance", "error", "system_info"],
};

/** Returns the tool that a built-in event was made for. Returns undefined for any other event. */
export function findEventOwner(event: string): ProfileName | undefined {
  // The cast is safe, because the record has the names of profiles and nothing else.
  const tools = Object.keys(EVENTS_BY_TOOL) as ProfileName[];
  return tools.find((tool) => EVENTS_BY_TOOL[tool].includes(event));
}
