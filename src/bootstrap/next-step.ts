/** Says how to change a state that nobody chose: which command, variable or option to use. */
import { getEnvironmentPrefix } from "../config/environment.js";
import type { IgnoredProjectSettings } from "../config/ignored-requests.js";
import type { ResolvedSettings } from "../config/resolve-settings.js";
import type { IgnoredSettings, OffState, OnState } from "../consent/decide-consent.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import type { Profile } from "../profiles/profile.js";
import type { AuthorOptions } from "./telemetry-options.js";

export interface StateContext {
  readonly tool: string;
  readonly profile: Profile;
  readonly author: AuthorOptions;
  readonly resolved: ResolvedSettings;
  readonly isCi: boolean;
}

/** Adds to a state what a reader needs to change it. */
export function explainState<S extends OffState | OnState>(state: S, context: StateContext): S {
  const { ignored: ignoredSettings } = context.resolved;
  const nextStep = state.status === "off" ? describeNextStep(state, context) : undefined;
  const ignored = ignoredSettings && toIgnoredSettings(ignoredSettings, context);
  return {
    ...state,
    ...(nextStep !== undefined && { nextStep }),
    ...(ignored !== undefined && { ignored }),
  };
}

/** Returns how a person runs a subcommand: by the tool's own command, or by this package's. */
export function formatCommand(
  subcommand: string,
  { tool, author }: Pick<StateContext, "tool" | "author">,
): string {
  const { command } = author;
  return command === undefined
    ? `npx codeweaver-telemetry --tool ${tool} ${subcommand}`
    : `${command} ${subcommand}`;
}

function describeNextStep({ reason }: OffState, context: StateContext): string | undefined {
  const { tool, profile, isCi } = context;
  const enable = formatCommand("enable", context);
  if (reason === "not_told") {
    const variable = `${getEnvironmentPrefix(tool)}__TELEMETRY__DISABLE_TELEMETRY=false`;
    const showNotice = `, or run ${tool} once on a terminal, where it shows its notice and sends from the next run on`;
    return `turn it on (${enable}, or ${variable})${isCi ? "" : showNotice}`;
  }
  if (reason !== "not_opted_in") return undefined;
  const alias = profile.environment.find(({ setting, negated }) => setting === "disableTelemetry" && negated);
  const variable =
    alias === undefined
      ? `${getEnvironmentPrefix(tool)}__TELEMETRY__DISABLE_TELEMETRY=false`
      : `${alias.name}=true`;
  return `opt in: ${enable}, or ${variable}. In code: consent: "opt-out" tells the person by a notice instead of waiting for them`;
}

function toIgnoredSettings(ignoredSettings: IgnoredProjectSettings, context: StateContext): IgnoredSettings {
  const { path, keys, untrustable } = ignoredSettings;
  // A name with characters that cannot be printed cannot be copied either.
  const isPrintable = escapeForTerminal(path) === path;
  const command = isPrintable
    ? formatCommand(`trust ${quoteArgument(path)}`, context)
    : `${formatCommand("trust", context)}, in its folder`;
  const nextStep =
    untrustable === undefined ? command : `nobody can trust it: ${escapeForTerminal(untrustable)}`;
  return { file: path, keys, nextStep };
}

/** A path may be copied into a shell. */
function quoteArgument(path: string): string {
  return /^[\w./@%+:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
