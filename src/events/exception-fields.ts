/** Lists the fields of `$exception` for the manifest, which `privacy/errors/posthog-exception.ts` creates. */
import type { ListedField } from "./manifest.js";

const PLACE = "Where in the code a fault is, to find and mend it.";

export const EXCEPTION_FIELDS = {
  "$exception_list[].type": { type: "string", purpose: "Which kind of error it is: the name of its class." },
  "$exception_list[].value": {
    type: "string",
    purpose:
      "What went wrong: the first line of the error's message, redacted and cut to 256 characters; empty where messages quote what they were given.",
  },
  "$exception_list[].mechanism.*": {
    type: "string | number | boolean",
    purpose: "Which error of the list caused which, and that the tool reported it itself.",
    sensitivity: "none",
  },
  "$exception_list[].stacktrace.type": {
    type: "string",
    purpose: "Always `raw`: PostHog's name for frames that were not looked up.",
    sensitivity: "none",
  },
  "$exception_list[].stacktrace.frames[].platform": {
    type: "string",
    purpose: "Always `node:javascript`.",
    sensitivity: "none",
  },
  "$exception_list[].stacktrace.frames[].filename": {
    type: "string",
    purpose: `${PLACE} A file of a package or of Node; of any other file a keyed hash of its path.`,
  },
  "$exception_list[].stacktrace.frames[].function": {
    type: "string",
    purpose: `${PLACE} Of packages and Node alone; elsewhere \`?\`.`,
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
    purpose: "Always `error`: PostHog's word for how grave it is.",
    sensitivity: "none",
  },
  $exception_fingerprint: {
    type: "string",
    purpose:
      "Which reports are of the same fault: a hash of the error's type and code and of the places in the code, without the names of files that are no package's. It is equal on all machines. A tool may give another text.",
  },
  $exception_code: {
    type: "string | number",
    purpose: "Which fault of a kind it is: a code such as ENOENT.",
  },
} as const satisfies Readonly<Record<string, ListedField>>;
