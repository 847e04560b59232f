/** Says how to change a state that nobody chose: which command, variable or option to use. */
import { environmentPrefix } from "../config/environment.js";
import type { IgnoredRequests } from "../config/ignored-requests.js";
import type { Resolved } from "../config/resolve-settings.js";
import type { IgnoredSettings, Off, On } from "../consent/decide-consent.js";
import { makePrintable } from "../internal/terminal-text.js";
import type { Profile } from "../profiles/profile.js";
import type { AuthorOptions } from "./author-options.js";

export interface Explained {
  readonly tool: string;
  readonly identity: Profile;
  readonly author: AuthorOptions;
  readonly resolved: Resolved;
  readonly isCi: boolean;
}

/** Adds to a state what a reader needs to change it. */
export function explainState<S extends Off | On>(state: S, explained: Explained): S {
  const { ignored: requests } = explained.resolved;
  const nextStep = state.status === "off" ? findNextStep(state, explained) : undefined;
  const ignored = requests && describeIgnored(requests, explained);
  return {
    ...state,
    ...(nextStep !== undefined && { nextStep }),
    ...(ignored !== undefined && { ignored }),
  };
}

/** Returns how a person runs a subcommand: by the tool's own command, or by this package's. */
export function nameCommand(
  subcommand: string,
  { tool, author }: Pick<Explained, "tool" | "author">,
): string {
  const { command } = author;
  return command === undefined
    ? `npx codeweaver-telemetry --tool ${tool} ${subcommand}`
    : `${command} ${subcommand}`;
}

function findNextStep({ reason }: Off, explained: Explained): string | undefined {
  const { tool, identity, isCi } = explained;
  const enable = nameCommand("enable", explained);
  if (reason === "not_told") {
    const variable = `${environmentPrefix(tool)}__TELEMETRY__DISABLE_TELEMETRY=false`;
    const isShown = `, or run ${tool} once on a terminal, where it shows its notice and sends from the next run on`;
    return `turn it on (${enable}, or ${variable})${isCi ? "" : isShown}`;
  }
  if (reason !== "not_opted_in") return undefined;
  const own = identity.environment.find(({ setting, negated }) => setting === "disableTelemetry" && negated);
  const variable =
    own === undefined ? `${environmentPrefix(tool)}__TELEMETRY__DISABLE_TELEMETRY=false` : `${own.name}=true`;
  return `opt in: ${enable}, or ${variable}. In code: consent: "opt-out" tells the person by a notice instead of waiting for them`;
}

function describeIgnored(requests: IgnoredRequests, explained: Explained): IgnoredSettings {
  const { path, keys, untrustable } = requests;
  // A name with characters that cannot be printed cannot be copied either.
  const isPrintable = makePrintable(path) === path;
  const command = isPrintable
    ? nameCommand(`trust ${quoteArgument(path)}`, explained)
    : `${nameCommand("trust", explained)}, in its folder`;
  const nextStep = untrustable === undefined ? command : `nobody can trust it: ${makePrintable(untrustable)}`;
  return { file: path, keys, nextStep };
}

/** A path may be copied into a shell. */
function quoteArgument(path: string): string {
  return /^[\w./@%+:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
