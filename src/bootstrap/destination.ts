/** Resolves where a tool's data is sent, or which setting is missing. */
import type { Party } from "../config/precedence.js";
import type { ResolvedSettings } from "../config/resolve-settings.js";
import { type SettingName, type Settings, toSettingKey } from "../config/setting-definitions.js";
import { isGoogleUrl } from "../transports/google-credentials.js";
import type { OtlpOptions, WireFormat } from "../transports/transport.js";

export interface Destination {
  readonly wire: WireFormat;
  /** The address; of PostHog without a path. Empty where none is set. */
  readonly host: string;
  /** What the server knows the tool by; empty where it asks for nothing. */
  readonly apiKey: string;
  /** Of the wire `otlp`. */
  readonly otlp: OtlpOptions | undefined;
  /** Who names it; undefined where nobody does. */
  readonly party: Party | undefined;
  /** A sentence on the setting that has to be set before anything can be sent; undefined where it is. */
  readonly missing: string | undefined;
  /** Why nothing may be sent there, as a sentence. */
  readonly invalidReason: string | undefined;
}

/** The settings that name a destination: key and host, endpoint, Google project. They are used from one party together. */
export const DESTINATION_SETTINGS: Readonly<Record<WireFormat, readonly SettingName[]>> = {
  posthog: ["posthogApiKey", "posthogHost"],
  http: ["endpoint"],
  otlp: ["exporter", "endpoint", "gcpProject", "posthogApiKey", "posthogHost"],
};

/** @param community the project whose collector is the author's: it takes no credentials of Google's */
export function resolveDestination(
  wire: WireFormat,
  resolved: ResolvedSettings,
  communityProject: string | undefined,
): Destination {
  const { settings, destinationParty: party } = resolved;
  const { requiredSetting, invalidReason, ...address } = ADDRESS_RESOLVERS[wire](settings, communityProject);
  const missing =
    settings[requiredSetting] === undefined ? describeMissing(wire, requiredSetting, resolved) : undefined;
  return { wire, party, missing, invalidReason, ...address };
}

interface DestinationAddress extends Pick<Destination, "host" | "apiKey" | "otlp"> {
  /** The setting without which there is no destination. */
  readonly requiredSetting: SettingName;
  readonly invalidReason?: string | undefined;
}

const ADDRESS_RESOLVERS: Readonly<
  Record<WireFormat, (settings: Settings, community: string | undefined) => DestinationAddress>
> = {
  posthog: ({ posthogHost: host, posthogApiKey: apiKey = "" }) => ({
    host,
    apiKey,
    otlp: undefined,
    requiredSetting: "posthogApiKey",
  }),
  http: ({ endpoint: host = "" }) => ({ host, apiKey: "", otlp: undefined, requiredSetting: "endpoint" }),
  otlp: resolveTraceAddress,
};

/** OTLP/HTTP's default path (opentelemetry.io/docs/specs/otlp, 4.3). */
const OTLP_TRACES_PATH = "/v1/traces";
/** posthog.com/docs/llm-analytics/installation/opentelemetry */
const POSTHOG_TRACES_PATH = "/i/v0/ai/otel";
/** cloud.google.com/stackdriver/docs/reference/telemetry/v1.traces */
const GOOGLE_TRACES_URL = "https://telemetry.googleapis.com";

function resolveTraceAddress(settings: Settings, communityProject: string | undefined): DestinationAddress {
  const { posthogHost, posthogApiKey, endpoint, gcpProject, otlpProtocol: protocol } = settings;
  const exporter = selectExporter(settings, communityProject);
  const otlp = { exporter, protocol, gcpProject: exporter === "google" ? gcpProject : undefined };
  switch (exporter) {
    case "posthog":
      return {
        host: posthogHost + POSTHOG_TRACES_PATH,
        apiKey: posthogApiKey ?? "",
        otlp,
        requiredSetting: "posthogApiKey",
      };
    case "google": {
      const host = addTracesPath(endpoint ?? GOOGLE_TRACES_URL);
      const invalidReason = isGoogleUrl(host)
        ? undefined
        : 'endpoint is not a Google host; exporter = "google" would send your Google token there';
      return { host, apiKey: "", otlp, requiredSetting: "gcpProject", invalidReason };
    }
    case "otlp":
      return {
        host: endpoint === undefined ? "" : addTracesPath(endpoint),
        apiKey: "",
        otlp,
        requiredSetting: "endpoint",
      };
  }
}

function selectExporter(settings: Settings, communityProject: string | undefined): OtlpOptions["exporter"] {
  const { exporter, endpoint, gcpProject, posthogApiKey } = settings;
  if (exporter !== "auto") return exporter;
  if (endpoint !== undefined) return "otlp";
  if (gcpProject !== undefined && gcpProject !== communityProject) return "google";
  return posthogApiKey === undefined ? "otlp" : "posthog";
}

function addTracesPath(endpoint: string): string {
  const base = endpoint.replace(/\/+$/, "");
  return base.endsWith(OTLP_TRACES_PATH) ? base : base + OTLP_TRACES_PATH;
}

/** Explains a missing part. It is not taken from another party, whose key would then be sent to this party's host. */
function describeMissing(
  wire: WireFormat,
  requiredSetting: SettingName,
  { destinationParty: party, provenance }: ResolvedSettings,
): string {
  const isNotSet = `${toSettingKey(requiredSetting)} is not set`;
  const setSetting = DESTINATION_SETTINGS[wire].find((name) => provenance[name].kind !== "default");
  if (party === undefined || party === "author" || setSetting === undefined) return isNotSet;
  return `${isNotSet}, and has to come from where ${toSettingKey(setSetting)} does (${provenance[setSetting].label})`;
}
