/** Explains why telemetry is off, and how to change that. */
import { suggestFirstRun, suggestOptInVariable } from "../bootstrap/next-step.js";
import { WORKING_DIRECTORY } from "../bootstrap/read-settings.js";
import type { ResolvedTelemetry } from "../bootstrap/resolve-telemetry.js";
import { isOptedOut } from "../consent/saved-choice.js";
import {
  describeSource,
  explainInvalidSetting,
  suggestCorrection,
  suggestMissingSetting,
  suggestRemoval,
} from "./setting-explanation.js";
import type { CommandContext } from "./subcommand.js";
import { formatPath } from "./terminal-format.js";

export interface OffExplanation {
  /** A sentence without its full stop. */
  readonly why: string;
  /** How to turn telemetry on or repair it: commands, or a clause. Empty when nothing can be done here. */
  readonly fix: string;
  /** True when telemetry is off because of an error, and not because a person or author wants it. */
  readonly isFault: boolean;
}

/** Returns undefined when telemetry is on. */
export function explainOffState(
  telemetry: ResolvedTelemetry,
  context: CommandContext,
): OffExplanation | undefined {
  const { tool, command, toolFlag } = context;
  const { state, choice, problems } = telemetry;
  if (state.status === "on") return undefined;
  const { reason, source, error = "" } = state;
  const enable = `${command} enable${toolFlag}`;
  // A variable that turns telemetry off hides an opt-out, which has to be changed as well.
  const alsoEnable = isOptedOut(choice, false) ? `, then ${enable}` : "";
  switch (reason) {
    case "do_not_track":
      return explainIntent("DO_NOT_TRACK is set in the environment", `unset DO_NOT_TRACK${alsoEnable}`);
    case "disabled":
      return explainIntent(
        `${describeSource(source, tool)} turns it off`,
        `${suggestRemoval(source)}${alsoEnable}`,
      );
    case "saved_choice":
      return explainIntent(`You opted out${formatChoiceDate(telemetry)}`, enable);
    case "not_opted_in":
      return explainIntent(describeMissingOptIn(telemetry), suggestOptIn(telemetry, enable));
    case "unreadable_file":
      return explainUnreadableFile({ source, error }, telemetry, context);
    case "invalid_setting":
      return explainFault(explainInvalidSetting(source, problems), suggestCorrection(source, telemetry));
    case "not_told":
      return explainIntent(describeMissingNotice(telemetry), suggestOptIn(telemetry, enable));
    case "no_key":
      return explainMissingKey(source, telemetry, context);
    case "unusable_proxy":
      return explainUnusableProxy(source);
    default: // `not_installed` and `shut_down`, which a subcommand never finds
      return explainFault(reason, "");
  }
}

/**
 * Returns whether the standalone program cannot tell if telemetry is on. A key may be in the tool's own code, which that
 * program does not see.
 */
export function isStateUnknown(
  { state, destination }: ResolvedTelemetry,
  { isForAnyTool }: CommandContext,
): boolean {
  const isDestinationNamed = destination.party === "person" || destination.party === "project";
  return isForAnyTool && state.status === "off" && state.reason === "no_key" && !isDestinationNamed;
}

/** Formats the way out of a state as the end of a sentence: `To turn it on: mytool telemetry enable`. */
export function formatFix({ fix, isFault }: OffExplanation): string {
  return `${isFault ? "To repair it" : "To turn it on"}: ${fix}`;
}

/** Formats the date of the saved choice as ` on 2026-11-26`. Returns an empty text if it is not known. */
export function formatChoiceDate({ choice }: Pick<ResolvedTelemetry, "choice">): string {
  const date = choice?.telemetry === "unreadable" ? undefined : choice?.date;
  return date === undefined ? "" : ` on ${date.slice(0, 10)}`;
}

function suggestOptIn({ isCi, choiceFile, profile, state }: ResolvedTelemetry, enable: string): string {
  const variable = `set ${suggestOptInVariable(profile)}`;
  if (choiceFile === undefined) return variable; // no choice can be saved
  if (isCi) return `${enable}, or ${variable}`;
  const isNoticeEnough = state.status === "off" && state.reason === "not_told";
  return isNoticeEnough ? `${enable}, or ${suggestFirstRun(profile.tool)}` : enable;
}

function describeMissingOptIn(telemetry: ResolvedTelemetry): string {
  return telemetry.choice?.telemetry === "enabled"
    ? `You opted in${formatChoiceDate(telemetry)} to a data policy other than the current one (${telemetry.policy})`
    : `You have not opted in, and ${telemetry.tool} sends nothing without that`;
}

function describeMissingNotice({ awareness, tool }: ResolvedTelemetry): string {
  return awareness === "in_this_run"
    ? `${tool} shows you its notice in this run, and sends nothing before the next one`
    : `${tool} has not told you about it yet, so nothing is sent`;
}

function explainUnusableProxy(source: string): OffExplanation {
  return explainFault(
    `The proxy in ${source} cannot be used`,
    `set ${source} to an http:// or https:// proxy, or set NO_PROXY`,
  );
}

/** @param source a sentence, such as `posthog_api_key is not set` */
function explainMissingKey(
  source: string,
  telemetry: ResolvedTelemetry,
  context: CommandContext,
): OffExplanation {
  if (!isStateUnknown(telemetry, context))
    return explainFault(source, suggestMissingSetting(source, telemetry));
  const why = `${source} in the environment or a file. It may be set in ${context.tool}'s own code, which this command does not see`;
  return explainIntent(why, "");
}

/** Errors of a machine that is short of something. The file itself may be intact. */
const SHORTAGE = /^(?:EMFILE|ENFILE|ENOMEM|EAGAIN|EIO)\b/;

function explainUnreadableFile(
  { source, error }: { readonly source: string; readonly error: string },
  { choice, choiceFile }: ResolvedTelemetry,
  { command, toolFlag }: CommandContext,
): OffExplanation {
  const file = formatPath(source);
  if (choice?.telemetry === "unreadable" && source === choiceFile)
    return explainFault(
      `Your saved choice (${file}) cannot be read (${error}), so it counts as an opt-out`,
      SHORTAGE.test(error)
        ? "run the command again"
        : `${command} enable${toolFlag}, or ${command} disable${toolFlag}`,
    );
  if (source === WORKING_DIRECTORY)
    return explainFault(`The working directory cannot be read (${error})`, "change to another folder");
  return explainFault(`${file} cannot be used: ${error}`, suggestRepair(file, error));
}

function suggestRepair(file: string, error: string): string {
  if (SHORTAGE.test(error)) return "run the command again";
  // The file may not exist: its folder cannot be searched.
  if (/^(?:EACCES|EPERM)\b/.test(error)) return `make ${file} and its folder readable`;
  return `repair or remove ${file}`;
}

/** For a state that the person or the author has chosen. */
function explainIntent(why: string, fix: string): OffExplanation {
  return { why, fix, isFault: false };
}

function explainFault(why: string, fix: string): OffExplanation {
  return { why, fix, isFault: true };
}
