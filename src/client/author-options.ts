/** What a tool's author gives a client: settings, and what only they can say. */
import type { Settings } from "../config/settings.js";
import type { Describable } from "../events/describe.js";
import { CONSENTS, type Consent } from "../gate/consent.js";

/** Settings in code are the table of DESIGN.md section 4 in camelCase; they win over environment and files. */
export type TelemetryOptions = Partial<Settings> & AuthorOptions;

/** What only the tool's author says. */
export interface AuthorOptions {
  /** Names the tool's own settings, folders and variables: `mytool.toml`, `MYTOOL__TELEMETRY__*`. Default `codeweaver`. */
  readonly tool?: string;
  /** `opt-out`: on from the run after the notice. `opt-out-immediately`: in that run, too. `opt-in`: off until `enable`. Default `opt-out`. */
  readonly consent?: Consent;
  /** `YYYY-MM-DD`, moved whenever more is collected: people are told again. Default the date of docs/DATA.md. */
  readonly policyDate?: string;
  /** How a person runs the verbs, such as `mytool telemetry`, for the notice to name. */
  readonly command?: string;
  /** What the notice says, instead of its own four lines. */
  readonly notice?: string;
  /**
   * Tells the person in the author's own way, on a terminal or not; never in CI. It counts as told when it returns, or
   * when what it returns is fulfilled.
   */
  readonly onNotice?: (text: string) => unknown;
  /** The author's own events, as for `describeEvents`, for the verb `preview` to show; the client has no use for them. */
  readonly events?: readonly Describable[];
}

/** A tool's name becomes part of paths and of variables' names. */
const TOOL_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/** Those of them that are no settings. */
export const AUTHORS: ReadonlySet<string> = new Set([
  "tool",
  "consent",
  "policyDate",
  "command",
  "notice",
  "onNotice",
  "events",
]);

/** What of the author's own options cannot be used; undefined where all of them can. */
export function authorsMistake({
  tool,
  consent,
  policyDate,
  notice,
  onNotice,
  command,
  events,
}: AuthorOptions): string | undefined {
  if (tool !== undefined && (typeof tool !== "string" || !TOOL_NAME.test(tool)))
    return "option tool is not letters, digits, . _ and -";
  if (consent !== undefined && !CONSENTS.includes(consent))
    return `option consent is not ${CONSENTS.join(", ")}`;
  if (policyDate !== undefined && !(typeof policyDate === "string" && /^\d{4}-\d{2}-\d{2}$/.test(policyDate)))
    return "option policyDate is not YYYY-MM-DD";
  if (notice !== undefined && typeof notice !== "string") return "option notice is not a text";
  if (command !== undefined && typeof command !== "string") return "option command is not a text";
  if (onNotice !== undefined && typeof onNotice !== "function") return "option onNotice is not a function";
  if (events !== undefined && !Array.isArray(events)) return "option events is not a list";
  return undefined;
}
