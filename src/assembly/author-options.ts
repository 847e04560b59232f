/** What a tool's author gives a client: settings, and what only they can say. */
import type { Alias } from "../config/environment.js";
import { keyOf, SETTINGS, type Settings } from "../config/settings.js";
import type { Describable } from "../events/describe.js";
import { CONSENTS, type Consent } from "../gate/consent.js";
import { isProfileName, PROFILES, type ProfileName, profileOf } from "../profiles/named.js";
import type { OwnProfile, Profile } from "../profiles/profile.js";

/** Settings in code are the table of DESIGN.md section 4 in camelCase; they win over environment and files. */
export type TelemetryOptions = Partial<Settings> & AuthorOptions;

/** What only the tool's author says. */
export interface AuthorOptions {
  /** The tool's identity: the name of one that ships, `codeweaver`, `zen` or `mycelium`, or one's own. Other options win. */
  readonly profile?: ProfileName | OwnProfile;
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
  "profile",
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
  profile,
  tool,
  consent,
  policyDate,
  notice,
  onNotice,
  command,
  events,
}: AuthorOptions): string | undefined {
  const wrong = profile === undefined ? undefined : profileMistake(profile);
  if (wrong !== undefined) return wrong;
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

const TRANSPORTS = ["posthog", "http", "otlp"];

/** What of an author's own cannot be used, every part of it: the compiler has not seen all of them. */
function profileMistake(profile: unknown): string | undefined {
  if (isProfileName(profile)) return undefined;
  if (typeof profile !== "object" || profile === null)
    return `option profile is neither a profile nor one of ${Object.keys(PROFILES).join(", ")}`;
  const { tool, consent, transport, environment = [], defaults = {} } = profile as Partial<Profile>; // an object's fields, each checked here
  if (typeof tool !== "string" || !TOOL_NAME.test(tool))
    return "option profile.tool is not letters, digits, . _ and -";
  if (consent !== undefined && !CONSENTS.includes(consent))
    return `option profile.consent is not ${CONSENTS.join(", ")}`;
  if (transport !== undefined && !TRANSPORTS.includes(transport))
    return `option profile.transport is not ${TRANSPORTS.join(", ")}`;
  if (!Array.isArray(environment)) return "option profile.environment is not a list";
  const row = environment.find(
    (row) => typeof row?.name !== "string" || !Object.hasOwn(SETTINGS, row.setting),
  );
  if (row !== undefined)
    return `option profile.environment has a row that is not { name, setting: one of ${Object.keys(SETTINGS).join(", ")} }`;
  return typeof defaults === "object" && defaults !== null
    ? undefined
    : "option profile.defaults is not an object";
}

/** The tool's identity: its profile, with what the options say instead. @param options that can be used */
export function identityOf({ profile = "codeweaver", ...author }: AuthorOptions): Profile {
  const known = profileOf(profile);
  const { tool = known.tool, consent = known.consent, notice = known.notice } = author;
  return { ...known, tool, consent, ...(notice !== undefined && { notice }) };
}

/** What a tool is called, be the rest of its options usable or not. */
export function toolOf(options: AuthorOptions): string {
  const { profile } = options;
  return (
    options.tool ??
    (profile === undefined || profileMistake(profile) !== undefined ? identityOf({}) : profileOf(profile))
      .tool
  );
}

/** The profile's variables, as settings are read. */
export function aliasesOf({ environment }: Profile): Alias[] {
  return environment.map(({ name, setting, negated = false }) => ({ name, key: keyOf(setting), negated }));
}
