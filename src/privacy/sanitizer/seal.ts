/** Mints the proof that a value may leave: nothing else in the project makes a `Sealed`. */
import type { Json, JsonObject, Sealed } from "../../envelope.js";
import { isUuid } from "../../internal/ids.js";
import type { Digest, FieldDigests, ProvisionalDigests } from "../digests/keyed-digest.js";
import type { ErrorMessages } from "../errors/error-message.js";
import { createErrorReports, type ErrorReport } from "../errors/error-reports.js";
import { FINGERPRINT, toExceptionProperties } from "../errors/posthog-exception.js";
import { type AllowlistNode, applyAllowlist } from "./allowlist.js";
import { MAX_BYTES, MAX_KEYS } from "./event-budget.js";
import { measureJsonText } from "./json-size.js";
import type { OnOmission } from "./omission.js";
import { isUnsafeKey } from "./property-keys.js";
import type { SanitizeContext } from "./sanitize-context.js";
import { Sanitizer } from "./sanitizer.js";
import { registerSealedOutput } from "./sealed-output.js";
import { redactName } from "./text-redaction.js";
import { KEY_RULES } from "./undeclared-text.js";

export type SealContext = SanitizeContext;

/** Creates a context field by field: a spread would make every reading of it slow. */
export function createSanitizeContext(
  { digest, installationDigest }: FieldDigests,
  optIn: boolean,
  omit: OnOmission,
): SealContext {
  return { digest, installationDigest, optIn, omit };
}

/** The part of the context that sealing an error needs. */
type ErrorContext = Pick<SealContext, "digest" | "omit">;

/**
 * Seals an object, a model or a Map as an event's properties. Never throws; what cannot be sealed is not in the result.
 * @param event the name under which what is left out is reported
 */
export function sealProperties(value: unknown, context: SealContext, event = ""): Sealed {
  const json = new Sanitizer(context, event).sanitize(value);
  if (typeof json === "object" && json !== null && !Array.isArray(json))
    return brandSealed(json as JsonObject); // Array.isArray does not narrow readonly arrays
  if (json !== undefined) context.omit("unsupported");
  return brandSealed({});
}

/** Seals a name that the author wrote: of an event, a flag, a variant. It may have blanks; redaction checks it. */
export function sealName(name: unknown): Sealed<string> {
  return brandSealed(typeof name === "string" ? redactName(name) : "");
}

/** Seals an identifier that the caller gave: a UUID stays, anything else (a login, an e-mail address) leaves as its digest. */
export function sealId(id: string, digest: Digest): Sealed<string> {
  const text = String(id);
  return brandSealed(isUuid(text) ? ID_FORMS.uuid(text) : ID_FORMS.other(text, digest));
}

/** The form in which an identifier is sent. */
export const ID_FORMS = {
  uuid: (id: string): string => id.toLowerCase(),
  other: (id: string, digest: Digest): string => digest(id),
};

/** PostHog takes five types of groups; a few more may be tried, a million may not. */
const MAX_GROUPS = 16;

/**
 * PostHog's groups: the types are words, the keys are identifiers. What is neither is left out.
 * @param event the name under which what is left out is reported
 */
export function sealGroups(
  groups: Readonly<Record<string, string>>,
  { digest, omit }: Pick<SealContext, "digest" | "omit">,
  event = "",
): Sealed {
  const sealed: Record<string, Json> = {};
  const types = typeof groups === "object" && groups !== null ? Object.keys(groups) : [];
  for (const type of types.slice(0, MAX_GROUPS)) {
    const key: unknown = groups[type];
    if (isUnsafeKey(type)) omit("key_name");
    else if (!KEY_RULES.groupType(type))
      omit("undeclared_text", { event: sealName(event), property: "$groups.*" });
    else if (typeof key === "string") sealed[type] = sealId(key, digest);
    else omit("unsupported");
  }
  if (types.length > MAX_GROUPS) omit("keys");
  return brandSealed(sealed);
}

/** Seals the values of flags, each under PostHog's `$feature/<key>`. Keys and variants are names that the author wrote. */
export function sealFlags(values: ReadonlyMap<string, string | boolean>): Sealed {
  const sealed: Record<string, Json> = {};
  for (const [key, value] of values)
    sealed[`$feature/${sealName(key)}`] = typeof value === "boolean" ? value : sealName(value);
  return brandSealed(sealed);
}

/** A sealed value under a key of our own. */
export function sealUnder(key: "$groups" | "telemetry_refused", value: Sealed): Sealed {
  return brandSealed({ [key]: value });
}

/** What a list names of a sealed object; the rest is left out and counted as `unlisted`. */
export function sealAllowlisted(value: Sealed, listed: AllowlistNode, omit: OnOmission): Sealed {
  return brandSealed((applyAllowlist(value, listed, omit) ?? {}) as JsonObject); // what is kept of an object is one
}

/**
 * One sealed object of several, later ones winning. Where they are too large together the largest properties are left
 * out, but none of the last part: what every event carries.
 */
export function mergeSealed(parts: readonly Sealed[], omit: OnOmission): Sealed {
  const merged: Record<string, Json> = Object.assign({}, ...parts);
  if (parts.reduce((size, part) => size + estimateMaxBytes(part), 0) <= MAX_BYTES) return brandSealed(merged);
  let bytes = Buffer.byteLength(JSON.stringify(merged));
  let keys = countKeys(merged);
  if (bytes <= MAX_BYTES && keys <= MAX_KEYS) return brandSealed(merged);
  const kept = parts.at(-1) ?? {};
  const sizes = Object.entries(merged)
    .filter(([key]) => !Object.hasOwn(kept, key))
    .map(([key, json]) => ({
      key,
      bytes: measureJsonText(key) + Buffer.byteLength(JSON.stringify(json)) + 2,
      keys: 1 + countKeys(json),
    }))
    .sort((a, b) => b.bytes - a.bytes);
  for (const part of sizes) {
    if (bytes <= MAX_BYTES && keys <= MAX_KEYS) break;
    delete merged[part.key];
    bytes -= part.bytes;
    keys -= part.keys;
    omit(bytes + part.bytes > MAX_BYTES ? "size" : "keys");
  }
  return brandSealed(merged);
}

/** In a text so short there are neither too many bytes nor too many keys. */
const SHORT_TEXT = Math.min(MAX_BYTES / 3, 4 * MAX_KEYS);

/** Texts of the parts that many events share. */
const sharedJson = new WeakMap<Sealed, string>();

/**
 * What `mergeSealed` gives, as JSON; undefined where a part replaces what another says, or they may be too large together.
 * A shared part is written once: all of it at once would take three times as long.
 */
export function writeMergedJson(parts: readonly Sealed[]): string | undefined {
  const seen = new Set<string>();
  let text = "";
  for (const part of parts) {
    for (const key in part) {
      if (seen.has(key)) return undefined;
      seen.add(key);
    }
    const own = sharedJson.get(part) ?? JSON.stringify(part).slice(1, -1);
    if (own !== "") text += text === "" ? own : `,${own}`;
  }
  return text.length <= SHORT_TEXT ? `{${text}}` : undefined;
}

/** What this library says of itself and of the runtime, which many events share. Its texts are ours, or the tool's name and version, which its author wrote; none is redacted. */
export function sealShared(value: JsonObject): Sealed {
  const sealed = brandSealed(value);
  sharedJson.set(sealed, JSON.stringify(sealed).slice(1, -1));
  return sealed;
}

/** A bound that takes no time to tell: what is within it need not be written to be measured. */
function estimateMaxBytes(json: Json): number {
  if (typeof json === "string") return 6 * json.length + 2; // `\u001f` is the longest that a character gets
  if (typeof json !== "object" || json === null) return 25;
  let size = 2;
  if (Array.isArray(json)) for (const item of json) size += 1 + estimateMaxBytes(item);
  else {
    const object = json as JsonObject; // Array.isArray does not narrow readonly arrays
    for (const key in object) {
      const item = object[key];
      // A key counts for its share of the bytes at least, so that keys are within their limit, too.
      if (item !== undefined)
        size += Math.max(6 * key.length + 4, MAX_BYTES / MAX_KEYS) + estimateMaxBytes(item);
    }
  }
  return size;
}

function countKeys(json: Json): number {
  if (typeof json !== "object" || json === null) return 0;
  const items = Object.values(json);
  return items.reduce<number>((sum, item) => sum + countKeys(item), Array.isArray(json) ? 0 : items.length);
}

/** Puts real digests in place of the provisional ones. */
export function replaceProvisionalDigests<T extends Json>(
  value: Sealed<T>,
  provisional: ProvisionalDigests,
  digests: FieldDigests,
): Sealed<T> {
  const replace = (json: Json): Json => {
    if (typeof json === "string") return provisional.resolve(json, digests) ?? json;
    if (typeof json !== "object" || json === null) return json;
    if (Array.isArray(json)) return json.map(replace);
    return Object.fromEntries(Object.entries(json).map(([key, item]) => [key, replace(item)]));
  };
  return brandSealed(replace(value) as T); // the shape stays: only strings change, into strings
}

/** For what this library sealed in an earlier process and kept in the person's own folder, where nobody else can write. */
export function sealStored<T extends Json>(kept: T): Sealed<T> {
  return brandSealed(kept);
}

/** An error and its causes, in one flat list; for a caller as well. Whatever was thrown, it never throws. */
export function sealError(error: unknown, { digest, omit }: ErrorContext): Sealed {
  const [first, ...causes] = createErrorReports(error, digest, omit).map(toErrorJson);
  return registerSealedOutput(brandSealed(causes.length === 0 ? { ...first } : { ...first, causes }));
}

function toErrorJson({ type, code, message, frames }: ErrorReport): JsonObject {
  return {
    type,
    ...(code === undefined ? {} : { code }),
    ...(message === undefined ? {} : { message }),
    ...(frames.length === 0 ? {} : { frames: frames.map((frame) => ({ ...frame })) }),
  };
}

interface ExceptionOptions {
  /** What the author says besides: a fingerprint among them is theirs to give. */
  readonly properties?: Sealed;
  /** @default "redacted" */
  readonly errorMessages?: ErrorMessages;
}

/** An error as the properties of PostHog's `$exception` event. Never throws. */
export function sealException(
  error: unknown,
  { digest, omit }: ErrorContext,
  { properties = brandSealed({}), errorMessages = "redacted" }: ExceptionOptions = {},
): Sealed {
  const fingerprint: Json | undefined = properties[FINGERPRINT];
  const hasFingerprint = typeof fingerprint === "string" && fingerprint !== "";
  const reports = createErrorReports(error, digest, omit);
  const sent = errorMessages === "none" ? reports.map(({ message, ...rest }) => rest) : reports;
  return brandSealed(toExceptionProperties(sent, hasFingerprint));
}

/** The one cast: what came through the walk, redaction or a digest is sealed. */
function brandSealed<T extends Json>(json: T): Sealed<T> {
  return json as Sealed<T>;
}
