/** Resolves a tool's telemetry on this machine: its settings, its destination, its state and its folders. */
import { join } from "node:path";
import { getSettingsFileName, type ToolFolders } from "../config/file-locations.js";
import type { ResolvedSettings } from "../config/resolve-settings.js";
import { TRUST_FILE } from "../config/trust-records.js";
import { NOTICE_FILE } from "../consent/notice-record.js";
import {
  CHOICE_FILE,
  type ConsentSnapshot,
  type FoundChoice,
  getFileSignature,
  getOptOutDate,
  readSavedChoice,
} from "../consent/saved-choice.js";
import type { RateLimits } from "../delivery/admission-control.js";
import { checkFolder, findPathProblem, type PathProblem } from "../files/file-checks.js";
import { POLICY_DATE } from "../internal/package-info.js";
import type { ObsoleteVariable, Profile } from "../profiles/profile.js";
import type { WireFormat } from "../transports/transport.js";
import type { CheckedOptions } from "./check-options.js";
import { decideState, type StateDecision } from "./decide-state.js";
import { type Destination, resolveDestination } from "./destination.js";
import type { ProcessInputs } from "./process-inputs.js";
import { readSettings } from "./read-settings.js";
import type { TelemetryOptions } from "./telemetry-options.js";

/** The result, which delivery uses and `status` prints. Paths are undefined without a home directory. */
export interface ResolvedTelemetry extends ResolvedSettings, Omit<StateDecision, "isAllowed"> {
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
  /** Variables that are set and have no effect. */
  readonly obsoleteVariables: readonly ObsoleteVariable[];
  readonly isCi: boolean;
  /** The folders that must not be used. What belongs there is in memory alone, as without a home directory. */
  readonly folderProblems: readonly PathProblem[];
  /**
   * The proxy on the way to the destination. It is undefined while telemetry is off, unless only an unusable proxy turns it off. The same
   * is true of the four folders below.
   */
  readonly network: { readonly proxy: string | undefined } | undefined;
  /** The folder of the salt and the id. Undefined if they are not stored. */
  readonly identityFolder: string | undefined;
  /** The folder of the ids under which events were sent. Undefined if they are not stored. */
  readonly idsFolder: string | undefined;
  /** Undefined if undelivered events are not stored. */
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
  const { options, profile } = checked;
  const { tool, community } = profile;
  const { policyDate: policy = POLICY_DATE } = options;
  const { isCi } = inputs;
  const folders = inputs.findToolFolders(tool);
  const personFile = folders && join(folders.config, getSettingsFileName(tool));
  const choiceFile = folders && join(folders.config, CHOICE_FILE);
  const noticeFile = folders && join(folders.config, NOTICE_FILE);
  const trustFile = folders && join(folders.config, TRUST_FILE);
  const { resolved, limits } = readSettings(checked, inputs, { wire, personFile, trustFile });
  const destination = resolveDestination(wire, resolved, community?.gcpProject);
  const proxy = inputs.resolveProxy(destination.host);
  // Before the file is read, so that the watch sees every later change.
  const choiceSignature = choiceFile === undefined ? "" : getFileSignature(choiceFile);
  const choice = choiceFile === undefined ? undefined : readSavedChoice(choiceFile);
  const { isAllowed, ...decision } = decideState({
    checked,
    resolved,
    destination,
    proxy,
    isCi,
    policy,
    choice,
    choiceFile,
    noticeFile,
  });
  // In CI each run has a new disk. A stored id would be a new installation in each run.
  const storageFolders = isAllowed && !isCi ? folders : undefined;
  const folderProblems = folders === undefined ? [] : checkFolders(folders);
  return {
    ...resolved,
    ...decision,
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
            signature: choiceSignature,
            optOutDate: getOptOutDate(choice),
            isForcedOn: resolved.forcedOnBy !== undefined,
          },
    choiceFile,
    noticeFile,
    trustFile,
    obsoleteVariables: (profile.obsoleteVariables ?? []).filter(({ name }) => inputs.env[name]),
    isCi,
    network: isAllowed ? { proxy: proxy.kind === "proxied" ? proxy.proxy : undefined } : undefined,
    folderProblems,
    ...selectStorageFolders(resolved, storageFolders, folderProblems),
  };
}

/** Nothing in a folder is checked if the folder must not be used. */
function checkFolders({ data, spool, ids, receipts }: ToolFolders): PathProblem[] {
  const dataProblem = checkFolder(data);
  if (dataProblem !== undefined) return [dataProblem];
  return [spool, ids, receipts].flatMap((folder) => checkFolder(folder) ?? []);
}

/** @param folders undefined if nothing is stored */
function selectStorageFolders(
  { settings, provenance }: ResolvedSettings,
  folders: ToolFolders | undefined,
  folderProblems: readonly PathProblem[],
): Pick<ResolvedTelemetry, "identityFolder" | "idsFolder" | "spoolFolder" | "receiptsFolder"> {
  const { spool, receipts, dryRun } = settings;
  // A profile that stores no events still stores the salt, so that hashes agree from one run to the next.
  const isSpoolOffByProfile = !spool && provenance.spool.kind === "default";
  const isIdentityKept = spool || isSpoolOffByProfile;
  // A project's file may turn the spool off, but not the person's copies of requests.
  const isSpoolOffByProject = !spool && provenance.spool.kind === "project";
  const hasReceipts = receipts && !dryRun && (spool || isSpoolOffByProject);
  const selectFolder = (isWanted: boolean, folder: string | undefined) =>
    isWanted && folder !== undefined && findPathProblem(folder, folderProblems) === undefined
      ? folder
      : undefined;
  return {
    identityFolder: selectFolder(isIdentityKept, folders?.data),
    idsFolder: selectFolder(isIdentityKept, folders?.ids),
    spoolFolder: selectFolder(spool && !dryRun, folders?.spool),
    receiptsFolder: selectFolder(hasReceipts, folders?.receipts),
  };
}
