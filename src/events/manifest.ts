/** The manifest: every field that can leave, event by event, and in words how two manifests differ. */
import {
  type FieldForm,
  type HashScope,
  SENSITIVITIES,
  type Sensitivity,
} from "../privacy/conversions/conversion.js";

export interface ManifestField {
  /** `results.returned`; `matches[].score` for each item of an array; `languages.*` for any key. */
  readonly path: string;
  /** What stands there on the wire: `number`, `string`, `"full" | "incremental"`, `64 hex digits`. */
  readonly type: string;
  /** How it came to be, where a model declares it; `PUBLIC` is sent as it is. */
  readonly conversion?: FieldForm;
  /** Why it is collected. */
  readonly purpose: string;
  readonly sensitivity: Sensitivity;
  /**
   * `installation` where a hash in this field is equal for as long as the installation exists. All other hashes change
   * with the id that events are sent under.
   */
  readonly scope?: Extract<HashScope, "installation">;
  /** The version that collected it first. */
  readonly since: string;
}

export interface ManifestEvent {
  /** The event's name; `*` stands for every event. */
  readonly event: string;
  /** When it is captured. */
  readonly description?: string;
  readonly fields: readonly ManifestField[];
}

export interface Manifest {
  readonly events: readonly ManifestEvent[];
}

/** What the author says of a field: in a declaration's options, in a schema's `.meta()`, or in a list by hand. */
export interface FieldAnnotations {
  readonly purpose?: string | undefined;
  readonly sensitivity?: Sensitivity | undefined;
  readonly since?: string | undefined;
  readonly optIn?: boolean | undefined;
  /** How long equal values have equal hashes. */
  readonly scope?: HashScope | undefined;
}

/** A field that no declaration stands beside: what `telemetryOverrides` adds, what the client stamps. */
export interface ListedField extends FieldAnnotations {
  readonly type: string;
  readonly purpose: string;
}

/** Tells a person what `scope: "installation"` means. Such a field may hold a random id instead of a hash. */
const INSTALLATION_SCOPE_NOTE = "A hash here is the same for as long as this installation exists.";

/** Returns why a field is collected and, where it is marked so, that its hash does not change. */
export function explainField({ purpose, scope }: Pick<ManifestField, "purpose" | "scope">): string {
  return scope === "installation" ? `${purpose} ${INSTALLATION_SCOPE_NOTE}` : purpose;
}

/** The first version of all: what does not say otherwise has been collected since. */
const FIRST_VERSION = "0.1.0";

/**
 * A field as the manifest has it.
 * @throws where nobody said why it is collected, or said of it what the manifest has no word for
 */
export function createManifestField(
  event: string,
  found: Pick<ManifestField, "path" | "type" | "conversion">,
  { purpose, sensitivity, since = FIRST_VERSION, optIn, scope }: FieldAnnotations,
): ManifestField {
  const field = `${event}: ${found.path}`;
  if (typeof purpose !== "string" || purpose.trim() === "") throw new Error(`${field} has no purpose`);
  const resolvedSensitivity = sensitivity ?? (optIn === true ? "free-text-opt-in" : "usage");
  // The person reads that such a field leaves only by their choice: that has to be so.
  if ((resolvedSensitivity === "free-text-opt-in") !== (optIn === true))
    throw new Error(
      `${field} is ${resolvedSensitivity}, and ${optIn === true ? "leaves only" : "leaves without"} opting in (\`optIn\`)`,
    );
  if (!SENSITIVITIES.includes(resolvedSensitivity))
    throw new Error(`${field} has a sensitivity that is none of ${SENSITIVITIES.join(", ")}`);
  return {
    ...found,
    purpose,
    sensitivity: resolvedSensitivity,
    ...(scope === "installation" && { scope }),
    since,
  };
}

/** Fields listed by hand, by their paths. */
export function toManifestFields(
  event: string,
  listed: Readonly<Record<string, ListedField>>,
): ManifestField[] {
  return Object.entries(listed).map(([path, { type, ...said }]) =>
    createManifestField(event, { path, type }, said),
  );
}

/**
 * How what the code would send differs from what was approved, a line for each difference: `+` is sent and not
 * listed, `-` is listed and no longer sent, `~` is listed as something else. Empty where they agree.
 */
export function manifestDifference(code: Manifest, approved: Manifest): string[] {
  const names = new Set([...code.events, ...approved.events].map(({ event }) => event));
  return [...names].flatMap((name) => compareEvents(name, findEvent(code, name), findEvent(approved, name)));
}

function compareEvents(
  name: string,
  code: ManifestEvent | undefined,
  approved: ManifestEvent | undefined,
): string[] {
  if (approved === undefined)
    return [`+ ${name}`, ...(code?.fields ?? []).map((field) => formatAddition(name, field))];
  if (code === undefined) return [`- ${name}`];
  const before = new Map(approved.fields.map((field) => [field.path, field]));
  const now = new Set(code.fields.map(({ path }) => path));
  return [
    ...formatChanges(name, code, approved, ["description"]),
    ...code.fields.flatMap((field) => {
      const old = before.get(field.path);
      if (old === undefined) return [formatAddition(name, field)];
      return formatChanges(`${name}.${field.path}`, field, old, FIELD_PARTS);
    }),
    ...approved.fields.filter(({ path }) => !now.has(path)).map(({ path }) => `- ${name}.${path}`),
  ];
}

const FIELD_PARTS = ["type", "conversion", "purpose", "sensitivity", "scope", "since"] as const;

function formatAddition(event: string, { path, conversion, type }: ManifestField): string {
  return `+ ${event}.${path} (${conversion ?? type})`;
}

function formatChanges<T>(what: string, now: T, before: T, parts: readonly (keyof T & string)[]): string[] {
  return parts
    .filter((part) => now[part] !== before[part])
    .map((part) => `~ ${what} ${part}: ${formatPart(before[part])} became ${formatPart(now[part])}`);
}

/** A part that is optional may not be there. */
function formatPart(part: unknown): string {
  return part === undefined ? "none" : JSON.stringify(part);
}

function findEvent({ events }: Manifest, name: string): ManifestEvent | undefined {
  return events.find(({ event }) => event === name);
}
