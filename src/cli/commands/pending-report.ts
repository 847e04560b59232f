/** Reads the pending events, with the request bodies in which they would be sent now. */

import { createTransport, getSendOptions, type SendOptions } from "../../bootstrap/create-transport.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { getBacklogBatchSize } from "../../delivery/backlog-delivery.js";
import { decodeBody } from "../../delivery/request-log-reader.js";
import type { SpoolFile } from "../../delivery/spool-contents.js";
import type { Envelope } from "../../envelope.js";
import { SPAN_EVENT } from "../../events/event-names.js";
import type { Fetch } from "../../net/http-client.js";
import { toPostHogEvent } from "../../transports/posthog.js";
import { readPendingFiles } from "../local-data.js";
import type { BodyItem } from "../request-body.js";

export interface PendingFileReport {
  readonly file: string;
  /** The id of a running process that will send the file itself. */
  readonly heldBy: number | null;
  readonly events: number;
  /** The request bodies without `sent_at`. Null for another server, because its key is not known. */
  readonly bodies: readonly string[] | null;
  /** The events for another server. */
  readonly envelopes?: readonly object[];
}

export async function describePendingFiles(telemetry: ResolvedTelemetry): Promise<PendingFileReport[]> {
  const { forThisServer, forOtherServers } = readPendingFiles(telemetry);
  const describeFile = ({ path, ownerPid, envelopes }: SpoolFile) => ({
    file: path,
    heldBy: ownerPid ?? null,
    events: envelopes.length,
  });
  const reports: PendingFileReport[] = [];
  for (const file of forThisServer)
    reports.push({ ...describeFile(file), bodies: await buildRequestBodies(file, telemetry) });
  for (const file of forOtherServers)
    reports.push({ ...describeFile(file), bodies: null, envelopes: file.envelopes.map(toPostHogEvent) });
  return reports;
}

/** Builds the bodies with the real transport, over a `fetch` that records and sends nothing. */
async function buildRequestBodies({ envelopes }: SpoolFile, telemetry: ResolvedTelemetry): Promise<string[]> {
  const bodies: string[] = [];
  const captureBody: Fetch = (_, { body = "" }) => {
    bodies.push(decodeBody(body));
    return Promise.reject(new Error("not sent"));
  };
  const sendOptions: SendOptions = {
    ...getSendOptions(telemetry),
    requestLogFolder: undefined,
    consentSnapshot: undefined,
  };
  const { transport } = createTransport(sendOptions, { customFetch: captureBody });
  const size = getBacklogBatchSize(sendOptions.batchSize);
  for (let from = 0; from < envelopes.length; from += size)
    await transport.send(envelopes.slice(from, from + size), new AbortController().signal);
  return bodies;
}

export interface PendingItem extends BodyItem {
  readonly file: string;
  readonly isForThisServer: boolean;
}

/** Returns each pending event, oldest file first. */
export function listPendingItems(telemetry: ResolvedTelemetry): PendingItem[] {
  const { forThisServer, forOtherServers } = readPendingFiles(telemetry);
  const listFileItems = ({ path, envelopes }: SpoolFile, isForThisServer: boolean) =>
    envelopes.map((envelope) => ({ ...toBodyItem(envelope), file: path, isForThisServer }));
  return [
    ...forThisServer.flatMap((file) => listFileItems(file, true)),
    ...forOtherServers.flatMap((file) => listFileItems(file, false)),
  ];
}

function toBodyItem(envelope: Envelope): BodyItem {
  const { event, uuid, properties } = envelope;
  const isSpan = event === SPAN_EVENT && typeof properties.trace_id === "string";
  return {
    kind: isSpan ? "span" : "event",
    name: isSpan ? String(properties.name) : event,
    id: uuid,
    value: toPostHogEvent(envelope),
  };
}
