/** What of a tool's telemetry lies on this machine. */
import type { ResolvedTelemetry } from "../bootstrap/resolve-telemetry.js";
import type { ToolFolders } from "../config/file-locations.js";
import { type RequestLogContents, readRequestLog } from "../delivery/request-log-reader.js";
import { getDestinationId } from "../delivery/sender-process.js";
import { readSpoolFiles, type SpoolFile } from "../delivery/spool-contents.js";
import { resealed } from "../privacy/sanitizer/seal.js";
import type { RecordedEvent } from "../testing/test-telemetry.js";
import { toPostHogEvent } from "../transports/posthog.js";

/** @throws where the system knows no home */
export function requireFolders({ folders }: ResolvedTelemetry): ToolFolders {
  if (folders === undefined)
    throw new Error("this account has no home folder, so nothing is kept on this machine");
  return folders;
}

interface PendingFiles {
  /** What goes to the server that is set now. */
  readonly forThisServer: readonly SpoolFile[];
  /** What was captured for others. */
  readonly forOtherServers: readonly SpoolFile[];
}

export function readPendingFiles(telemetry: ResolvedTelemetry): PendingFiles {
  const destination = getDestinationId(telemetry.destination.host, telemetry.destination.apiKey);
  const files = readSpoolFiles(requireFolders(telemetry).spool, resealed).filter(
    ({ envelopes }) => envelopes.length > 0,
  );
  return {
    forThisServer: files.filter((file) => file.destinationId === destination),
    forOtherServers: files.filter((file) => file.destinationId !== destination),
  };
}

export function loadRequestLog(telemetry: ResolvedTelemetry): RequestLogContents {
  return readRequestLog(requireFolders(telemetry).receipts, Date.now());
}

/** How many events are in a request; undefined where it asks for flags. */
export function countEventsInBody(text: string): number | undefined {
  return (
    parseBodyList(text, "batch")?.length ?? parseBodyList(text, "events")?.length ?? countSpansInBody(text)
  );
}

/** Spans in OTLP's JSON. */
function countSpansInBody(text: string): number | undefined {
  try {
    const { resourceSpans } = JSON.parse(text);
    return resourceSpans.flatMap(({ scopeSpans }: ResourceSpans) => scopeSpans.flatMap(({ spans }) => spans))
      .length;
  } catch {
    return undefined;
  }
}

interface ResourceSpans {
  readonly scopeSpans: readonly { readonly spans: readonly unknown[] }[];
}

/** In PostHog's form, whichever wire they went by. */
function parseEventsInBody(text: string): RecordedEvent[] {
  const httpEvents = parseBodyList<{ readonly event_type: string }>(text, "events") ?? [];
  return (
    parseBodyList<RecordedEvent>(text, "batch") ??
    httpEvents.map(({ event_type: event, ...properties }) => ({
      event,
      distinct_id: "",
      uuid: "",
      timestamp: "",
      properties,
    }))
  );
}

/** PostHog's wire lists events under `batch`, the plain one under `events`. */
function parseBodyList<T>(text: string, key: "batch" | "events"): T[] | undefined {
  try {
    const list: unknown = Object(JSON.parse(text))[key];
    return Array.isArray(list) ? list : undefined;
  } catch {
    return undefined;
  }
}

export function countSpooledEvents(files: readonly SpoolFile[]): number {
  return files.reduce((sum, { envelopes }) => sum + envelopes.length, 0);
}

/** Every event that was sent from here or waits, oldest first; of what cannot be read none. */
export function readLocalEvents(telemetry: ResolvedTelemetry): RecordedEvent[] {
  try {
    const { forThisServer, forOtherServers } = readPendingFiles(telemetry);
    const sent = loadRequestLog(telemetry).requests.flatMap(({ text }) => parseEventsInBody(text));
    return [
      ...sent,
      ...[...forThisServer, ...forOtherServers].flatMap(({ envelopes }) => envelopes.map(toPostHogEvent)),
    ];
  } catch {
    return [];
  }
}
