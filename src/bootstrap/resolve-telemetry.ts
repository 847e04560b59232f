/** Where a tool's telemetry stands on this machine: what delivery goes by, and `status` tells. */
import { join } from "node:path";
import ci from "ci-info";
import type { ResolvedSettings } from "../config/resolve-settings.js";
import { findToolFolders, type ToolFolders } from "../config/tool-folders.js";
import { TRUST_FILE } from "../config/trust-records.js";
import {
  type Consent,
  createOffState,
  decideConsent,
  type OffState,
  type OnState,
} from "../consent/decide-consent.js";
import { NOTICE_FILE } from "../consent/notice-record.js";
import {
  CHOICE_FILE,
  type ConsentSnapshot,
  type FoundChoice,
  getRefusalDate,
  readSavedChoice,
} from "../consent/saved-choice.js";
import { POLICY_DATE } from "../internal/package-info.js";
import { resolveProxy } from "../net/proxy-resolution.js";
import type { Profile, TraceLimits } from "../profiles/profile.js";
import type { WireFormat } from "../transports/transport.js";
import { type Destination, resolveDestination } from "./destination.js";
import type { ProcessInputs } from "./host-process.js";
import { explainState } from "./next-step.js";
import { getNoticeStatus, isInformed, type NoticeStatus } from "./notice-status.js";
import { readSettings } from "./read-settings.js";
import { findOptionMistake, resolveProfile, type TelemetryOptions } from "./telemetry-options.js";

/** What was found. */
export interface ResolvedTelemetry {
  readonly state: OffState | OnState;
  readonly tool: string;
  readonly profile: Profile;
  readonly limits: TraceLimits | undefined;
  readonly destination: Destination;
  readonly resolved: ResolvedSettings;
  /** Undefined where the system knows no home. */
  readonly folders: ToolFolders | undefined;
  readonly consent: Consent;
  readonly policy: string;
  readonly choice: FoundChoice;
  /** These undefined as above. */
  readonly consentSnapshot: ConsentSnapshot | undefined;
  readonly choiceFile: string | undefined;
  readonly noticeFile: string | undefined;
  /** The file that records which projects' files the person has trusted. */
  readonly trustFile: string | undefined;
  readonly noticeStatus: NoticeStatus;
  readonly isCi: boolean;
  /** Where telemetry is on. */
  readonly network: { readonly proxy: string | undefined } | undefined;
  /** The folder of what is kept on this machine; undefined where nothing is. */
  readonly identityFolder: string | undefined;
  readonly spoolFolder: string | undefined;
  /** The same for receipts, which no project's file can do away with. */
  readonly receiptsFolder: string | undefined;
}

/**
 * Asks every source. Reads files, and nothing else; sends, writes and makes nothing.
 * @param options whose `tool`, if it has one, can be used
 * @param wire by default that of the tool's profile
 */
export function resolveTelemetry(
  options: TelemetryOptions,
  inputs: ProcessInputs,
  wire?: WireFormat,
): ResolvedTelemetry {
  const mistake = findOptionMistake(options);
  const usableOptions =
    mistake === undefined ? options : { ...(options.tool !== undefined && { tool: options.tool }) };
  const identity = resolveProfile(usableOptions);
  const { tool, consent, transport, community } = identity;
  const { policyDate: policy = POLICY_DATE } = usableOptions;
  const folders = findToolFolders(tool);
  const choiceFile = folders && join(folders.config, CHOICE_FILE);
  const noticeFile = folders && join(folders.config, NOTICE_FILE);
  const trustFile = folders && join(folders.config, TRUST_FILE);
  const usedWire = wire ?? transport;
  const { resolved, isCommunityProject } = readSettings(identity, options, inputs, {
    folders,
    trustFile,
    wire: usedWire,
  });
  const choice = choiceFile === undefined ? undefined : readSavedChoice(choiceFile);
  const { settings } = resolved;
  const destination = resolveDestination(usedWire, resolved, community?.gcpProject);
  const proxy = resolveProxy(destination.host);
  const isOffOverridden = resolved.overriddenBy !== undefined;
  const told = getNoticeStatus({ resolved, choice, policy, destination, proxy, noticeFile });
  const decision = decideConsent({
    doNotTrack: resolved.doNotTrack,
    disabledBy: resolved.disabledBy?.label,
    isOffOverridden,
    isEnabledByVariable: resolved.enabledBy !== undefined,
    savedChoice: choice,
    savedChoiceFile: choiceFile ?? "",
    consent,
    policy,
    invalid: [
      ...resolved.problems.map(({ key, source }) => `${source.label}: ${key}`),
      ...(destination.invalidReason === undefined ? [] : [destination.invalidReason]),
    ],
    unreadableFiles: resolved.unreadableFiles,
    missing: destination.missing,
    isPrinted: settings.debug,
    isInformed: isInformed(told),
    noticeFile: noticeFile ?? "",
  });
  const intended = mistake === undefined ? decision : createOffState("invalid_setting", mistake);
  const isBlockedByProxy = intended.status === "on" && proxy.kind === "unsupported";
  const state = isBlockedByProxy ? createOffState("unusable_proxy", proxy.variable) : intended;
  return {
    state: explainState(state, { tool, profile: identity, author: usableOptions, resolved, isCi: ci.isCI }),
    tool,
    profile: identity,
    limits: isCommunityProject ? community?.limits : identity.limits,
    destination,
    resolved,
    folders,
    consent,
    policy,
    choice,
    consentSnapshot:
      choiceFile === undefined
        ? undefined
        : { file: choiceFile, refusedAt: getRefusalDate(choice), isOffOverridden },
    choiceFile,
    noticeFile,
    trustFile,
    noticeStatus: told,
    isCi: ci.isCI,
    ...(intended.status === "off"
      ? NO_STORAGE
      : {
          network: { proxy: proxy.kind === "proxied" ? proxy.proxy : undefined },
          // A container in CI is new every time: what is kept there counts one machine as thousands.
          ...selectStorageFolders(resolved, ci.isCI ? undefined : folders),
        }),
  };
}

type StorageFolders = Pick<ResolvedTelemetry, "identityFolder" | "spoolFolder" | "receiptsFolder">;

const NO_STORAGE = {
  network: undefined,
  identityFolder: undefined,
  spoolFolder: undefined,
  receiptsFolder: undefined,
};

/** Where what is on keeps what it keeps. @param folders those that last */
function selectStorageFolders(
  { settings, provenance }: ResolvedSettings,
  folders: ToolFolders | undefined,
): StorageFolders {
  const { spool, receipts, debug } = settings;
  const hasReceipts = !debug && receipts && (spool || provenance.spool.kind === "project");
  return {
    // A profile that keeps no events keeps the salt all the same, or nothing could be told apart from one run to the next.
    identityFolder: spool || provenance.spool.kind === "default" ? folders?.data : undefined,
    spoolFolder: spool && !debug ? folders?.spool : undefined,
    receiptsFolder: hasReceipts ? folders?.receipts : undefined,
  };
}

/** How many events or spans may leave in a minute: a tool's limit, or what somebody has set where that is less. */
export function getMaxPerMinute({ limits, resolved: { settings, provenance } }: ResolvedTelemetry): number {
  if (limits === undefined) return settings.eventsPerMinute;
  const isSet = provenance.eventsPerMinute.kind !== "default";
  return isSet ? Math.min(limits.perMinute, settings.eventsPerMinute) : limits.perMinute;
}
