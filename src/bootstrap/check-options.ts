/** Copies and checks the author's options once, before they are used. */

import { copyOptions } from "../client/caller-options.js";
import { isSettingOption, SETTING_NAMES, SETTINGS } from "../config/setting-definitions.js";
import { CONSENT_MODELS } from "../consent/telemetry-state.js";
import { findExperimentsProblem } from "../events/experiment.js";
import { findMetricsProblem } from "../events/metric.js";
import { PLAIN_NAME, PLAIN_NAME_RULE } from "../internal/plain-name.js";
import { isRecord } from "../internal/record.js";
import { ERROR_MESSAGES } from "../privacy/errors/error-messages-option.js";
import type { Profile } from "../profiles/profile.js";
import { getProfile, isProfileName, PROFILES } from "../profiles/profile-registry.js";
import {
  type Check,
  createCheck,
  createChoiceCheck,
  createTextCheck,
  findProblems,
  isDate,
  isSettingsLayer,
  LAYER_OWNERS,
} from "./option-checks.js";
import type { AuthorOptions, TelemetryOptions } from "./telemetry-options.js";

export interface CheckedOptions {
  /** A copy of the usable options. Later changes and getters of the author's object have no effect. */
  readonly options: TelemetryOptions;
  /** The tool's profile. The options `tool`, `consent` and `notice` replace its fields. */
  readonly profile: Profile;
  /** The names of unknown options. They are ignored, and the author is warned. */
  readonly unknown: readonly string[];
  /** A sentence about the first option that cannot be used. Undefined if all can be used. */
  readonly mistake: string | undefined;
}

/** Never throws. An argument that is not an object counts as no options. */
export function checkOptions(input: TelemetryOptions): CheckedOptions {
  const given = copyOptions(input);
  let problems: ReadonlyMap<string, string>;
  try {
    for (const name of NESTED_OPTIONS)
      if (given[name] !== undefined) Object.assign(given, { [name]: copyDeep(given[name]) });
    problems = findProblems(given, OPTION_CHECKS);
  } catch {
    return { ...checkOptions({}), mistake: `one of the options ${NESTED_OPTIONS.join(", ")} cannot be read` };
  }
  const options: TelemetryOptions = Object.fromEntries(
    Object.entries(given).filter(([name]) => !problems.has(name)),
  );
  const base = getProfile(options.profile ?? "codeweaver");
  const { tool = base.tool, consent = base.consent, notice = base.notice } = options;
  const [problem] = problems.values();
  return {
    options,
    profile: { ...base, tool, consent, ...(notice !== undefined && { notice }) },
    unknown: findUnknownOptions(given),
    mistake: problem && `option ${problem}`,
  };
}

function findUnknownOptions(options: TelemetryOptions): readonly string[] {
  const unknown = Object.keys(options).filter(
    (name) => !Object.hasOwn(OPTION_CHECKS, name) && !isSettingOption(name),
  );
  const overrides = Object.keys(Object(options.overrides));
  const unknownOverrides = overrides.filter((name) => !isSettingOption(name));
  return [...unknown, ...unknownOverrides.map((name) => `overrides.${name}`)];
}

/** The options whose values are objects that are read later. */
const NESTED_OPTIONS = ["profile", "overrides", "metrics", "experiments", "settingsLayers"] as const;

/** `experiments` is at depth 0, and the deepest object in an option, the `clip` of a metric of an experiment, at depth 4. */
const MAX_DEPTH = 4;

/** Reads every property once. Values below the maximal depth are not copied, because nothing reads them. */
function copyDeep<T>(value: T, depth = 0): T {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => copyDeep(item, depth + 1)) as T; // the items keep their types
  const entries = Object.entries(value).map(([key, item]) => [key, copyDeep(item, depth + 1)]);
  return Object.fromEntries(entries);
}

/** The name becomes a part of paths and of the names of variables. */
const checkTool = createTextCheck(PLAIN_NAME_RULE, PLAIN_NAME);
const checkConsent = createChoiceCheck(CONSENT_MODELS);

/** The version is sent unchanged, so it must not be an arbitrary text. */
const TOOL_VERSION = /^[a-z0-9][a-z0-9.+_-]{0,63}$/i;

/** The checks of the author's options, in the order in which mistakes are reported. */
const OPTION_CHECKS: Readonly<Record<keyof AuthorOptions, Check>> = {
  profile: findProfileProblem,
  tool: checkTool,
  consent: checkConsent,
  policyDate: createCheck("a date, YYYY-MM-DD", isDate),
  notice: createTextCheck("a text"),
  command: createTextCheck("a text"),
  onNotice: createCheck("a function", (value) => typeof value === "function"),
  beforeCapture: createCheck("a function", (value) => typeof value === "function"),
  events: createCheck("a list", Array.isArray),
  metrics: findMetricsProblem,
  experiments: findExperimentsProblem,
  overrides: createCheck("an object of settings", isRecord),
  settingsLayers: createCheck(
    `a list of { owner: ${LAYER_OWNERS.map((owner) => JSON.stringify(owner)).join(" | ")}, name, path?, config?, error? }`,
    (layers) => Array.isArray(layers) && layers.every(isSettingsLayer),
  ),
  errorMessages: createChoiceCheck(ERROR_MESSAGES, ERROR_MESSAGES.join(" or ")),
  version: createTextCheck(
    "a version such as 1.4.0: 1 to 64 letters, digits, . + _ and -, of which the first is a letter or digit",
    TOOL_VERSION,
  ),
  logger: createCheck("an object", isRecord),
};

/** The checks of an author's own profile. The compiler has not checked it if it is JavaScript. */
const PROFILE_CHECKS: Readonly<Partial<Record<keyof Profile, Check>>> = {
  tool: checkTool,
  consent: checkConsent,
  transport: createChoiceCheck(["posthog", "http", "otlp"]),
  environment: findEnvironmentProblem,
  defaults: createCheck("an object", isRecord),
  notice: createTextCheck("a text"),
  sessionPrefix: createTextCheck("a text"),
  limits: createCheck("an object", isRecord),
  community: createCheck("an object", isRecord),
};

function findProfileProblem(profile: unknown): string | undefined {
  if (isProfileName(profile)) return undefined;
  if (typeof profile !== "object" || profile === null)
    return ` is neither a profile nor one of ${Object.keys(PROFILES).join(", ")}`;
  const { tool = "" }: Partial<Profile> = profile; // the only field that is required
  const [problem] = findProblems({ ...profile, tool }, PROFILE_CHECKS).values();
  return problem && `.${problem}`;
}

function findEnvironmentProblem(rows: unknown): string | undefined {
  if (!Array.isArray(rows)) return " is not a list";
  const areUsable = rows.every(
    (row) => typeof row?.name === "string" && Object.hasOwn(SETTINGS, row.setting),
  );
  return areUsable
    ? undefined
    : ` has a row that is not { name, setting: one of ${SETTING_NAMES.join(", ")} }`;
}
