/** `doctor`: looks at everything between an event and its server, and says what to do about what is wrong. */

import type { Situation } from "../../bootstrap/resolve-telemetry.js";
import { readTrustRecords } from "../../config/trusted-files.js";
import { messageOf } from "../../internal/file-errors.js";
import { makePrintable } from "../../internal/terminal-text.js";
import { isUnknown, reasonOf } from "../off-reasons.js";
import type { Context, Verb } from "../subcommand.js";
import { columns, plural } from "../terminal-style.js";
import { type Check, judged } from "./doctor-check.js";
import { localChecks } from "./doctor-local.js";
import { networkChecks } from "./doctor-network.js";

export const doctor: Verb = {
  description: "Check settings, network and folders, and send one real event",
  async run(context) {
    const situation = await context.situation();
    const reason = reasonOf(situation, context);
    const checks: Check[] = [
      {
        name: "settings",
        ...(isUnknown(situation, context) || reason?.isFault === false
          ? { ok: undefined, found: reason?.why ?? "", fix: reason?.fix ?? "" }
          : judged(reason === undefined, reason?.why ?? "every one can be used", reason?.fix)),
      },
      ...checkProjectFile(situation),
      ...checkTrustRecords(situation),
      ...(await localChecks(situation)),
      ...(await networkChecks(situation, reason?.why)),
    ];
    const wrong = checks.filter(({ ok }) => ok === false);
    return {
      code: wrong.length === 0 ? 0 : 1,
      json: { ok: wrong.length === 0, state: situation.state.status, checks },
      text: page(checks, reason !== undefined, context),
    };
  },
};

/** Without usable records no project's file is trusted. */
function checkTrustRecords({ trustFile }: Situation): Check[] {
  try {
    if (trustFile !== undefined) readTrustRecords(trustFile);
    return [];
  } catch (error) {
    return [
      { name: "trusted files", ok: false, found: messageOf(error), fix: `mend or remove ${trustFile}` },
    ];
  }
}

/** An ignored file is not a fault. */
function checkProjectFile({ state, resolved }: Situation): Check[] {
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
      found: `${makePrintable(file)} asks for ${keys.join(", ")}, which is ignored`,
      fix: nextStep,
    },
  ];
}

function page(checks: readonly Check[], isOff: boolean, { paint }: Context): string {
  const mark = ({ ok }: Check) =>
    ok === undefined ? paint.faint("–") : ok ? paint.good("✓") : paint.bad("✗");
  const rows = checks.map((check) => [
    mark(check),
    check.name,
    (check.fix ?? "") === "" ? check.found : `${check.found}. ${paint.strong(`→ ${check.fix}`)}`,
  ]);
  const wrong = checks.filter(({ ok }) => ok === false).length;
  const summary =
    wrong === 0
      ? paint.good(
          isOff
            ? "Nothing is wrong. Nothing was sent to try it, because telemetry is off."
            : "Nothing is wrong.",
        )
      : paint.bad(`${plural(wrong, "thing is", "things are")} wrong.`);
  return `${columns(rows)}\n\n  ${summary}`;
}
