/** Writes error reports as PostHog's exceptions. Facts without another source are from @posthog/core 1.67, `dist/error-tracking`. */
import type { JsonObject } from "../../envelope.js";
import type { CauseKind, ErrorReport } from "./error-reports.js";
import { fingerprintException } from "./exception-fingerprint.js";
import type { Frame } from "./stack-frames.js";

/** The event's name (posthog-node 5.70, `dist/extensions/error-tracking/index.mjs`). */
export const EXCEPTION = "$exception";

/** `parsers/base.mjs`. The server takes no frame without a function and a file (PostHog/posthog, rust/cymbal/src/langs/node.rs). */
const UNKNOWN_FUNCTION = "?";

/** PostHog groups exceptions with the same fingerprint. An author may set one. */
const FINGERPRINT = "$exception_fingerprint";

/** Returns whether the author's own properties contain a fingerprint, so that none has to be computed. */
export function hasFingerprint(properties: JsonObject): boolean {
  const fingerprint = properties[FINGERPRINT];
  return typeof fingerprint === "string" && fingerprint !== "";
}

/**
 * Returns the properties of an `$exception` event.
 * @param isFingerprinted whether the author set a fingerprint, so that none is added here
 */
export function toExceptionProperties(reports: readonly ErrorReport[], isFingerprinted: boolean): JsonObject {
  const code = reports[0]?.code;
  return {
    $exception_list: reports.map(toException),
    $exception_level: "error", // `error-properties-builder.mjs`, buildFromUnknown
    ...(isFingerprinted ? {} : { [FINGERPRINT]: fingerprintException(reports) }),
    // The code is a property of the event, because the server drops unknown keys of the list's items (cymbal/src/types).
    ...(code === undefined ? {} : { $exception_code: code }),
  };
}

function toException({ type, message, frames, causeOf, isError }: ErrorReport, index: number): JsonObject {
  return {
    type,
    value: message ?? "", // the server requires a text, which may be empty
    mechanism: toMechanism(index, isError, causeOf),
    ...(frames.length === 0
      ? {}
      : {
          // The outermost call comes first: `parsers/index.mjs`, reverseAndStripFrames.
          stacktrace: { type: "raw", frames: frames.map(toStackFrame).reverse() },
        }),
  };
}

/** `error-properties-builder.mjs`, convertToExceptionList. */
function toMechanism(
  index: number,
  isError: boolean,
  causeOf?: { parent: number; how: CauseKind },
): JsonObject {
  return causeOf === undefined
    ? { type: "generic", handled: true, synthetic: !isError, exception_id: index }
    : {
        type: "chained",
        source: causeOf.how,
        synthetic: !isError,
        exception_id: index,
        parent_id: causeOf.parent,
      };
}

/**
 * `types.d.ts`, StackFrame, without `module`, which says the file again, and without `context_line` and its neighbours,
 * which posthog-node reads from the disk.
 */
function toStackFrame(frame: Frame): JsonObject {
  return {
    platform: "node:javascript",
    filename: frame.file,
    function: frame.function ?? UNKNOWN_FUNCTION,
    ...(frame.line === undefined ? {} : { lineno: frame.line }),
    ...(frame.column === undefined ? {} : { colno: frame.column }),
    in_app: frame.kind === "app", // as `parsers/node.mjs`, filenameIsInApp: neither Node's own nor in node_modules
  };
}
