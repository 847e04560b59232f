/** Resolves a tool's telemetry on this machine: its settings, its destination, the consent decision and its folders. */
import { join } from "node:path";
import ci from "ci-info";
import type { ProcessInputs } from "../config/environment.js";
import { findToolFolders, getSettingsFileName, type ToolFolders } from "../config/file-locations.js";
import type { ResolvedSettings } from "../config/resolve-settings.js";
import { TRUST_FILE } from "../config/trust-records.js";
import {
  type Awareness,
  createOffState,
  decideConsent,
  getAwareness,
  type OffState,
  type OnState,
} from "../consent/decide-consent.js";
import { NOTICE_FILE } from "../consent/notice-record.js";
import {
  CHOICE_FILE,
  type ConsentSnapshot,
  type FoundChoice,
  getOptOutDate,
  readSavedChoice,
} from "../consent/saved-choice.js";
import type { RateLimits } from "../delivery/admission-control.js";
import { POLICY_DATE } from "../internal/package-info.js";
import { resolveProxy } from "../net/proxy-resolution.js";
import type { Profile } from "../profiles/profile.js";
import type { WireFormat } from "../transports/transport.js";
import type { CheckedOptions } from "./check-options.js";
import { type Destination, isLocalDestination, resolveDestination } from "./destination.js";
import { describeIgnoredSettings, describeNextStep } from "./next-step.js";
import { readSettings } from "./read-settings.js";
import type { TelemetryOptions } from "./telemetry-options.js";

/** The result, which delivery uses and `status` prints. Paths are undefined without a home directory. */
export interface ResolvedTelemetry extends ResolvedSettings {
  readonly state: OffState | OnState;
  readonly tool: string;
  readonly options: TelemetryOptions;
  readonly profile: Profile;
  readonly limits: RateLimits;
  readonly destination: Destination;
  readonly folders: ToolFolders | undefined;
  /** The date of the policy in force. */
  readonly policy: string;
  readonly choice: FoundChoice;
  readonly consentSnapshot: ConsentSnapshot | undefined;
  readonly choiceFile: string | undefined;
  readonly noticeFile: string | undefined;
  /** The file with the person's trust records. */
  readonly trustFile: string | undefined;
  readonly awareness: Awareness;
  /** The notice must be shown in the next run that can show it. It is not shown in CI, where no person reads it. */
  readonly isNoticeDue: boolean;
  readonly isCi: boolean;
  /** Undefined while telemetry is off. */
  readonly network: { readonly proxy: string | undefined } | undefined;
  /** The folder of the salt and the id. Undefined if they are not stored. */
  readonly identityFolder: string | undefined;
  /** Undefined if pending events are not stored. */
  readonly spoolFolder: string | undefined;
  /** Undefined if copies of requests are not stored. */
  readonly receiptsFolder: string | undefined;
}

/**
 * Reads every source of settings. It only reads files: it sends and writes nothing.
 * @param wire the wire format of the data; the default is that of the tool's profile
 */
export function resolveTelemetry(
  checked: CheckedOptions,
  inputs: ProcessInputs,
  wire: WireFormat = checked.profile.transport,
): ResolvedTelemetry {
  const { options, profile, mistake } = checked;
  const { tool, consent, community } = profile;
  const { policyDate: policy = POLICY_DATE } = options;
  const isCi = ci.isCI;
  const folders = findToolFolders(tool);
  const choiceFile = folders && join(folders.config, CHOICE_FILE);
  const noticeFile = folders && join(folders.config, NOTICE_FILE);
  const trustFile = folders && join(folders.config, TRUST_FILE);
  const personFile = folders && join(folders.config, getSettingsFileName(tool));
  const { resolved, limits } = readSettings(checked, inputs, { wire, personFile, trustFile });
  const choice = choiceFile === undefined ? undefined : readSavedChoice(choiceFile);
  const { settings } = resolved;
  const destination = resolveDestination(wire, resolved, community?.gcpProject);
  const proxy = resolveProxy(destination.host);
  const proxyUrl = proxy.kind === "proxied" ? proxy.proxy : undefined;

  const consentInputs = {
    ...toConsentInputs(resolved, destination),
    savedChoice: choice,
    savedChoiceFile: choiceFile,
    noticeFile,
    consentModel: consent,
    policy,
  };
  const awareness = getAwareness({
    ...consentInputs,
    isDestinationNamedByPerson: destination.party === "person",
    isDestinationLocal: proxy.kind === "direct" && isLocalDestination(destination),
  });
  const consentState =
    mistake === undefined
      ? decideConsent({ ...consentInputs, awareness })
      : createOffState("invalid_setting", mistake);
  const isBlockedByProxy = consentState.status === "on" && proxy.kind === "unsupported";
  const state = isBlockedByProxy ? createOffState("unusable_proxy", proxy.variable) : consentState;
  const nextStep = state.status === "off" ? describeNextStep(state.reason, checked, isCi) : undefined;
  const ignored =
    resolved.ignoredProjectSettings && describeIgnoredSettings(resolved.ignoredProjectSettings, checked);
  const isNoticeOpen = state.status === "on" || state.reason === "not_told";
  return {
    state: {
      ...state,
      ...(nextStep !== undefined && { nextStep }),
      ...(ignored !== undefined && { ignored }),
    },
    ...resolved,
    tool,
    options,
    profile,
    limits,
    destination,
    folders,
    policy,
    choice,
    consentSnapshot:
      choiceFile === undefined
        ? undefined
        : {
            file: choiceFile,
            optOutDate: getOptOutDate(choice),
            isForcedOn: consentInputs.isForcedOn,
          },
    choiceFile,
    noticeFile,
    trustFile,
    awareness,
    isNoticeDue: isNoticeOpen && awareness === "never" && consent !== "opt-in" && !isCi && !settings.debug,
    isCi,
    network: consentState.status === "off" ? undefined : { proxy: proxyUrl },
    // A container in CI is new every time, so stored data would count one machine as thousands.
    ...selectStorageFolders(resolved, consentState.status === "off" || isCi ? undefined : folders),
  };
}

/** Returns the inputs to the consent decision that the settings and the destination give. */
function toConsentInputs(resolved: ResolvedSettings, { missingPart, invalidReason }: Destination) {
  const problems = resolved.problems.map(({ key, source }) => `${source.label}: ${key}`);
  return {
    isDoNotTrackSet: resolved.isDoNotTrackSet,
    disabledBy: resolved.disabledBy?.label,
    isForcedOn: resolved.forcedOnBy !== undefined,
    isEnabledByVariable: resolved.enabledBy !== undefined,
    invalidSettings: invalidReason === undefined ? problems : [...problems, invalidReason],
    unreadableFiles: resolved.unreadableFiles,
    missingDestinationPart: missingPart,
    isPrinted: resolved.settings.debug,
  };
}

/** @param folders undefined if nothing is stored */
function selectStorageFolders(
  { settings, provenance }: ResolvedSettings,
  folders: ToolFolders | undefined,
): Pick<ResolvedTelemetry, "identityFolder" | "spoolFolder" | "receiptsFolder"> {
  const { spool, receipts, debug } = settings;
  // A project's file may turn the spool off, but not the person's copies of requests.
  const hasReceipts = !debug && receipts && (spool || provenance.spool.kind === "project");
  return {
    // A profile that stores no events still stores the salt, so that hashes agree from one run to the next.
    identityFolder: spool || provenance.spool.kind === "default" ? folders?.data : undefined,
    spoolFolder: spool && !debug ? folders?.spool : undefined,
    receiptsFolder: hasReceipts ? folders?.receipts : undefined,
  };
}
