/** Defines manifests, which list by event the fields that can be sent. */
import {
  type FieldForm,
  type HashScope,
  SENSITIVITIES,
  type Sensitivity,
} from "../privacy/conversions/conversion.js";

/**
 * A field that may be sent.
 *
 * @example
 * function listOptInFields({ events }: Manifest): ManifestField[] {
 *   return events.flatMap(({ fields }) => fields.filter(({ sensitivity }) => sensitivity === "free-text-opt-in"));
 * }
 */
export interface ManifestField {
  /** `results.returned`; `matches[].score` for each item of an array; `languages.*` for any key. */
  readonly path: string;
  /** The type of the value that is sent, such as `number`, `string`, `"full" | "incremental"` or `64 hex digits`. */
  readonly type: string;
  /** The conversion that a model declares. The value of a `PUBLIC` field is sent as it is. */
  readonly conversion?: FieldForm;
  /** Why the field is collected. */
  readonly purpose: string;
  readonly sensitivity: Sensitivity;
  /**
   * `installation` if a hash in this field is equal for as long as the installation exists. All other hashes change
   * with the id that events are sent under.
   */
  readonly scope?: Extract<HashScope, "installation">;
  /** The first version that collected the field. */
  readonly since: string;
}

/**
 * The name under which a manifest lists the fields that every event has.
 *
 * @example
 * import { EVERY_EVENT, type Manifest } from "codeweaver-telemetry/manifest";
 *
 * const findCommonFields = ({ events }: Manifest) => events.find(({ event }) => event === EVERY_EVENT)?.fields ?? [];
 */
export const EVERY_EVENT = "*";

/**
 * An event and the fields that it may have.
 *
 * @example
 * function printEvent({ event, fields }: ManifestEvent): void {
 *   for (const { path, purpose } of fields) console.log(`${event}.${path}: ${purpose}`);
 * }
 */
export interface ManifestEvent {
  /** The event's name, or `*` for the fields that every event has. */
  readonly event: string;
  /** When the event is captured. */
  readonly description?: string;
  readonly fields: readonly ManifestField[];
}

/**
 * All events and fields that may be sent.
 *
 * @example
 * import { readFileSync } from "node:fs";
 *
 * const approved: Manifest = JSON.parse(readFileSync("telemetry-manifest.json", "utf8"));
 * const approvedNames = approved.events.map(({ event }) => event);
 */
export interface Manifest {
  readonly events: readonly ManifestEvent[];
}

/** An author's description of a field: in the options of a declaration, in a schema's `.meta()`, or in `listedFields`. */
export interface FieldAnnotations {
  readonly purpose?: string | undefined;
  readonly sensitivity?: Sensitivity | undefined;
  readonly since?: string | undefined;
  readonly optIn?: boolean | undefined;
  /** How long equal values have equal hashes. */
  readonly scope?: HashScope | undefined;
}

/**
 * A field without a declaration, such as one of `telemetryOverrides` or a standard property.
 *
 * @example
 * class BuildFailed extends TelemetryModel {
 *   @Redacted({ purpose: "Which failures are common." }) reason = "cannot write to /home/jane/app";
 *   step = "bundle"; // has no declaration, so the event lists it
 * }
 * const step: ListedField = { type: "string", purpose: "Which step fails." };
 * const sample: TelemetryEvent = { listedFields: { step }, toPosthogEvent: () => ["build_failed", new BuildFailed()] };
 */
export interface ListedField extends FieldAnnotations {
  readonly type: string;
  readonly purpose: string;
}

/** Explains `scope: "installation"` to a person. Such a field may also have a random id. */
const INSTALLATION_SCOPE_NOTE = "A hash here is the same for as long as this installation exists.";

/** Returns the purpose of a field, with a note if its hash is the same for as long as the installation exists. */
export function explainField({ purpose, scope }: Pick<ManifestField, "purpose" | "scope">): string {
  return scope === "installation" ? `${purpose} ${INSTALLATION_SCOPE_NOTE}` : purpose;
}

/** The first version of this package, and the default of `since`. */
const FIRST_VERSION = "0.1.0";

/**
 * Creates the manifest's entry for a field.
 * @throws Error if the field has no purpose, or an unknown sensitivity, or one that contradicts `optIn`
 */
export function createManifestField(
  event: string,
  form: Pick<ManifestField, "path" | "type" | "conversion">,
  { purpose, sensitivity, since = FIRST_VERSION, optIn, scope }: FieldAnnotations,
): ManifestField {
  const field = `${event}: ${form.path}`;
  if (typeof purpose !== "string" || purpose.trim() === "") throw new Error(`${field} has no purpose`);
  const resolvedSensitivity = sensitivity ?? (optIn === true ? "free-text-opt-in" : "usage");
  // The manifest tells the person that such a field is sent only if they opt in.
  if ((resolvedSensitivity === "free-text-opt-in") !== (optIn === true))
    throw new Error(
      `${field} is ${resolvedSensitivity}, and is sent ${optIn === true ? "only with" : "without"} opting in (\`optIn\`)`,
    );
  if (!SENSITIVITIES.includes(resolvedSensitivity))
    throw new Error(`${field} has a sensitivity that is none of ${SENSITIVITIES.join(", ")}`);
  return {
    ...form,
    purpose,
    sensitivity: resolvedSensitivity,
    ...(scope === "installation" && { scope }),
    since,
  };
}

/** Returns the path of a key. The path of the properties themselves is the empty string. */
export function joinPath(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

/** Creates the manifest's entries for fields that an event lists by path. */
export function toManifestFields(
  event: string,
  listed: Readonly<Record<string, ListedField>>,
): ManifestField[] {
  return Object.entries(listed).map(([path, { type, ...annotations }]) =>
    createManifestField(event, { path, type }, annotations),
  );
}
