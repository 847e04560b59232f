/** Where a tool's telemetry stands on this machine: what delivery goes by, and `status` tells. */
import { join } from "node:path";
import type { Environment } from "../config/environment.js";
import { type Folders, foldersOf } from "../config/paths.js";
import type { Way } from "../config/proxy.js";
import { type Resolved, resolveSettings } from "../config/resolve.js";
import type { Settings } from "../config/settings.js";
import type { Describable } from "../events/describe.js";
import {
  CONSENTS,
  type Consent,
  decideConsent,
  type OffReason,
  type TelemetryState,
} from "../gate/consent.js";
import { NOTICE_FILE } from "../gate/notice-record.js";
import {
  CHOICE_FILE,
  type FoundChoice,
  type Obedience,
  readSavedChoice,
  refusedIn,
} from "../gate/saved-choice.js";
import { POLICY_DATE } from "../version.js";

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

export type Off = Extract<TelemetryState, { status: "off" }>;
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

/** A tool's name becomes part of paths and of variables' names. */
const TOOL_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

const AUTHORS = new Set(["tool", "consent", "policyDate", "command", "notice", "onNotice", "events"]);

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

/** Asks every source. Reads files, and nothing else; sends, writes and makes nothing. @param options whose `tool` can be one */
export async function situationOf(options: TelemetryOptions, asker: Asker): Promise<Situation> {
  const mistake = authorsMistake(options);
  const { tool = "codeweaver" } = options;
  const { consent = "opt-out", policyDate: policy = POLICY_DATE } = mistake === undefined ? options : {};
  const folders = await foldersOf(tool);
  const choiceFile = folders && join(folders.config, CHOICE_FILE);
  const resolved = await resolveSettings({
    tool,
    options: Object.fromEntries(Object.entries(options).filter(([name]) => !AUTHORS.has(name))),
    env: asker.env,
    cwd: asker.cwd(),
    personFile: folders && join(folders.config, `${tool}.toml`),
  });
  const choice = choiceFile === undefined ? undefined : await readSavedChoice(choiceFile);
  const { settings, problems } = resolved;
  const decided = decideConsent({
    doNotTrack: resolved.doNotTrack,
    disabledBy: resolved.disabledBy?.label,
    enabledExplicitly: resolved.enabledExplicitly,
    savedChoice: choice,
    savedChoiceFile: choiceFile ?? "",
    consent,
    policy,
    invalid: problems.map(({ key, source }) => `${source.label}: ${key}`),
    unreadableFiles: resolved.unreadable,
    hasKey: settings.posthogApiKey !== undefined,
    debug: settings.debug,
  });
  const wish = mistake === undefined ? decided : off("invalid_setting", mistake);
  const noticeFile = folders && join(folders.config, NOTICE_FILE);
  const { enabledExplicitly } = resolved;
  const obedience =
    choiceFile === undefined
      ? undefined
      : { file: choiceFile, refused: refusedIn(choice), enabledExplicitly };
  const known = { tool, resolved, folders, consent, policy, choice, obedience, choiceFile, noticeFile };
  if (wish.status === "off")
    return {
      ...known,
      state: wish,
      network: undefined,
      kept: undefined,
      spoolFolder: undefined,
      receiptsFolder: undefined,
    };
  // Here and not above: nothing that is off needs them.
  const [{ wayTo }, { default: ci }] = await Promise.all([import("../config/proxy.js"), import("ci-info")]);
  const way: Way = wayTo(settings.posthogHost);
  // A container in CI is new every time: what is kept there counts one machine as thousands.
  const lasting = ci.isCI ? undefined : folders;
  const hasReceipts =
    !settings.debug && settings.receipts && (settings.spool || resolved.provenance.spool.kind === "project");
  return {
    ...known,
    state: way.kind === "barred" ? off("unusable_proxy", way.variable) : wish,
    network: { isCi: ci.isCI, proxy: way.kind === "through" ? way.proxy : undefined },
    kept: settings.spool ? lasting?.data : undefined,
    spoolFolder: settings.spool && !settings.debug ? lasting?.spool : undefined,
    receiptsFolder: hasReceipts ? lasting?.receipts : undefined,
  };
}

export function off(reason: OffReason, source: string): Off {
  return { status: "off", reason, source };
}
