/** Formats the results of the checks of `doctor`. */
import { type Colors, formatColumns, pluralize } from "../terminal-format.js";

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

/** @param isOff Whether telemetry is off, so that the network was not checked. */
export function formatChecks(
  checks: readonly Check[],
  { isOff, colors }: { readonly isOff: boolean; readonly colors: Colors },
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
          isOff
            ? "Nothing is wrong. No event was sent as a test, because telemetry is off."
            : "Nothing is wrong.",
        )
      : colors.red(`${pluralize(wrong, "thing is", "things are")} wrong.`);
  return `${formatColumns(rows)}\n\n  ${summary}`;
}
