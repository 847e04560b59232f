/** The vocabulary of declarations: in what form a field may leave the machine. */

/** The seven conversions. Their names are fixed; `privacy/convert.ts` says what each does. */
export const AnonymityConversion = {
  FORBIDDEN: "FORBIDDEN",
  BOOLEAN: "BOOLEAN",
  COUNT: "COUNT",
  HASH: "HASH",
  DISTRIBUTION: "DISTRIBUTION",
  AGGREGATE: "AGGREGATE",
  TEXT_COUNT: "TEXT_COUNT",
} as const;
export type AnonymityConversion = keyof typeof AnonymityConversion;

/** Who could be affected by a field: nobody, nobody but by their habits, or the one whose words it quotes. */
export const SENSITIVITIES = ["none", "usage", "free-text-opt-in"] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Options of every declaration. The last three say nothing to seal; they are for the manifest, and for whoever reads it. */
export interface FieldOptions {
  /** The field leaves only where `tools_over_privacy` was chosen, and the person has not refused it. */
  readonly optIn?: boolean;
  /** Why it is collected: what is decided by it. */
  readonly purpose?: string;
  /** By default `free-text-opt-in` for a field that is opted into, `usage` for any other. */
  readonly sensitivity?: Sensitivity;
  /** The version that collected it first; by default 0.1.0. */
  readonly since?: string;
}

/**
 * How long equal values have equal hashes. `identity`: as long as events are sent under one id, that is for one process, or
 * for 30 days with `identity = "install"`. `installation`: as long as this installation of the tool exists.
 */
export type HashScope = "identity" | "installation";

export interface HashOptions extends FieldOptions {
  /**
   * `installation` keeps hashes equal across sessions, so that they can be joined. The manifest and `preview` mark it.
   * @default "identity"
   */
  readonly scope?: HashScope;
}

export interface DistributionOptions extends FieldOptions {
  /** Closed set of keys; every other value is counted under `other`. */
  readonly allow?: Iterable<string>;
  /** Ascending edges of a numeric histogram: `[10, 100]` gives `<10`, `10..100`, `>=100`. */
  readonly bins?: readonly number[];
  /** At most so many keys, most frequent first; the rest is summed under `other`. Default 50. */
  readonly top?: number;
}

const AGGREGATE_OPERATIONS = ["sum", "mean", "min", "max", "median", "p95", "summary"] as const;
export type AggregateOperation = (typeof AGGREGATE_OPERATIONS)[number];

export interface AggregateOptions extends FieldOptions {
  /** Default `sum`. `summary` gives an object of count, sum, min, max, mean, median and p95. */
  readonly op?: AggregateOperation;
}

/** The options that a conversion takes. */
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

/** What is recorded of a field. */
export interface Declaration {
  readonly conversion: FieldForm;
  readonly options: DistributionOptions & AggregateOptions & HashOptions;
}

/** What happens to the fields of a class that say nothing. */
export type UndeclaredPolicy = "keep" | "drop" | "error";

/**
 * A declaration from what a caller wrote. A conversion that does not exist is the strictest one. A scope that does not
 * exist, or stands beside another conversion, is ignored, which leaves the more private default.
 */
export function createDeclaration(conversion: FieldForm, options: object = {}): Declaration {
  const { scope, ...given }: Declaration["options"] = { ...options };
  const known =
    isFieldForm(conversion) && (given.op === undefined || AGGREGATE_OPERATIONS.includes(given.op));
  // An iterator can be read once only, and a declaration is read for every event.
  const materialised = given.allow === undefined ? given : { ...given, allow: new Set(given.allow) };
  const isWide = conversion === "HASH" && scope === "installation";
  return {
    conversion: known ? conversion : "FORBIDDEN",
    options: isWide ? { ...materialised, scope } : materialised,
  };
}

export function isFieldForm(name: string): name is FieldForm {
  return name === "PUBLIC" || name === "REDACTED" || Object.hasOwn(AnonymityConversion, name);
}
