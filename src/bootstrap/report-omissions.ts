/** Reports to the author which properties are not sent because their text is not declared, without the text itself. */

import { realpathSync } from "node:fs";
import type { Environment } from "../config/environment.js";
import { SPAN_EVENT } from "../events/event-names.js";
import { isSingleExecutable } from "../internal/single-executable.js";
import type { OmittedPart, OnOmission } from "../privacy/sanitizer/omission.js";

/** Further omissions are not reported. `stats()` counts all of them. */
const MAX_WARNINGS = 20;

interface OmissionLog {
  /** Receives a mistake in the author's code. */
  readonly warn: (message: string) => void;
  /** Receives undeclared texts: the author's logger during development, or else the log of `NODE_DEBUG`. */
  readonly reportLoss: (message: string) => void;
}

/** Returns a function that reports each property once. */
export function createOmissionReporter({ warn, reportLoss }: OmissionLog): OnOmission {
  const reported = new Set<string>();
  return (reason, part) => {
    if (reason === "ignored_declaration" && part !== undefined) warn(formatIgnoredDeclaration(part));
    if (reason !== "undeclared_text" || part === undefined || reported.size >= MAX_WARNINGS) return;
    const message = formatUndeclaredText(part);
    if (reported.has(message)) return;
    reported.add(message);
    reportLoss(message);
  };
}

/** The line does not name the event, so that the log has it once. */
function formatIgnoredDeclaration({ property }: OmittedPart): string {
  const method = property.split(".").at(-1);
  return `${method} of a model has no effect, and undeclared fields of its class are not sent. Declare them with @Anonymize or declareAnonymity`;
}

/** The path of a span's attributes, which the author declares by their names alone. */
const ATTRIBUTE_PATH = "attributes[].";

/** Returns the line that names one removed property. A path that ends in `*` stands for a key that is not a word. */
export function formatUndeclaredText({ event, property, isIdentifiedByName }: OmittedPart): string {
  const source = event.endsWith("()") ? event : `event ${JSON.stringify(event)}`;
  if (property === "*" || property.endsWith(".*"))
    return `${source}: property ${JSON.stringify(property)} is not sent: its name is not a single word`;
  const reason = isIdentifiedByName
    ? "its name stands for a secret or a person, so not even a word is sent without a declaration"
    : "its text is not declared";
  if (event === SPAN_EVENT && property.startsWith(ATTRIBUTE_PATH)) {
    const attribute = JSON.stringify(property.slice(ATTRIBUTE_PATH.length));
    return `span attribute ${attribute} is not sent: ${reason}. Declare it in the option attributes of startTracing`;
  }
  return `${source}: property ${JSON.stringify(property)} is not sent: ${reason}. Declare it with @Redacted() or @Public() on a field, or with redacted() or verbatim() among plain properties`;
}

/**
 * Returns whether the tool is being developed: `NODE_ENV` is set and is not `production`, or it is not set and the program
 * is a script that is not in a `node_modules` folder.
 */
export function isDevelopment(env: Environment, program: string | undefined): boolean {
  const { NODE_ENV } = env;
  if (NODE_ENV !== undefined && NODE_ENV !== "") return NODE_ENV !== "production";
  if (program === undefined) return false;
  try {
    if (isSingleExecutable()) return false; // its first argument is the executable itself
    return !/[\\/]node_modules[\\/]/.test(realpathSync(program)); // npm starts an installed program through a link
  } catch {
    return false;
  }
}
