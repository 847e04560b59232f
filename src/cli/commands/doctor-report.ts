/** Formats the results of the checks of `doctor`. */

import { PARAGRAPH_BREAK } from "../styled-text.js";
import type { CommandContext } from "../subcommand.js";
import { pluralize } from "../terminal-format.js";
import { formatWrappedColumns, wrapText } from "../text-wrap.js";

export interface Check {
  readonly name: string;
  /** Undefined when the check was not possible. */
  readonly ok: boolean | undefined;
  readonly found: string;
  /** How to repair it. */
  readonly fix?: string;
}

/** Creates the result of a check, with `fix` only when the check failed. */
export function createCheckResult(ok: boolean, found: string, fix?: string): Omit<Check, "name"> {
  return ok || fix === undefined ? { ok, found } : { ok, found, fix };
}

/** @param obstacle a clause that says why no test event was sent; undefined when one was sent */
export function formatChecks(
  checks: readonly Check[],
  obstacle: string | undefined,
  { colors, width }: CommandContext,
): string {
  const getMark = ({ ok }: Check) =>
    ok === undefined ? colors.dim("–") : ok ? colors.green("✓") : colors.red("✗");
  const rows = checks.map((check) => [
    getMark(check),
    check.name,
    (check.fix ?? "") === "" ? check.found : `${check.found}. ${colors.bold(`→ ${check.fix}`)}`,
  ]);
  const wrong = checks.filter(({ ok }) => ok === false).length;
  const summary =
    wrong === 0
      ? colors.green(
          obstacle === undefined
            ? "No check failed."
            : `No check failed. No test event was sent, because ${obstacle}.`,
        )
      : colors.red(`${pluralize(wrong, "check")} failed.`);
  return `${formatWrappedColumns(rows, width)}${PARAGRAPH_BREAK}${wrapText(summary, width, 2)}`;
}
