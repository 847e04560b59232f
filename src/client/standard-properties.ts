/** Creates the properties of every event, which describe the library, the tool and the kind of machine. */
import type { Json } from "../envelope.js";
import type { ListedField } from "../events/manifest.js";
import { detectRuntime } from "../events/runtime-name.js";
import { LIBRARY } from "../internal/package-info.js";

interface ToolInfo {
  readonly tool: string;
  /** The tool's version. Undefined if its author does not state one. */
  readonly version: string | undefined;
  readonly isCi: boolean;
}

/** Creates the properties of the tool and its runtime. A caller's tags and properties of the same name replace them. */
export function createEventRuntimeProperties({ tool, version, isCi }: ToolInfo): {
  readonly [name in keyof typeof RUNTIME_FIELDS]?: Json;
} {
  const { name, major } = detectRuntime();
  return {
    tool,
    ...(version !== undefined && { tool_version: version }),
    runtime: name,
    runtime_version: major,
    platform: process.platform,
    arch: process.arch,
    is_ci: isCi,
  };
}

export const RUNTIME_FIELDS = {
  tool: {
    type: "string",
    purpose: "Which tool this is, where several send to one project.",
    sensitivity: "none",
  },
  tool_version: {
    type: "string",
    purpose: "Which version of the tool has a fault or is faster. Sent if the author names the version.",
    sensitivity: "none",
  },
  runtime: {
    type: "string",
    purpose: "What the tool runs on: `node`, `bun` or `deno`.",
    sensitivity: "none",
  },
  runtime_version: {
    type: "number",
    purpose: "Which versions of the runtime to support; the major version only.",
    sensitivity: "none",
  },
  platform: {
    type: "string",
    purpose: "Which operating systems to test on, such as `linux`.",
    sensitivity: "none",
  },
  arch: { type: "string", purpose: "Which processors to build for, such as `arm64`.", sensitivity: "none" },
  is_ci: {
    type: "boolean",
    purpose: "Whether the tool runs in CI, to count these runs separately.",
    sensitivity: "none",
  },
} as const satisfies Readonly<Record<string, ListedField>>;

/** Creates the protected properties, which no caller can replace. */
export function createProtectedProperties(sessionId: string): Record<keyof typeof PROTECTED_FIELDS, Json> {
  return { ...createPrivacyProperties(), $session_id: sessionId };
}

/**
 * Creates the protected properties of a report. PostHog corrects the time of an event by the time of its request, unless
 * the event has `$ignore_sent_at` (PostHog/posthog, rust/common/types/src/timestamp.rs). The corrected times of all reports
 * of a machine would have the error of its clock in common.
 */
export function createReportProperties(): Readonly<Record<string, Json>> {
  return { ...createPrivacyProperties(), $ignore_sent_at: true };
}

function createPrivacyProperties(): Record<Exclude<keyof typeof PROTECTED_FIELDS, "$session_id">, Json> {
  return {
    $lib: LIBRARY.name,
    $lib_version: LIBRARY.version,
    $process_person_profile: false,
    $geoip_disable: true,
    // PostHog stores the sender's address unless the event has a property `$ip`, even an empty one
    // (PostHog/posthog, plugin-server process-event: `!('$ip' in properties)`).
    $ip: null,
  };
}

export const PROTECTED_FIELDS = {
  $lib: { type: "string", purpose: "This library's name, as PostHog expects it.", sensitivity: "none" },
  $lib_version: {
    type: "string",
    purpose: "This library's version, to find the events that a faulty version sent.",
    sensitivity: "none",
  },
  $session_id: {
    type: "string",
    purpose:
      "Which events belong to one session. A new random UUID for each session, which contains the time when it began. Not in reports about an installation.",
  },
  $process_person_profile: {
    type: "boolean",
    purpose: "Always `false`: PostHog makes no profile of a person.",
    sensitivity: "none",
  },
  $geoip_disable: {
    type: "boolean",
    purpose: "Always `true`: PostHog does not look up where you are.",
    sensitivity: "none",
  },
  $ip: { type: "null", purpose: "Always empty: PostHog does not store your address.", sensitivity: "none" },
} as const satisfies Readonly<Record<string, ListedField>>;

/** Fields of an event outside of its properties. */
export const ENVELOPE_FIELDS = {
  uuid: {
    type: "string",
    purpose: "Whether two copies are the same event, so that it is counted once; a random UUID.",
    sensitivity: "none",
  },
  timestamp: { type: "string", purpose: "When it happened, in UTC, to see how use changes over time." },
  distinct_id: {
    type: "string",
    purpose:
      'Which events belong together: a random UUID of this process or, with `identity = "install"`, of this machine for 30 days. Where the tool names somebody, a keyed hash of that name. In a report about the installation, a random UUID that is used for this report alone.',
    scope: "installation",
  },
} as const satisfies Readonly<Record<string, ListedField>>;

/** Properties that an event carries only if they have a value. */
export const OCCASIONAL_FIELDS = {
  "$feature/*": {
    type: "string | boolean",
    purpose: "Which variant of an experiment was in use, to compare the variants.",
  },
  $ai_trace_id: {
    type: "string",
    purpose: "Which run of an agent the event belongs to, to join it with the run's trace; a random id.",
  },
  "$groups.*": {
    type: "string",
    purpose: "Which team or company uses the tool, if the tool names one; a UUID or a keyed hash.",
    scope: "installation",
  },
  $ignore_sent_at: {
    type: "boolean",
    purpose: "Always `true`, in reports about an installation only: PostHog does not change their times.",
    sensitivity: "none",
  },
  telemetry_sample_rate: {
    type: "number",
    purpose:
      "Which share of the sessions is sent, to compute from the events that arrive how many there were. Sent if it is less than 1.",
    sensitivity: "none",
  },
  "telemetry_refused.*": {
    type: "number",
    purpose: "How many events and parts of events were not sent, by reason, to know what is missing.",
    sensitivity: "none",
  },
} as const satisfies Readonly<Record<string, ListedField>>;
