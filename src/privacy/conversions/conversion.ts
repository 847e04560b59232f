/** Defines the declarations of fields: in which form a field may be sent. */

/**
 * The seven conversions, which say in what form a field is sent. A field with FORBIDDEN is not sent.
 *
 * @example
 * class SearchDone extends TelemetryModel {
 *   @Anonymize(AnonymityConversion.BOOLEAN) warning = "the index is old"; // is sent as true
 *   @Anonymize(AnonymityConversion.TEXT_COUNT) summary = "two matches"; // is sent as 11
 *   @Anonymize(AnonymityConversion.FORBIDDEN) token = "t0psecret"; // is not sent
 * }
 */
export const AnonymityConversion = {
  FORBIDDEN: "FORBIDDEN",
  BOOLEAN: "BOOLEAN",
  COUNT: "COUNT",
  HASH: "HASH",
  DISTRIBUTION: "DISTRIBUTION",
  AGGREGATE: "AGGREGATE",
  TEXT_COUNT: "TEXT_COUNT",
} as const;

/** The name of a conversion. */
export type AnonymityConversion = keyof typeof AnonymityConversion;

export const SENSITIVITIES = ["none", "usage", "free-text-opt-in"] as const;
/**
 * How sensitive a field is: not at all, it shows how the tool is used, or it contains the person's own words.
 * @useDeclaredType
 *
 * @example
 * const sensitivity: Sensitivity = "none";
 * class Job extends TelemetryModel {
 *   @Public({ purpose: "Which operating systems to test on.", sensitivity }) platform = process.platform;
 * }
 */
export type Sensitivity = (typeof SENSITIVITIES)[number];

/**
 * Options of every declaration. `purpose`, `sensitivity` and `since` are written to the manifest.
 *
 * @example
 * const options: FieldOptions = { optIn: true, purpose: "Which questions find nothing.", since: "1.4.0" };
 * class SearchDone extends TelemetryModel {
 *   @Redacted(options) question = "where is the config read?"; // is sent only with `tools_over_privacy`
 * }
 */
export interface FieldOptions {
  /**
   * The field is sent only if the person opted in with `tools_over_privacy`.
   * @default false
   */
  readonly optIn?: boolean;
  /** Why the field is collected: the decision that it serves. */
  readonly purpose?: string;
  /** @default "free-text-opt-in" for a field with `optIn`, "usage" for any other */
  readonly sensitivity?: Sensitivity;
  /**
   * The first version that collected the field.
   * @default "0.1.0"
   */
  readonly since?: string;
}

/**
 * How long equal values have equal hashes. `identity` means as long as events are sent under one id: for one process, or
 * for 30 days with `identity = "install"`. `installation` means as long as this installation of the tool exists.
 *
 * @example
 * class Job {
 *   project = "/home/jane/app";
 * }
 * const scope: HashScope = "identity"; // with `installation`, the hash stays equal as long as the installation exists
 * declareAnonymity(Job, { project: { conversion: "HASH", scope } });
 */
export type HashScope = "identity" | "installation";

/**
 * Options of HASH.
 *
 * @example
 * const options: HashOptions = { scope: "installation", purpose: "How many days people work on one project." };
 * class Job extends TelemetryModel {
 *   @Anonymize("HASH", options) project = "/home/jane/app";
 * }
 */
export interface HashOptions extends FieldOptions {
  /**
   * `installation` keeps hashes equal across sessions, so that they can be joined. The manifest and `preview` mark it.
   * @default "identity"
   */
  readonly scope?: HashScope;
}

/**
 * Options of DISTRIBUTION, which sends how often each key occurs.
 *
 * @example
 * const options: DistributionOptions = { bins: [10, 100] };
 * class Server extends TelemetryModel {
 *   @Anonymize("DISTRIBUTION", options) durationsMs = [4, 25, 31]; // is sent as { "<10": 1, "10..100": 2 }
 * }
 */
export interface DistributionOptions extends FieldOptions {
  /**
   * The keys of the distribution. Every other value is counted as `other`. By default every word is a key. Has no effect on
   * a histogram (`bins`).
   */
  readonly allow?: Iterable<string>;
  /** The edges of a histogram of numbers: `[10, 100]` makes the keys `<10`, `10..100` and `>=100`. By default there is none. */
  readonly bins?: readonly number[];
  /**
   * How many keys are kept, the most frequent first. The rest is summed as `other`.
   * @default 50
   */
  readonly top?: number;
}

const AGGREGATE_OPERATIONS = ["sum", "mean", "min", "max", "median", "p95", "summary"] as const;
export type AggregateOperation = (typeof AGGREGATE_OPERATIONS)[number];

/**
 * Options of AGGREGATE, which sends one number or a summary of numbers.
 *
 * @example
 * const options: AggregateOptions = { op: "p95", purpose: "Whether searches are fast enough." };
 * class Server extends TelemetryModel {
 *   @Anonymize("AGGREGATE", options) durationsMs = [4, 25, 31];
 * }
 */
export interface AggregateOptions extends FieldOptions {
  /**
   * `summary` makes an object of count, sum, min, max, mean, median and p95.
   * @default "sum"
   */
  readonly op?: AggregateOperation;
}

/** The options of a conversion. */
export type OptionsOf<C extends AnonymityConversion> = C extends "DISTRIBUTION"
  ? DistributionOptions
  : C extends "AGGREGATE"
    ? AggregateOptions
    : C extends "HASH"
      ? HashOptions
      : FieldOptions;

/**
 * How a field may be declared: with one of the conversions, or as text. `PUBLIC` text is sent as it is, because its author
 * vouches for it; `REDACTED` text is sent after redaction.
 */
export type FieldForm = AnonymityConversion | "PUBLIC" | "REDACTED";

/** The declaration of one field. */
export interface Declaration {
  readonly conversion: FieldForm;
  readonly options: DistributionOptions & AggregateOptions & HashOptions;
}

/**
 * The policy for undeclared fields of a class; see `TelemetryModel.policy`.
 *
 * @example
 * const policy: UndeclaredPolicy = "drop";
 * @TelemetryModel.policy(policy)
 * class Job extends TelemetryModel {
 *   @Public() mode = "full";
 *   files = 12; // is not sent
 * }
 */
export type UndeclaredPolicy = "keep" | "drop" | "error";

/** No author lists more keys of a distribution. An iterable may be endless. */
const MAX_ALLOWED_KEYS = 10_000;

/**
 * Creates a declaration from a caller's input. An unknown conversion, an unknown operation and a list of keys that is no list
 * count as FORBIDDEN. A scope that is unknown, or given with another conversion than HASH, is ignored, which is the more
 * private choice. Never throws.
 */
export function createDeclaration(conversion: FieldForm, options: object = {}): Declaration {
  const { scope, allow: givenKeys, ...given }: Declaration["options"] = { ...options };
  // An iterator can be read only once, and a declaration is used for every event.
  const allow = givenKeys === undefined ? undefined : readAllowedKeys(givenKeys);
  const isValid =
    isFieldForm(conversion) &&
    (given.op === undefined || AGGREGATE_OPERATIONS.includes(given.op)) &&
    (givenKeys === undefined || allow !== undefined);
  const isInstallationScope = conversion === "HASH" && scope === "installation";
  return {
    conversion: isValid ? conversion : "FORBIDDEN",
    options: { ...given, ...(allow !== undefined && { allow }), ...(isInstallationScope && { scope }) },
  };
}

/** Returns undefined if the keys cannot be read. */
function readAllowedKeys(keys: Iterable<string>): ReadonlySet<string> | undefined {
  const allowed = new Set<string>();
  try {
    let count = 0;
    for (const key of keys) {
      if (++count > MAX_ALLOWED_KEYS) break;
      allowed.add(key);
    }
    return allowed;
  } catch {
    return undefined; // untyped callers may pass anything
  }
}

export function isFieldForm(name: string): name is FieldForm {
  return name === "PUBLIC" || name === "REDACTED" || Object.hasOwn(AnonymityConversion, name);
}
