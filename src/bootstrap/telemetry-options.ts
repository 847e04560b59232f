/** What a tool's author gives a client: settings, and what only they can say. */
import type { Alias } from "../config/environment.js";
import { SETTINGS, type Settings, toSettingKey } from "../config/setting-definitions.js";
import { CONSENTS, type Consent } from "../consent/decide-consent.js";
import type { Describable } from "../events/describe-events.js";
import { ERROR_MESSAGES, type ErrorMessages } from "../privacy/errors/error-message.js";
import type { OwnProfile, Profile } from "../profiles/profile.js";
import { getProfile, isProfileName, PROFILES, type ProfileName } from "../profiles/profile-registry.js";
import type { Logger } from "./warning-log.js";

/** The settings in camelCase are defaults for everybody: the person's environment and own file win over them. */
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
  /**
   * Settings that win over the person's, for tests and for a host that embeds the tool. Where the person's are more
   * private, theirs are used all the same.
   */
  readonly overrides?: Partial<Settings>;
  /** The tool's own version, such as `1.4.0`; it is sent with every event as `tool_version`. */
  readonly version?: string;
  /**
   * Whether the messages of errors are sent, after redaction, with `captureException` and `trackError`. With `none` only
   * types, codes and places in the code are sent.
   * @default "redacted"
   */
  readonly errorMessages?: ErrorMessages;
  /** Receives warnings: what is ignored, why nothing is sent, and during development which texts are not declared. `NODE_DEBUG=codeweaver-telemetry` prints the same lines. */
  readonly logger?: Logger;
  /** The author's own events, as for `describeEvents`, for the verb `preview` to show; the client has no use for them. */
  readonly events?: readonly Describable[];
}

/** A tool's name becomes part of paths and of variables' names. */
const TOOL_NAME_PATTERN = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/** The version is sent as it is, so it cannot be just any text. */
const TOOL_VERSION_PATTERN = /^[a-z0-9][a-z0-9.+_-]{0,63}$/i;

type OptionCheck = readonly [isUsable: (value: unknown) => boolean, expected: string];

/** Checks of the options that are no settings, in the order in which they are reported. */
const OPTION_CHECKS: Readonly<Record<Exclude<keyof AuthorOptions, "profile">, OptionCheck>> = {
  tool: [createTextCheck(TOOL_NAME_PATTERN), "letters, digits, . _ and -"],
  consent: [(value) => CONSENTS.some((each) => each === value), CONSENTS.join(", ")],
  policyDate: [createTextCheck(/^\d{4}-\d{2}-\d{2}$/), "YYYY-MM-DD"],
  notice: [isText, "a text"],
  command: [isText, "a text"],
  onNotice: [(value) => typeof value === "function", "a function"],
  events: [Array.isArray, "a list"],
  overrides: [isObject, "an object of settings"],
  errorMessages: [(value) => ERROR_MESSAGES.some((each) => each === value), ERROR_MESSAGES.join(" or ")],
  version: [
    createTextCheck(TOOL_VERSION_PATTERN),
    "a version such as 1.4.0: letters, digits, . + _ and -, 64 at most",
  ],
  logger: [isObject, "an object with the method warn"],
};

/** Returns a sentence that names the first option that cannot be used, or undefined. */
export function findOptionMistake(options: AuthorOptions): string | undefined {
  const { profile } = options;
  const profileMistake = profile === undefined ? undefined : findProfileMistake(profile);
  if (profileMistake !== undefined) return profileMistake;
  for (const [name, [isUsable, expected]] of Object.entries(OPTION_CHECKS)) {
    const value: unknown = Reflect.get(options, name);
    if (value !== undefined && !isUsable(value)) return `option ${name} is not ${expected}`;
  }
  return undefined;
}

export function isSettingName(name: string): boolean {
  return Object.hasOwn(SETTINGS, name);
}

/** Returns the names among the options that mean nothing here. They are ignored, and the author is warned. */
export function findUnknownOptions(options: TelemetryOptions): string[] {
  const isKnown = (name: string) =>
    name === "profile" || Object.hasOwn(OPTION_CHECKS, name) || isSettingName(name);
  return [
    ...Object.keys(options).filter((name) => !isKnown(name)),
    ...Object.keys(Object(options.overrides))
      .filter((name) => !isSettingName(name))
      .map((name) => `overrides.${name}`),
  ];
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function createTextCheck(pattern: RegExp): (value: unknown) => boolean {
  return (value) => typeof value === "string" && pattern.test(value);
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const TRANSPORTS = ["posthog", "http", "otlp"];

/** What of an author's own cannot be used, every part of it: the compiler has not seen all of them. */
function findProfileMistake(profile: unknown): string | undefined {
  if (isProfileName(profile)) return undefined;
  if (typeof profile !== "object" || profile === null)
    return `option profile is neither a profile nor one of ${Object.keys(PROFILES).join(", ")}`;
  const { tool, consent, transport, environment = [], defaults = {} } = profile as Partial<Profile>; // an object's fields, each checked here
  if (typeof tool !== "string" || !TOOL_NAME_PATTERN.test(tool))
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
export function resolveProfile({ profile = "codeweaver", ...author }: AuthorOptions): Profile {
  const base = getProfile(profile);
  const { tool = base.tool, consent = base.consent, notice = base.notice } = author;
  return { ...base, tool, consent, ...(notice !== undefined && { notice }) };
}

/** What a tool is called, be the rest of its options usable or not. */
export function getToolName(options: AuthorOptions): string {
  const { profile } = options;
  return (
    options.tool ??
    (profile === undefined || findProfileMistake(profile) !== undefined
      ? resolveProfile({})
      : getProfile(profile)
    ).tool
  );
}

/** The profile's variables, as settings are read. */
export function listAliases({ environment }: Profile): Alias[] {
  return environment.map(({ name, setting, negated = false }) => ({
    name,
    key: toSettingKey(setting),
    negated,
  }));
}
