/** `doctor`: looks at everything between an event and its server, and says what to do about what is wrong. */

import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { readTrustRecords } from "../../config/trust-records.js";
import { getErrorMessage } from "../../internal/errors.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import { explainOffState, isStateUnknown } from "../off-explanation.js";
import type { CommandContext, Subcommand } from "../subcommand.js";
import { formatColumns, pluralize } from "../terminal-format.js";
import { runLocalChecks } from "./doctor-local.js";
import { runNetworkChecks } from "./doctor-network.js";
import { type Check, createCheckResult } from "./doctor-report.js";

export const doctor: Subcommand = {
  description: "Check settings, network and folders, and send one real event",
  async run(context) {
    const situation = await context.resolveTelemetry();
    const reason = explainOffState(situation, context);
    const checks: Check[] = [
      {
        name: "settings",
        ...(isStateUnknown(situation, context) || reason?.isFault === false
          ? { ok: undefined, found: reason?.why ?? "", fix: reason?.fix ?? "" }
          : createCheckResult(reason === undefined, reason?.why ?? "every one can be used", reason?.fix)),
      },
      ...checkProjectFile(situation),
      ...checkTrustRecords(situation),
      ...(await runLocalChecks(situation)),
      ...(await runNetworkChecks(situation, reason?.why)),
    ];
    const wrong = checks.filter(({ ok }) => ok === false);
    return {
      code: wrong.length === 0 ? 0 : 1,
      json: { ok: wrong.length === 0, state: situation.state.status, checks },
      text: formatChecks(checks, reason !== undefined, context),
    };
  },
};

/** Without usable records no project's file is trusted. */
function checkTrustRecords({ trustFile }: ResolvedTelemetry): Check[] {
  try {
    if (trustFile !== undefined) readTrustRecords(trustFile);
    return [];
  } catch (error) {
    return [
      { name: "trusted files", ok: false, found: getErrorMessage(error), fix: `mend or remove ${trustFile}` },
    ];
  }
}

/** An ignored file is not a fault. */
function checkProjectFile({ state, resolved }: ResolvedTelemetry): Check[] {
  const { ignored } = state;
  if (ignored === undefined) {
    const project = Object.values(resolved.provenance).find(({ kind }) => kind === "project");
    return project === undefined
      ? []
      : [{ name: "project's file", ok: true, found: `${project.label} is used` }];
  }
  const { file, keys, nextStep } = ignored;
  return [
    {
      name: "project's file",
      ok: undefined,
      found: `${escapeForTerminal(file)} asks for ${keys.join(", ")}, which is ignored`,
      fix: nextStep,
    },
  ];
}

function formatChecks(checks: readonly Check[], isOff: boolean, { colors }: CommandContext): string {
  const getMark = ({ ok }: Check) =>
    ok === undefined ? colors.faint("–") : ok ? colors.good("✓") : colors.bad("✗");
  const rows = checks.map((check) => [
    getMark(check),
    check.name,
    (check.fix ?? "") === "" ? check.found : `${check.found}. ${colors.strong(`→ ${check.fix}`)}`,
  ]);
  const wrong = checks.filter(({ ok }) => ok === false).length;
  const summary =
    wrong === 0
      ? colors.good(
          isOff
            ? "Nothing is wrong. Nothing was sent to try it, because telemetry is off."
            : "Nothing is wrong.",
        )
      : colors.bad(`${pluralize(wrong, "thing is", "things are")} wrong.`);
  return `${formatColumns(rows)}\n\n  ${summary}`;
}
