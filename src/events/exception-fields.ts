/** Lists the fields of `$exception` for the manifest, which `privacy/errors/posthog-exception.ts` creates. */
import type { ListedField } from "./manifest.js";

const PLACE = "Where in the code the error occurred, to find and repair the fault.";

export const EXCEPTION_FIELDS = {
  "$exception_list[].type": {
    type: "string",
    purpose: "Which kind of error occurred: the name of its class.",
  },
  "$exception_list[].value": {
    type: "string",
    purpose:
      "What went wrong: the first line of the error's message, redacted and cut to 256 characters; empty for errors whose messages quote their input.",
  },
  "$exception_list[].mechanism.*": {
    type: "string | number | boolean",
    purpose:
      "Which error of the list was caused by which other one, and that the tool reported them by a call.",
    sensitivity: "none",
  },
  "$exception_list[].stacktrace.type": {
    type: "string",
    purpose: "Always `raw`: PostHog's name for frames without source maps.",
    sensitivity: "none",
  },
  "$exception_list[].stacktrace.frames[].platform": {
    type: "string",
    purpose: "Always `node:javascript`.",
    sensitivity: "none",
  },
  "$exception_list[].stacktrace.frames[].filename": {
    type: "string",
    purpose: `${PLACE} The name of a file of a package or of Node; for any other file a keyed hash of its path.`,
  },
  "$exception_list[].stacktrace.frames[].function": {
    type: "string",
    purpose: `${PLACE} The name of a function of a package or of Node; for any other function \`?\`.`,
  },
  "$exception_list[].stacktrace.frames[].lineno": { type: "number", purpose: PLACE },
  "$exception_list[].stacktrace.frames[].colno": { type: "number", purpose: PLACE },
  "$exception_list[].stacktrace.frames[].in_app": {
    type: "boolean",
    purpose: "Whether the code is the tool's own, to group faults.",
    sensitivity: "none",
  },
  $exception_level: {
    type: "string",
    purpose: "Always `error`: PostHog's level of severity.",
    sensitivity: "none",
  },
  $exception_fingerprint: {
    type: "string",
    purpose:
      "Which reports are of the same fault. A hash of the error's type, its code and its places in the program, which is equal on all machines. Names of the tool's own files are not in it. A tool may set another text.",
  },
  $exception_code: {
    type: "string | number",
    purpose: "Which error of its class occurred: a code such as ENOENT.",
  },
} as const satisfies Readonly<Record<string, ListedField>>;
