/** Resolves the destination of a tool's data, or the setting that is missing. */
import type { Party } from "../config/precedence.js";
import type { ResolvedSettings } from "../config/resolve-settings.js";
import { toSettingKey } from "../config/setting-definitions.js";
import type { SettingName, Settings } from "../config/settings.js";
import { isLoopbackUrl } from "../internal/loopback.js";
import { isGoogleUrl } from "../transports/google-credentials.js";
import type { OtlpOptions, WireFormat } from "../transports/transport.js";

export interface Destination {
  readonly wire: WireFormat;
  /** The URL, for PostHog's events without a path. Empty if none is configured. */
  readonly host: string;
  /** PostHog's project key. Empty for other servers. */
  readonly apiKey: string;
  /** Present for the wire format `otlp`. */
  readonly otlp: OtlpOptions | undefined;
  /** The party that names the destination. Undefined if no party does. */
  readonly party: Party | undefined;
  /** A sentence about the setting that is missing. Undefined if the destination is complete. */
  readonly missingPart: string | undefined;
  /** A sentence about why nothing may be sent there. */
  readonly invalidReason: string | undefined;
}

/** The settings that name a destination. They are taken from one party together. */
export const DESTINATION_SETTINGS: Readonly<Record<WireFormat, readonly SettingName[]>> = {
  posthog: ["posthogApiKey", "posthogHost"],
  http: ["endpoint"],
  otlp: ["exporter", "endpoint", "gcpProject", "posthogApiKey", "posthogHost"],
};

/** @param communityProject a Google project whose collector is the author's, so that it needs no credentials */
export function resolveDestination(
  wire: WireFormat,
  resolved: ResolvedSettings,
  communityProject: string | undefined,
): Destination {
  const { settings, destinationParty: party } = resolved;
  const { requiredSetting, ...address } = ADDRESS_RESOLVERS[wire](settings, communityProject);
  const missingPart =
    settings[requiredSetting] === undefined ? describeMissing(wire, requiredSetting, resolved) : undefined;
  return { wire, party, missingPart, apiKey: "", otlp: undefined, invalidReason: undefined, ...address };
}

/**
 * Returns whether the data is sent to this machine and is not forwarded. OTLP collectors usually forward it, so they count
 * only if the author's `overrides` name them.
 */
export function isLocalDestination({ wire, host, party }: Destination): boolean {
  if (!URL.canParse(host) || !isLoopbackUrl(new URL(host))) return false;
  return wire !== "otlp" || party === "override";
}

interface DestinationAddress
  extends Pick<Destination, "host">,
    Partial<Pick<Destination, "apiKey" | "otlp" | "invalidReason">> {
  /** The setting without which there is no destination. */
  readonly requiredSetting: SettingName;
}

const ADDRESS_RESOLVERS: Readonly<
  Record<WireFormat, (settings: Settings, communityProject: string | undefined) => DestinationAddress>
> = {
  posthog: ({ posthogHost: host, posthogApiKey: apiKey = "" }) => ({
    host,
    apiKey,
    requiredSetting: "posthogApiKey",
  }),
  http: ({ endpoint: host = "" }) => ({ host, requiredSetting: "endpoint" }),
  otlp: resolveTraceAddress,
};

/** The default path of OTLP/HTTP: https://opentelemetry.io/docs/specs/otlp/#otlphttp-request */
const OTLP_TRACES_PATH = "/v1/traces";
/** https://posthog.com/docs/llm-analytics/installation/opentelemetry */
const POSTHOG_TRACES_PATH = "/i/v0/ai/otel";
/** https://cloud.google.com/stackdriver/docs/reference/telemetry/v1.traces */
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
      return { host, otlp, requiredSetting: "gcpProject", invalidReason };
    }
    case "otlp": {
      const host = endpoint === undefined ? "" : addTracesPath(endpoint);
      return { host, otlp, requiredSetting: "endpoint" };
    }
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

/** Describes a missing setting. It is never taken from another party, whose key would then be sent to this party's host. */
function describeMissing(
  wire: WireFormat,
  requiredSetting: SettingName,
  { destinationParty: party, provenance }: ResolvedSettings,
): string {
  const isNotSet = `${toSettingKey(requiredSetting)} is not set`;
  const presentSetting = DESTINATION_SETTINGS[wire].find((name) => provenance[name].kind !== "default");
  if (party === undefined || party === "author" || presentSetting === undefined) return isNotSet;
  const { label } = provenance[presentSetting];
  return `${isNotSet}, and must be set where ${toSettingKey(presentSetting)} is (${label})`;
}
