/** Defines the subcommand `doctor`, which checks everything between an event and its server and suggests repairs. */
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { readTrustRecords } from "../../config/trust-records.js";
import { getErrorMessage } from "../../internal/errors.js";
import { explainOffState, isStateUnknown } from "../off-explanation.js";
import type { CommandContext, Subcommand } from "../subcommand.js";
import { formatPath } from "../terminal-format.js";
import { runLocalChecks } from "./doctor-local.js";
import { runNetworkChecks } from "./doctor-network.js";
import { type Check, createCheckResult, formatChecks } from "./doctor-report.js";

export const doctor: Subcommand = {
  description: "Check settings, network and folders, and send one real event",
  failure: "At least one check failed.",
  async run(context) {
    const telemetry = await context.loadTelemetry();
    const reason = explainOffState(telemetry, context);
    const obstacle = findNetworkObstacle(telemetry, context);
    const checks: Check[] = [
      {
        name: "settings",
        ...(isStateUnknown(telemetry, context) || reason?.isFault === false
          ? { ok: undefined, found: reason?.why ?? "", fix: reason?.fix ?? "" }
          : createCheckResult(reason === undefined, reason?.why ?? "all can be used", reason?.fix)),
      },
      ...telemetry.obsoleteVariables.map(({ name, hint }): Check => {
        return { name, ok: false, found: "is set and has no effect", fix: hint };
      }),
      ...checkProjectFile(telemetry),
      ...checkTrustRecords(telemetry),
      ...(await runLocalChecks(telemetry)),
      ...(await runNetworkChecks(telemetry, obstacle)),
    ];
    const wrong = checks.filter(({ ok }) => ok === false);
    return {
      code: wrong.length === 0 ? 0 : 1,
      json: { ok: wrong.length === 0, state: telemetry.state.status, checks },
      text: formatChecks(checks, obstacle, context),
    };
  },
};

/** Returns a clause that says why no test event may be sent. Undefined if one may be sent. */
function findNetworkObstacle(telemetry: ResolvedTelemetry, context: CommandContext): string | undefined {
  if (isStateUnknown(telemetry, context)) return `only ${context.tool}'s own code names the server`;
  if (telemetry.state.status === "off") return "telemetry is off";
  return telemetry.settings.dryRun ? "dry_run is true: events are printed and not sent" : undefined;
}

/** Damaged records are a fault, because no project's file is trusted without them. */
function checkTrustRecords({ trustFile }: ResolvedTelemetry): Check[] {
  try {
    if (trustFile !== undefined) readTrustRecords(trustFile);
    return [];
  } catch (error) {
    return [
      {
        name: "trusted files",
        ok: false,
        found: getErrorMessage(error),
        fix: `repair or remove ${trustFile}`,
      },
    ];
  }
}

/** An ignored file is reported, but is not a fault. */
function checkProjectFile({ state, provenance }: ResolvedTelemetry): Check[] {
  const { ignored } = state;
  if (ignored === undefined) {
    const projectSource = Object.values(provenance).find(({ kind }) => kind === "project");
    return projectSource === undefined
      ? []
      : [{ name: "project's file", ok: true, found: `${formatPath(projectSource.label)} is used` }];
  }
  const { file, keys, nextStep } = ignored;
  return [
    {
      name: "project's file",
      ok: undefined,
      found: `${keys.join(", ")} in ${formatPath(file)} ${keys.length === 1 ? "is" : "are"} ignored, because this file is not trusted`,
      fix: nextStep,
    },
  ];
}
