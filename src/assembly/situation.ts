/** Where a tool's telemetry stands on this machine: what delivery goes by, and `status` tells. */
import { join } from "node:path";
import ci from "ci-info";
import type { Environment } from "../config/environment.js";
import { readSettingsFiles } from "../config/files.js";
import { type Folders, foldersOf } from "../config/paths.js";
import { type Way, wayTo } from "../config/proxy.js";
import { type Resolved, resolveSettings } from "../config/resolve.js";
import { type Consent, decideConsent, type Off, off, type TelemetryState } from "../gate/consent.js";
import { NOTICE_FILE } from "../gate/notice-record.js";
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
import { AUTHORS, aliasesOf, authorsMistake, identityOf, type TelemetryOptions } from "./author-options.js";
import { type Destination, destinationFor } from "./destination.js";

export type On = Extract<TelemetryState, { status: "on" }>;

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
  const { resolved, isShared } = settingsOf(identity, options, asker, folders);
  const choice = choiceFile === undefined ? undefined : readSavedChoice(choiceFile);
  const { settings, enabledExplicitly } = resolved;
  const destination = destinationFor(wire ?? transport, settings, community?.gcpProject);
  const decided = decideConsent({
    doNotTrack: resolved.doNotTrack,
    disabledBy: resolved.disabledBy?.label,
    enabledExplicitly,
    savedChoice: choice,
    savedChoiceFile: choiceFile ?? "",
    consent,
    policy,
    invalid: resolved.problems.map(({ key, source }) => `${source.label}: ${key}`),
    unreadableFiles: resolved.unreadable,
    lacking: destination.lacking,
    debug: settings.debug,
  });
  const wish = mistake === undefined ? decided : off("invalid_setting", mistake);
  const way: Way | undefined = wish.status === "off" ? undefined : wayTo(destination.host);
  return {
    state: way?.kind === "barred" ? off("unusable_proxy", way.variable) : wish,
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
        : { file: choiceFile, refused: refusedIn(choice), enabledExplicitly },
    choiceFile,
    noticeFile,
    ...(way === undefined
      ? NOTHING_KEPT
      : {
          network: { isCi: ci.isCI, proxy: way.kind === "through" ? way.proxy : undefined },
          // A container in CI is new every time: what is kept there counts one machine as thousands.
          ...keepingIn(resolved, ci.isCI ? undefined : folders),
        }),
  };
}

/** Reads every source of settings; the community's project has settings of its own, where that is the one in force. */
function settingsOf(
  identity: Profile,
  options: TelemetryOptions,
  { env, cwd }: Asker,
  folders: Folders | undefined,
): { readonly resolved: Resolved; readonly isShared: boolean } {
  const { tool, defaults, community } = identity;
  const personFile = folders && join(folders.config, `${tool}.toml`);
  const sources = {
    tool,
    aliases: aliasesOf(identity),
    options: Object.fromEntries(Object.entries(options).filter(([name]) => !AUTHORS.has(name))),
    env,
    files: readSettingsFiles({ tool, cwd: cwd(), personFile }),
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
