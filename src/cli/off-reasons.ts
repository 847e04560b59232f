/** Why telemetry is off, in a sentence, and what a person can do about it. */
import type { Situation } from "../bootstrap/resolve-telemetry.js";
import { environmentPrefix } from "../config/environment.js";
import { problemText } from "../config/resolve-settings.js";
import { keyOf } from "../config/settings-table.js";
import { makePrintable } from "../internal/terminal-text.js";
import type { Context } from "./subcommand.js";

export interface Reason {
  readonly why: string;
  /** What turns it on, or mends it. */
  readonly fix: string;
  /** Nobody wanted this. */
  readonly isFault: boolean;
}

/** Undefined where it is on. */
export function reasonOf(situation: Situation, context: Context): Reason | undefined {
  const { tool, command, suffix } = context;
  const { state, choice, resolved } = situation;
  if (state.status === "on") return undefined;
  const { reason, source } = state;
  const enable = `${command} enable${suffix}`;
  switch (reason) {
    case "do_not_track":
      return wish("DO_NOT_TRACK is set in the environment", "unset DO_NOT_TRACK");
    case "disabled":
      return wish(`${source} says so`, removalOf(source));
    case "saved_choice": {
      const date = typeof choice === "object" ? choice.date?.slice(0, 10) : undefined;
      return wish(`you turned it off${date === undefined ? "" : ` on ${date}`}`, enable);
    }
    case "not_opted_in":
      return wish(
        typeof choice === "object"
          ? `your yes${choice.date === undefined ? "" : ` of ${choice.date.slice(0, 10)}`} was to another policy than that of ${situation.policy}`
          : "it waits for your yes",
        enable,
      );
    case "unreadable_file":
      return fault(
        `${makePrintable(source)} cannot be used: it is damaged, not yours, or no regular file`,
        `mend or remove ${makePrintable(source)}`,
      );
    case "invalid_setting":
      return fault(resolved.problems.map(problemText).join("; ") || source, "correct that, or take it out");
    case "not_told":
      return wish(
        "you have not been told about telemetry, so nothing is sent",
        `${enable}, or ${howToBeTold(situation)}`,
      );
    case "no_key":
      return isUnknown(situation, context)
        ? wish(`${source} in the environment or a file; ${tool} may have it in its own code`, "")
        : fault(source, howToComplete(source, situation));
    case "unusable_proxy":
      return fault(
        `the proxy in ${source} cannot be used`,
        `set ${source} to an http:// or https:// proxy, or NO_PROXY`,
      );
    default:
      return fault(reason, "");
  }
}

/** Half of a destination is completed where the other half is. */
function howToComplete(source: string, situation: Situation): string {
  const { party } = situation.destination;
  const key = source.replace(/ is not set.*$/, "");
  return party === "project"
    ? `add ${key} to the project's file, or take the rest out of it`
    : `set ${nameFor(key, situation)}`;
}

/** A key with the variable that gives it: the tool's own word for it where it has one. */
function nameFor(key: string, { tool, identity }: Situation): string {
  const own = identity.environment.find(({ setting }) => keyOf(setting) === key)?.name;
  return `${key}, as ${own ?? `${environmentPrefix(tool)}__TELEMETRY__${key.toUpperCase()}`}`;
}

/** What a label names: a variable, an option of the author's, or a file. */
function removalOf(label: string): string {
  if (/^[A-Z0-9_]+$/i.test(label)) return `unset ${label}`;
  return label.startsWith("option ")
    ? "that is the tool's own code"
    : `take disable_telemetry out of ${label}`;
}

/** In CI no notice is shown. */
function howToBeTold({ tool, isCi }: Situation): string {
  return isCi
    ? `set ${environmentPrefix(tool)}__TELEMETRY__DISABLE_TELEMETRY=false`
    : `run ${tool} once on a terminal, where it shows its notice and sends from the next run on`;
}

/** From where a person stands: the standalone command cannot see what a tool has in its code. */
export function isUnknown({ state, destination }: Situation, { isForAnyTool }: Context): boolean {
  const isNamedHere = destination.party === "person" || destination.party === "project";
  return isForAnyTool && state.status === "off" && state.reason === "no_key" && !isNamedHere;
}

function wish(why: string, fix: string): Reason {
  return { why, fix, isFault: false };
}

function fault(why: string, fix: string): Reason {
  return { why, fix, isFault: true };
}
