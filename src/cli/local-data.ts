/** Reads the local files of a tool's telemetry: pending events and the log of sent requests. */
import type { ResolvedTelemetry } from "../bootstrap/resolve-telemetry.js";
import type { RecordedEvent } from "../client/recording-client.js";
import type { ToolFolders } from "../config/file-locations.js";
import { type RequestLogContents, readRequestLog } from "../delivery/request-log-reader.js";
import { readSpoolFiles, type SpoolFile } from "../delivery/spool-contents.js";
import { getDestinationId } from "../delivery/spool-destination.js";
import { findPathProblem } from "../files/file-checks.js";
import { trustStored } from "../privacy/sanitizer/seal.js";
import { toPostHogEvent } from "../transports/posthog.js";
import { type BodyItem, listSentItems } from "./request-body.js";

/** @throws when the operating system knows no home folder */
export function requireFolders({ folders }: ResolvedTelemetry): ToolFolders {
  if (folders === undefined)
    throw new Error("this account has no home folder, so nothing is kept on this machine");
  return folders;
}

/** @throws an error that names the folder, the reason and the repair, if the folder must not be used */
function requireUsableFolder(folder: string, { folderProblems }: ResolvedTelemetry): string {
  const found = findPathProblem(folder, folderProblems);
  if (found === undefined) return folder;
  throw new Error(`${found.path} ${found.problem}, and is not used. To repair it: ${found.fix}`);
}

/** @throws an error if the folder of the ids must not be used */
export function checkIdsFolder(telemetry: ResolvedTelemetry): void {
  requireUsableFolder(requireFolders(telemetry).ids, telemetry);
}

interface PendingFiles {
  /** Events for the server in the current settings. */
  readonly forThisServer: readonly SpoolFile[];
  /** Events that were captured under other settings, such as a key in a tool's own code. */
  readonly forOtherServers: readonly SpoolFile[];
}

/** @throws an error if the folder cannot be read or used */
export function readPendingFiles(telemetry: ResolvedTelemetry): PendingFiles {
  const destinationId = getDestinationId(telemetry.destination.host, telemetry.destination.apiKey);
  const folder = requireUsableFolder(requireFolders(telemetry).spool, telemetry);
  const files = readSpoolFiles(folder, trustStored).filter(({ envelopes }) => envelopes.length > 0);
  return {
    forThisServer: files.filter((file) => file.destinationId === destinationId),
    forOtherServers: files.filter((file) => file.destinationId !== destinationId),
  };
}

export function countSpooledEvents(files: readonly SpoolFile[]): number {
  return files.reduce((sum, { envelopes }) => sum + envelopes.length, 0);
}

export const EMPTY_REQUEST_LOG: RequestLogContents = {
  requests: [],
  dropCounts: { dropped: {}, omitted: {} },
  damagedLineCount: 0,
  damagedFiles: [],
};

export function loadRequestLog(telemetry: ResolvedTelemetry): RequestLogContents {
  return readRequestLog(requireUsableFolder(requireFolders(telemetry).receipts, telemetry), Date.now());
}

/** Returns every event that was sent or is pending, oldest first, as far as the folders can be read. */
export function readLocalEvents(telemetry: ResolvedTelemetry): RecordedEvent[] {
  const readIfPossible = (read: () => RecordedEvent[]): RecordedEvent[] => {
    try {
      return read();
    } catch {
      return [];
    }
  };
  const sent = readIfPossible(() => {
    const items = listSentItems(loadRequestLog(telemetry).requests);
    return items.filter(({ kind }) => kind === "event").map(toRecordedEvent); // the library describes the spans of OTLP
  });
  const pending = readIfPossible(() => {
    const { forThisServer, forOtherServers } = readPendingFiles(telemetry);
    return [...forThisServer, ...forOtherServers].flatMap(({ envelopes }) => envelopes.map(toPostHogEvent));
  });
  return [...sent, ...pending];
}

/** Returns an event of any wire format in PostHog's form. */
function toRecordedEvent({ name, value }: BodyItem): RecordedEvent {
  const { properties, distinct_id = "", uuid = "", timestamp = "" } = Object(value);
  const isPlain = Object.hasOwn(value, "event_type"); // its properties are beside its name
  const { event_type: _, ...ownProperties } = Object(value);
  return {
    event: name,
    distinct_id,
    uuid,
    timestamp,
    properties: isPlain ? ownProperties : Object(properties),
  };
}
