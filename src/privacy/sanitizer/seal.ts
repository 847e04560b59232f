/**
 * Seals values. This is the only module that creates a `Sealed`, the proof that a value may be sent. Functions named `seal…`
 * sanitize; those named `trust…` take the word of their caller.
 */

import type { Json, JsonObject, Sealed } from "../../envelope.js";
import { isUuid } from "../../internal/ids.js";
import { isRecord } from "../../internal/record.js";
import {
  type Digest,
  deriveNumber,
  type FieldDigests,
  type ProvisionalDigests,
} from "../digests/keyed-digest.js";
import type { ErrorMessages } from "../errors/error-messages-option.js";
import { createErrorReports, type ErrorReport } from "../errors/error-reports.js";
import { toExceptionProperties } from "../errors/posthog-exception.js";
import { type AllowlistNode, applyAllowlist } from "./allowlist.js";
import { estimateMaxBytes, MAX_BYTES } from "./event-size.js";
import { rememberJson, removeLargestProperties } from "./merged-properties.js";
import type { OnOmission } from "./omission.js";
import { isUnsafeKey } from "./property-keys.js";
import type { SanitizeContext } from "./sanitize-context.js";
import { Sanitizer } from "./sanitizer.js";
import { brandSealed } from "./sealed-brand.js";
import { registerSealedOutput } from "./sealed-output.js";
import { redactName } from "./text-redaction.js";
import { KEY_RULES } from "./undeclared-text.js";

type ErrorContext = Pick<SanitizeContext, "digest" | "omit">;

/**
 * Sanitizes an object, a model or a Map as an event's properties. Never throws. Parts that cannot be sent are omitted.
 * @param event the name under which omitted parts are reported
 */
export function sealProperties(value: unknown, context: SanitizeContext, event = ""): Sealed {
  const json = new Sanitizer(context, event).sanitize(value);
  if (isRecord(json)) return brandSealed(json);
  if (json !== undefined) context.omit("unsupported");
  return brandSealed({});
}

/** Seals a name that the author wrote, of an event, a flag or a variant. It may contain blanks, and is redacted. */
export function sealName(name: unknown): Sealed<string> {
  return brandSealed(typeof name === "string" ? redactName(name) : "");
}

/** Seals an identifier from the caller. A UUID is sent as it is; a login or an e-mail address is sent as its digest. */
export function sealId(id: string, digest: Digest): Sealed<string> {
  const text = String(id);
  return brandSealed(isUuid(text) ? ID_FORMS.uuid(text) : ID_FORMS.other(text, digest));
}

/**
 * Seals the bucket under which flags are requested. Many installations share it.
 * @param digest keyed with the salt of the installation
 */
export function sealBucket(digest: Digest, bucketCount: number): Sealed<string> {
  return brandSealed(`bucket-${deriveNumber(digest, "bucket") % bucketCount}-of-${bucketCount}`);
}

/** Returns whether an id is a bucket, which stands for many installations. */
export function isBucket(id: string): boolean {
  return /^bucket-\d+-of-\d+$/.test(id);
}

/** The form in which an identifier is sent. */
export const ID_FORMS = {
  uuid: (id: string): string => id.toLowerCase(),
  other: (id: string, digest: Digest): string => digest(id),
};

/** PostHog accepts five types of groups per project. 16 leaves room for other servers. */
export const MAX_GROUPS = 16;

/**
 * Seals PostHog's groups. Types have to be words, and keys are sealed as identifiers. Other groups are omitted.
 * @param event the name under which omitted groups are reported
 */
export function sealGroups(
  groups: Readonly<Record<string, string>>,
  { digest, omit }: Pick<SanitizeContext, "digest" | "omit">,
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

/** Seals the values of flags, each under PostHog's key `$feature/<flag>`. Flags and variants are names that the author wrote. */
export function sealFlags(values: ReadonlyMap<string, string | boolean>): Sealed {
  const sealed: Record<string, Json> = {};
  for (const [key, value] of values)
    sealed[`$feature/${sealName(key)}`] = typeof value === "boolean" ? value : sealName(value);
  return brandSealed(sealed);
}

/** Puts a sealed value under a key of this library. */
export function sealUnder(key: "$groups" | "telemetry_refused", value: Sealed): Sealed {
  return brandSealed({ [key]: value });
}

/** Removes the properties that an allow-list does not contain. They are counted as `unlisted`. */
export function sealAllowlisted(value: Sealed, listed: AllowlistNode, omit: OnOmission): Sealed {
  return brandSealed((applyAllowlist(value, listed, omit) ?? {}) as JsonObject); // an object remains an object
}

/**
 * Merges sealed objects. Later properties replace earlier ones. If the result is too large, the largest properties are
 * omitted.
 * @param kept properties that are never omitted
 */
export function mergeSealed(parts: readonly Sealed[], omit: OnOmission, kept?: Sealed): Sealed {
  const merged: Record<string, Json> = Object.assign({}, ...parts);
  const isSmall = parts.reduce((size, part) => size + estimateMaxBytes(part), 0) <= MAX_BYTES;
  if (!isSmall) removeLargestProperties(merged, kept, omit);
  return brandSealed(merged);
}

/**
 * Trusts properties that many events share: facts of this library and of the runtime, and the tool's name and version. They
 * are not redacted, because this library or the tool's author wrote them.
 */
export function trustShared(value: JsonObject): Sealed {
  const sealed = brandSealed(value);
  rememberJson(sealed);
  return sealed;
}

/** Replaces provisional digests by the real ones. */
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
  return brandSealed(replace(value) as T); // only texts are replaced, and only by texts
}

/** Trusts what an earlier process sealed and stored in the person's own folder, where no other account can write. */
export function trustStored<T extends Json>(kept: T): Sealed<T> {
  return brandSealed(kept);
}

/** Sanitizes an error and its causes as JSON that the author receives, and may capture later. Never throws. */
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
  /** The author set a fingerprint, so none is computed. @default false */
  readonly isFingerprinted?: boolean;
  /** @default "redacted" */
  readonly errorMessages?: ErrorMessages;
}

/** Sanitizes an error as the properties of PostHog's `$exception` event. Never throws. */
export function sealException(
  error: unknown,
  { digest, omit }: ErrorContext,
  { isFingerprinted = false, errorMessages = "redacted" }: ExceptionOptions = {},
): Sealed {
  const reports = createErrorReports(error, digest, omit);
  const sent = errorMessages === "none" ? reports.map(({ message, ...rest }) => rest) : reports;
  return brandSealed(toExceptionProperties(sent, isFingerprinted));
}
