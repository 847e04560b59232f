/** Where a tool's data go, by its wire and its settings, or what is not set that would say so. */
import { keyOf, type Settings } from "../config/settings.js";
import type { OtlpOptions, Wire } from "../transports/transport.js";

export interface Destination {
  readonly wire: Wire;
  /** The address; of PostHog without a path. Empty where none is set. */
  readonly host: string;
  /** What the server knows the tool by; empty where it asks for nothing. */
  readonly apiKey: string;
  /** Of the wire `otlp`. */
  readonly otlp: OtlpOptions | undefined;
  /** What has to be set before anything can be sent; undefined where it is. */
  readonly lacking: string | undefined;
}

/** @param community the project whose collector is the author's: it takes no credentials of Google's */
export function destinationFor(wire: Wire, settings: Settings, community: string | undefined): Destination {
  const { posthogHost, posthogApiKey, endpoint } = settings;
  switch (wire) {
    case "posthog":
      return {
        wire,
        host: posthogHost,
        apiKey: posthogApiKey ?? "",
        otlp: undefined,
        lacking: lackOf({ posthogApiKey }),
      };
    case "http":
      return { wire, host: endpoint ?? "", apiKey: "", otlp: undefined, lacking: lackOf({ endpoint }) };
    case "otlp":
      return { wire, ...traceDestination(settings, community) };
  }
}

/** OTLP/HTTP's default path (opentelemetry.io/docs/specs/otlp, 4.3). */
const TRACES = "/v1/traces";
/** posthog.com/docs/llm-analytics/installation/opentelemetry */
const POSTHOG_TRACES = "/i/v0/ai/otel";
/** cloud.google.com/stackdriver/docs/reference/telemetry/v1.traces */
const GOOGLE = "https://telemetry.googleapis.com";

function traceDestination(settings: Settings, community: string | undefined): Omit<Destination, "wire"> {
  const { posthogHost, posthogApiKey, endpoint, gcpProject, otlpProtocol: protocol } = settings;
  const exporter = exporterOf(settings, community);
  const otlp = { exporter, protocol, gcpProject: exporter === "google" ? gcpProject : undefined };
  switch (exporter) {
    case "posthog":
      return {
        host: posthogHost + POSTHOG_TRACES,
        apiKey: posthogApiKey ?? "",
        otlp,
        lacking: lackOf({ posthogApiKey }),
      };
    case "google":
      return { host: withTraces(endpoint ?? GOOGLE), apiKey: "", otlp, lacking: lackOf({ gcpProject }) };
    case "otlp":
      return {
        host: endpoint === undefined ? "" : withTraces(endpoint),
        apiKey: "",
        otlp,
        lacking: lackOf({ endpoint }),
      };
  }
}

function exporterOf(settings: Settings, community: string | undefined): OtlpOptions["exporter"] {
  const { exporter, endpoint, gcpProject, posthogApiKey } = settings;
  if (exporter !== "auto") return exporter;
  if (endpoint !== undefined) return "otlp";
  if (gcpProject !== undefined && gcpProject !== community) return "google";
  return posthogApiKey === undefined ? "otlp" : "posthog";
}

function withTraces(endpoint: string): string {
  const base = endpoint.replace(/\/+$/, "");
  return base.endsWith(TRACES) ? base : base + TRACES;
}

function lackOf(needed: Partial<Settings>): string | undefined {
  const [name] = Object.entries(needed).find(([, value]) => value === undefined) ?? [];
  return name === undefined ? undefined : `${keyOf(name)} is not set`;
}
