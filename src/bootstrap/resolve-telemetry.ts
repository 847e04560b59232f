/** Where a tool's telemetry stands on this machine: what delivery goes by, and `status` tells. */
import { join } from "node:path";
import ci from "ci-info";
import type { Resolved } from "../config/resolve-settings.js";
import { type Folders, foldersOf } from "../config/tool-folders.js";
import { TRUST_FILE } from "../config/trusted-files.js";
import { type Consent, decideConsent, type Off, type On, off } from "../consent/decide-consent.js";
import { NOTICE_FILE } from "../consent/notice-record.js";
import {
  CHOICE_FILE,
  type FoundChoice,
  type Obedience,
  readSavedChoice,
  refusedIn,
} from "../consent/saved-choice.js";
import { POLICY_DATE } from "../internal/package-info.js";
import { wayTo } from "../net/proxy-resolution.js";
import type { Limits, Profile } from "../profiles/profile.js";
import type { Wire } from "../transports/transport.js";
import { authorsMistake, identityOf, type TelemetryOptions } from "./author-options.js";
import { type Destination, resolveDestination } from "./destination.js";
import type { ProcessInputs } from "./host-process.js";
import { explainState } from "./next-step.js";
import { readSettings } from "./read-settings.js";
import { findTold, isTold, type Told } from "./told.js";

/** What was found. */
export interface Situation {
  readonly state: Off | On;
  readonly tool: string;
  readonly identity: Profile;
  readonly limits: Limits | undefined;
  readonly destination: Destination;
  readonly resolved: Resolved;
  /** Undefined where the system knows no home. */
  readonly folders: Folders | undefined;
  readonly consent: Consent;
  readonly policy: string;
  readonly choice: FoundChoice;
  /** These undefined as above. */
  readonly obedience: Obedience | undefined;
  readonly choiceFile: string | undefined;
  readonly noticeFile: string | undefined;
  /** The file that records which projects' files the person has trusted. */
  readonly trustFile: string | undefined;
  readonly told: Told;
  readonly isCi: boolean;
  /** Where telemetry is on. */
  readonly network: { readonly proxy: string | undefined } | undefined;
  /** The folder of what is kept on this machine; undefined where nothing is. */
  readonly kept: string | undefined;
  readonly spoolFolder: string | undefined;
  /** The same for receipts, which no project's file can do away with. */
  readonly receiptsFolder: string | undefined;
}

/**
 * Asks every source. Reads files, and nothing else; sends, writes and makes nothing.
 * @param options whose `tool`, if it has one, can be used
 * @param wire by default that of the tool's profile
 */
export function situationOf(options: TelemetryOptions, inputs: ProcessInputs, wire?: Wire): Situation {
  const mistake = authorsMistake(options);
  const usable =
    mistake === undefined ? options : { ...(options.tool !== undefined && { tool: options.tool }) };
  const identity = identityOf(usable);
  const { tool, consent, transport, community } = identity;
  const { policyDate: policy = POLICY_DATE } = usable;
  const folders = foldersOf(tool);
  const choiceFile = folders && join(folders.config, CHOICE_FILE);
  const noticeFile = folders && join(folders.config, NOTICE_FILE);
  const trustFile = folders && join(folders.config, TRUST_FILE);
  const usedWire = wire ?? transport;
  const { resolved, isShared } = readSettings(identity, options, inputs, {
    folders,
    trustFile,
    wire: usedWire,
  });
  const choice = choiceFile === undefined ? undefined : readSavedChoice(choiceFile);
  const { settings } = resolved;
  const destination = resolveDestination(usedWire, resolved, community?.gcpProject);
  const way = wayTo(destination.host);
  const isOffOverridden = resolved.overriddenBy !== undefined;
  const told = findTold({ resolved, choice, policy, destination, way, noticeFile });
  const decided = decideConsent({
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
      ...(destination.refusal === undefined ? [] : [destination.refusal]),
    ],
    unreadableFiles: resolved.unreadable,
    missing: destination.missing,
    isPrinted: settings.debug,
    isTold: isTold(told),
    noticeFile: noticeFile ?? "",
  });
  const wish = mistake === undefined ? decided : off("invalid_setting", mistake);
  const isBarred = wish.status === "on" && way.kind === "barred";
  const state = isBarred ? off("unusable_proxy", way.variable) : wish;
  return {
    state: explainState(state, { tool, identity, author: usable, resolved, isCi: ci.isCI }),
    tool,
    identity,
    limits: isShared ? community?.limits : identity.limits,
    destination,
    resolved,
    folders,
    consent,
    policy,
    choice,
    obedience:
      choiceFile === undefined
        ? undefined
        : { file: choiceFile, refused: refusedIn(choice), enabledExplicitly: isOffOverridden },
    choiceFile,
    noticeFile,
    trustFile,
    told,
    isCi: ci.isCI,
    ...(wish.status === "off"
      ? NOTHING_KEPT
      : {
          network: { proxy: way.kind === "through" ? way.proxy : undefined },
          // A container in CI is new every time: what is kept there counts one machine as thousands.
          ...keepingIn(resolved, ci.isCI ? undefined : folders),
        }),
  };
}

type Keeping = Pick<Situation, "kept" | "spoolFolder" | "receiptsFolder">;

const NOTHING_KEPT = {
  network: undefined,
  kept: undefined,
  spoolFolder: undefined,
  receiptsFolder: undefined,
};

/** Where what is on keeps what it keeps. @param folders those that last */
function keepingIn({ settings, provenance }: Resolved, folders: Folders | undefined): Keeping {
  const { spool, receipts, debug } = settings;
  const hasReceipts = !debug && receipts && (spool || provenance.spool.kind === "project");
  return {
    // A profile that keeps no events keeps the salt all the same, or nothing could be told apart from one run to the next.
    kept: spool || provenance.spool.kind === "default" ? folders?.data : undefined,
    spoolFolder: spool && !debug ? folders?.spool : undefined,
    receiptsFolder: hasReceipts ? folders?.receipts : undefined,
  };
}

/** How many events or spans may leave in a minute: a tool's limit, or what somebody has set where that is less. */
export function perMinuteOf({ limits, resolved: { settings, provenance } }: Situation): number {
  if (limits === undefined) return settings.eventsPerMinute;
  const isSet = provenance.eventsPerMinute.kind !== "default";
  return isSet ? Math.min(limits.perMinute, settings.eventsPerMinute) : limits.perMinute;
}
