/** Creates the report that `status --json` prints and that `status.ts` formats. */
import { join } from "node:path";
import { getSendOptions } from "../../bootstrap/create-transport.js";
import { DESTINATION_SETTINGS } from "../../bootstrap/destination.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { createCircuitBreaker } from "../../bootstrap/shared-state.js";
import { IDENTITY_FILE } from "../../config/identity.js";
import type { LoggedRequest, RequestLogContents } from "../../delivery/request-log-reader.js";
import { checkFile } from "../../files/file-checks.js";
import { isNewerRecord } from "../../files/own-records.js";
import { countValues } from "../../internal/count-values.js";
import { getErrorMessage } from "../../internal/errors.js";
import {
  checkIdsFolder,
  countSpooledEvents,
  EMPTY_REQUEST_LOG,
  loadRequestLog,
  readPendingFiles,
} from "../local-data.js";
import type { OffExplanation } from "../off-explanation.js";
import { getRequestContent } from "../request-body.js";
import { reportSettings } from "./status-settings.js";

export type StatusReport = ReturnType<typeof createStatusReport>;

const NO_PENDING_FILES: ReturnType<typeof readPendingFiles> = { forThisServer: [], forOtherServers: [] };

/** Creates the report. A file that cannot be read is listed under `trouble`, and the rest is still reported. */
export function createStatusReport(telemetry: ResolvedTelemetry, reason: OffExplanation | undefined) {
  const { tool, state, settings, choice, choiceFile, policy, network, identityFolder, folders } = telemetry;
  const { filesRead, unreadableFiles } = telemetry;
  const { pending, requestLog, unreadable, trouble } = readLocalFiles(telemetry);
  return {
    tool,
    state: state.status,
    reason:
      state.status === "off"
        ? {
            name: state.reason,
            source: state.source,
            ...(state.error !== undefined && { error: state.error }),
            why: reason?.why,
            fix: reason?.fix,
          }
        : null,
    consent: telemetry.profile.consent,
    policy,
    choice: choice ?? null,
    choiceFile: choiceFile ?? null,
    noticeDue: telemetry.isNoticeDue,
    /** Whether the person was told about telemetry, or why that is not necessary. */
    told: telemetry.awareness,
    /** The variable that enables telemetry, or the source of the setting that names the destination. */
    toldBy: findToldBySource(telemetry),
    overrides: telemetry.forcedOnBy?.label ?? null,
    /** Settings of an untrusted project's file that were ignored. */
    ignored: state.ignored ?? null,
    /** Variables of an older version of the tool that are set. */
    obsolete: telemetry.obsoleteVariables,
    wire: telemetry.destination.wire,
    endpoint: telemetry.destination.host,
    /** Absent when telemetry is off; null when no proxy is used. */
    ...(network && { proxy: network.proxy === undefined ? null : stripCredentials(network.proxy) }),
    identity: settings.identity,
    folder: identityFolder ?? null,
    /** False if there is a file of the id that must not be used, or that a newer package wrote. */
    identityKept: isUsableIdentity(identityFolder),
    trouble,
    /** Whether pending events and sent requests are unknown, because their folders cannot be read. */
    unreadable,
    files: {
      settings: filesRead,
      unreadable: unreadableFiles.map(({ path }) => path),
      data: folders?.data ?? null,
    },
    pending: reportPendingFiles(pending, telemetry),
    lastDelivery: findLastDelivery(requestLog.requests),
    receiptsKept: telemetry.state.status === "off" || telemetry.receiptsFolder !== undefined,
    lastSevenDays: reportRequestLog(requestLog),
    settings: reportSettings(telemetry),
  };
}

function isUsableIdentity(folder: string | undefined): boolean {
  if (folder === undefined) return true;
  const file = join(folder, IDENTITY_FILE);
  return checkFile(file) === undefined && !isNewerRecord(file);
}

function readLocalFiles(telemetry: ResolvedTelemetry) {
  const trouble: string[] = [];
  /** Returns undefined if the files cannot be read. */
  const readOrReport = <T>(read: (telemetry: ResolvedTelemetry) => T, absent: T): T | undefined => {
    if (telemetry.folders === undefined) return absent;
    try {
      return read(telemetry);
    } catch (error) {
      const message = getErrorMessage(error);
      if (!trouble.includes(message)) trouble.push(message);
      return undefined;
    }
  };
  const pending = readOrReport(readPendingFiles, NO_PENDING_FILES);
  const requestLog = readOrReport(loadRequestLog, EMPTY_REQUEST_LOG);
  readOrReport(checkIdsFolder, undefined);
  return {
    pending: pending ?? NO_PENDING_FILES,
    requestLog: requestLog ?? EMPTY_REQUEST_LOG,
    unreadable: { pending: pending === undefined, requests: requestLog === undefined },
    trouble,
  };
}

function reportPendingFiles(
  { forThisServer, forOtherServers }: ReturnType<typeof readPendingFiles>,
  telemetry: ResolvedTelemetry,
) {
  const { folders } = telemetry;
  const breaker = createCircuitBreaker(folders && { ...getSendOptions(telemetry), folder: folders.spool });
  return {
    events: countSpooledEvents(forThisServer),
    files: forThisServer.length,
    bytes: forThisServer.reduce((sum, { bytes }) => sum + bytes, 0),
    forOtherServers: countSpooledEvents(forOtherServers),
    /** Consecutive failures up to now. */
    failedTries: breaker.failures,
    pausedUntil: breaker.isOpen ? new Date(breaker.openUntil).toISOString() : null,
  };
}

function reportRequestLog({ requests, dropCounts, damagedLineCount }: RequestLogContents) {
  return {
    requests: requests.length,
    answers: Object.fromEntries(countValues(requests.map(({ status }) => String(status ?? "none")))),
    refused: dropCounts.dropped,
    omitted: dropCounts.omitted,
    damagedReceipts: damagedLineCount,
  };
}

/** Returns the setting that causes the state `told`. Returns null if no setting does. */
function findToldBySource({
  awareness,
  enabledBy,
  provenance,
  destination,
}: ResolvedTelemetry): string | null {
  if (awareness === "opted_in") return enabledBy?.label ?? null;
  if (awareness !== "named_destination") return null;
  const named = DESTINATION_SETTINGS[destination.wire].find((name) => {
    const { kind } = provenance[name];
    return kind === "environment" || kind === "person";
  });
  return named === undefined ? null : provenance[named].label;
}

/** `events` is null for spans in protobuf, which only the server can count. `spans` tells whether the events are spans. */
function findLastDelivery(requests: readonly LoggedRequest[]) {
  const last = requests.findLast((request) => getRequestContent(request).kind !== "flags");
  if (last === undefined) return null;
  const { time, status, url } = last;
  const content = getRequestContent(last);
  const items = content.kind === "items" ? content.items : undefined;
  const isSpans = items === undefined || items[0]?.kind === "span";
  return { time, status: status ?? null, url, events: items?.length ?? null, spans: isSpans };
}

function stripCredentials(proxy: string): string {
  const { protocol, host } = new URL(proxy);
  return `${protocol}//${host}`;
}
