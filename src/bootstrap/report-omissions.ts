/** Reports to the author which properties are not sent because their text is not declared, without the text itself. */
import { realpathSync } from "node:fs";
import type { Environment } from "../config/environment.js";
import type { OmittedPart, OnOmission } from "../privacy/sanitizer/omission.js";

/** Further omissions are not reported. `stats()` counts all of them. */
const MAX_WARNINGS = 20;

/**
 * Returns a function that reports each property once.
 * @param report the author's logger during development, or else the log of `NODE_DEBUG`
 */
export function createOmissionReporter(report: (message: string) => void): OnOmission {
  const reported = new Set<string>();
  return (reason, part) => {
    if (reason !== "undeclared_text" || part === undefined || reported.size >= MAX_WARNINGS) return;
    const message = formatUndeclaredText(part);
    if (reported.has(message)) return;
    reported.add(message);
    report(message);
  };
}

/** Returns the line that names one removed property. A path that ends in `*` stands for a key that is not a word. */
export function formatUndeclaredText({ event, property }: OmittedPart): string {
  const source = event.endsWith("()") ? event : `event ${JSON.stringify(event)}`;
  if (property === "*" || property.endsWith(".*"))
    return `${source}: property ${JSON.stringify(property)} is not sent: its name is not a single word`;
  return `${source}: property ${JSON.stringify(property)} is not sent: its text is not declared. Declare it with @Redacted() or @Public() on a field, or with redacted() or verbatim() among plain properties`;
}

/**
 * Returns whether the tool is being developed: `NODE_ENV` is set and is not `production`, or it is not set and the program
 * is not in a `node_modules` folder.
 */
export function isDevelopment(env: Environment, program: string | undefined): boolean {
  const { NODE_ENV } = env;
  if (NODE_ENV !== undefined && NODE_ENV !== "") return NODE_ENV !== "production";
  if (program === undefined) return false;
  try {
    return !/[\\/]node_modules[\\/]/.test(realpathSync(program)); // npm starts an installed program through a link
  } catch {
    return false;
  }
}
