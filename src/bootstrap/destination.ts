/** Resolves where a tool's data is sent, or which setting is missing. */
import type { Party } from "../config/precedence.js";
import type { Resolved } from "../config/resolve-settings.js";
import { keyOf, type SettingName, type Settings } from "../config/settings-table.js";
import { isGoogleUrl } from "../transports/google-host.js";
import type { OtlpOptions, Wire } from "../transports/transport.js";

export interface Destination {
  readonly wire: Wire;
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
  readonly refusal: string | undefined;
}

/** The settings that name a destination: key and host, endpoint, Google project. They are used from one party together. */
export const DESTINATION_SETTINGS: Readonly<Record<Wire, readonly SettingName[]>> = {
  posthog: ["posthogApiKey", "posthogHost"],
  http: ["endpoint"],
  otlp: ["exporter", "endpoint", "gcpProject", "posthogApiKey", "posthogHost"],
};

/** @param community the project whose collector is the author's: it takes no credentials of Google's */
export function resolveDestination(
  wire: Wire,
  resolved: Resolved,
  community: string | undefined,
): Destination {
  const { settings, destinationParty: party } = resolved;
  const { needs, refusal, ...address } = ADDRESSES[wire](settings, community);
  const missing = settings[needs] === undefined ? describeMissing(wire, needs, resolved) : undefined;
  return { wire, party, missing, refusal, ...address };
}

interface Address extends Pick<Destination, "host" | "apiKey" | "otlp"> {
  /** The setting without which there is no destination. */
  readonly needs: SettingName;
  readonly refusal?: string | undefined;
}

const ADDRESSES: Readonly<Record<Wire, (settings: Settings, community: string | undefined) => Address>> = {
  posthog: ({ posthogHost: host, posthogApiKey: apiKey = "" }) => ({
    host,
    apiKey,
    otlp: undefined,
    needs: "posthogApiKey",
  }),
  http: ({ endpoint: host = "" }) => ({ host, apiKey: "", otlp: undefined, needs: "endpoint" }),
  otlp: resolveTraceAddress,
};

/** OTLP/HTTP's default path (opentelemetry.io/docs/specs/otlp, 4.3). */
const TRACES = "/v1/traces";
/** posthog.com/docs/llm-analytics/installation/opentelemetry */
const POSTHOG_TRACES = "/i/v0/ai/otel";
/** cloud.google.com/stackdriver/docs/reference/telemetry/v1.traces */
const GOOGLE = "https://telemetry.googleapis.com";

function resolveTraceAddress(settings: Settings, community: string | undefined): Address {
  const { posthogHost, posthogApiKey, endpoint, gcpProject, otlpProtocol: protocol } = settings;
  const exporter = selectExporter(settings, community);
  const otlp = { exporter, protocol, gcpProject: exporter === "google" ? gcpProject : undefined };
  switch (exporter) {
    case "posthog":
      return {
        host: posthogHost + POSTHOG_TRACES,
        apiKey: posthogApiKey ?? "",
        otlp,
        needs: "posthogApiKey",
      };
    case "google": {
      const host = addTracesPath(endpoint ?? GOOGLE);
      const refusal = isGoogleUrl(host)
        ? undefined
        : 'endpoint is not a Google host; exporter = "google" would send your Google token there';
      return { host, apiKey: "", otlp, needs: "gcpProject", refusal };
    }
    case "otlp":
      return {
        host: endpoint === undefined ? "" : addTracesPath(endpoint),
        apiKey: "",
        otlp,
        needs: "endpoint",
      };
  }
}

function selectExporter(settings: Settings, community: string | undefined): OtlpOptions["exporter"] {
  const { exporter, endpoint, gcpProject, posthogApiKey } = settings;
  if (exporter !== "auto") return exporter;
  if (endpoint !== undefined) return "otlp";
  if (gcpProject !== undefined && gcpProject !== community) return "google";
  return posthogApiKey === undefined ? "otlp" : "posthog";
}

function addTracesPath(endpoint: string): string {
  const base = endpoint.replace(/\/+$/, "");
  return base.endsWith(TRACES) ? base : base + TRACES;
}

/** Explains a missing part. It is not taken from another party, whose key would then be sent to this party's host. */
function describeMissing(
  wire: Wire,
  needs: SettingName,
  { destinationParty: party, provenance }: Resolved,
): string {
  const isNotSet = `${keyOf(needs)} is not set`;
  const given = DESTINATION_SETTINGS[wire].find((name) => provenance[name].kind !== "default");
  if (party === undefined || party === "author" || given === undefined) return isNotSet;
  return `${isNotSet}, and has to come from where ${keyOf(given)} does (${provenance[given].label})`;
}
