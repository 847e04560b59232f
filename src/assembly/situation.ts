/** Where a tool's telemetry stands on this machine: what delivery goes by, and `status` tells. */
import { join } from "node:path";
import ci from "ci-info";
import type { Environment } from "../config/environment.js";
import { readSettingsFiles } from "../config/files.js";
import { isLoopbackUrl } from "../config/loopback.js";
import { type Folders, foldersOf } from "../config/paths.js";
import { type Way, wayTo } from "../config/proxy.js";
import { type Resolved, resolveSettings } from "../config/resolve.js";
import { TRUST_FILE } from "../config/trusted-files.js";
import { type Consent, decideConsent, hasEnabledUnder, type Off, type On, off } from "../gate/consent.js";
import { isOfThisRun, NOTICE_FILE, readNotice } from "../gate/notice-record.js";
import {
  CHOICE_FILE,
  type FoundChoice,
  type Obedience,
  readSavedChoice,
  refusedIn,
} from "../gate/saved-choice.js";
import type { Limits, Profile } from "../profiles/profile.js";
import type { Wire } from "../transports/transport.js";
import { POLICY_DATE } from "../version.js";
import {
  aliasesOf,
  authorsMistake,
  identityOf,
  isSettingName,
  type TelemetryOptions,
} from "./author-options.js";
import { DESTINATION_SETTINGS, type Destination, resolveDestination } from "./destination.js";
import { explainState } from "./next-step.js";

/** Who asks, and from where. */
export interface Asker {
  readonly env: Environment;
  /** Undefined where the working directory is gone. */
  readonly cwd: () => string | undefined;
}

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
  /** What the person has trusted. */
  readonly trustFile: string | undefined;
  /** Telemetry would leave the machine, and the person has neither opted in nor named where it is sent. */
  readonly mustBeTold: boolean;
  readonly isCi: boolean;
  /** Where telemetry is on. */
  readonly network: { readonly isCi: boolean; readonly proxy: string | undefined } | undefined;
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
export function situationOf(options: TelemetryOptions, asker: Asker, wire?: Wire): Situation {
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
  const { resolved, isShared } = settingsOf(identity, options, asker, { folders, trustFile, wire: usedWire });
  const choice = choiceFile === undefined ? undefined : readSavedChoice(choiceFile);
  const { settings } = resolved;
  const destination = resolveDestination(usedWire, resolved, community?.gcpProject);
  const way = wayTo(destination.host);
  const isOffOverridden = resolved.overriddenBy !== undefined;
  const isKnown = destination.party === "person" || isOnThisMachine(destination, way);
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
    isTold: () => isKnown || wasToldBefore(noticeFile, policy),
    noticeFile: noticeFile ?? "",
  });
  const wish = mistake === undefined ? decided : off("invalid_setting", mistake);
  const isBarred = wish.status === "on" && way.kind === "barred";
  const state = isBarred ? off("unusable_proxy", way.variable) : wish;
  return {
    state: explainState(state, { tool, identity, author: usable, resolved }),
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
    mustBeTold: !isKnown && consent !== "opt-in" && !settings.debug && !isEnabled(resolved, choice, policy),
    isCi: ci.isCI,
    ...(wish.status === "off"
      ? NOTHING_KEPT
      : {
          network: { isCi: ci.isCI, proxy: way.kind === "through" ? way.proxy : undefined },
          // A container in CI is new every time: what is kept there counts one machine as thousands.
          ...keepingIn(resolved, ci.isCI ? undefined : folders),
        }),
  };
}

/** Whether the person has turned telemetry on, knowing this policy. */
function isEnabled({ enabledBy }: Resolved, choice: FoundChoice, policy: string): boolean {
  return enabledBy !== undefined || hasEnabledUnder(choice, policy);
}

/**
 * Whether nothing that is sent leaves this machine. An OTLP collector on loopback forwards what it gets as a rule, so it
 * counts only where the person or the author's `overrides` name it.
 */
function isOnThisMachine({ wire, host, party }: Destination, way: Way): boolean {
  if (!URL.canParse(host) || !isLoopbackUrl(new URL(host)) || way.kind !== "direct") return false;
  return wire !== "otlp" || party === "override";
}

/** Nothing is sent in the run in which the person is told: they can opt out before the next. */
function wasToldBefore(noticeFile: string | undefined, policy: string): boolean {
  const notice = noticeFile === undefined ? undefined : readNotice(noticeFile);
  return notice?.policy === policy && !isOfThisRun(notice);
}

/** The author is warned of other names, which do no harm. */
function pickSettings(options: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(options).filter(([name]) => isSettingName(name)));
}

interface SettingsPlaces {
  readonly folders: Folders | undefined;
  readonly trustFile: string | undefined;
  readonly wire: Wire;
}

/** Reads every source of settings; the community's project has settings of its own, where that is the one in force. */
function settingsOf(
  identity: Profile,
  { overrides = {}, ...options }: TelemetryOptions,
  { env, cwd }: Asker,
  { folders, trustFile, wire }: SettingsPlaces,
): { readonly resolved: Resolved; readonly isShared: boolean } {
  const { tool, defaults, community } = identity;
  const personFile = folders && join(folders.config, `${tool}.toml`);
  const sources = {
    tool,
    aliases: aliasesOf(identity),
    options: pickSettings(options),
    overrides: pickSettings(overrides),
    env,
    files: readSettingsFiles({ tool, cwd: cwd(), personFile, trustFile }),
    destination: DESTINATION_SETTINGS[wire],
  };
  const found = resolveSettings({ ...sources, defaults: { ...defaults } });
  const isShared = community !== undefined && found.settings.gcpProject === community.gcpProject;
  const resolved = isShared
    ? resolveSettings({ ...sources, defaults: { ...defaults, ...community.defaults } })
    : found;
  return { resolved, isShared };
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
