/** Defines what was decided about an experiment before it began, which its data do not say. */
import type { ExperimentInput } from "./experiment.js";
import type { ExperimentOutcomes } from "./outcome-reader.js";

/** The plan cannot be used with the variants that were reported. The message names them. */
export class PlanError extends Error {
  override readonly name = "PlanError";
}

export const DEFAULT_CONTROL = "control";

export interface ExperimentPlan {
  /** @default "control" */
  readonly control?: string | undefined;
  /** By variant, in any unit. @default the same share for each variant that was reported */
  readonly shares?: Readonly<Record<string, number>> | undefined;
  /** Metrics that are better if they are lower. */
  readonly decrease?: readonly string[] | undefined;
  /** @default 5000 */
  readonly plannedInstallations?: number | undefined;
}

/** Returns the plan with what a second one says otherwise. */
export function mergePlans(plan: ExperimentPlan, changes: ExperimentPlan): ExperimentPlan {
  const stated = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...plan, ...Object.fromEntries(stated) };
}

/** @throws PlanError */
export function planAnalysis(outcomes: ExperimentOutcomes, plan: ExperimentPlan): ExperimentInput {
  const { control = DEFAULT_CONTROL, shares, decrease = [], plannedInstallations } = plan;
  const reported = [...outcomes.exposures.keys()].sort();
  const names = shares === undefined ? reported : Object.keys(shares);
  const unplanned = reported.find((name) => !names.includes(name));
  if (unplanned !== undefined)
    throw new PlanError(`the variant ${unplanned} was reported, but has no share.`);
  if (!names.includes(control))
    throw new PlanError(
      `the control "${control}" is not one of the variants: ${names.join(", ") || "none was reported"}.`,
    );
  const unknown = decrease.find((metric) => !outcomes.metrics.has(metric));
  if (unknown !== undefined && outcomes.metrics.size > 0)
    throw new PlanError(`${unknown} is not one of the metrics: ${[...outcomes.metrics.keys()].join(", ")}.`);
  return {
    variants: names.map((name) => ({
      name,
      share: shares?.[name] ?? 1,
      exposures: outcomes.exposures.get(name) ?? 0,
    })),
    control,
    inSeveralVariants: outcomes.inSeveralVariants,
    metrics: [...outcomes.metrics].map(([name, groups]) => ({
      name,
      kind: "mean",
      goal: decrease.includes(name) ? "decrease" : "increase",
      groups,
    })),
    ...(plannedInstallations !== undefined && { plannedInstallations }),
  };
}
