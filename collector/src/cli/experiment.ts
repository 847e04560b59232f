/** Defines the subcommand that analyzes an experiment. Its flags are stronger than the plan in the configuration. */
import type { ExperimentReport } from "../experiments/experiment.js";
import { formatExperimentText } from "./experiment-text.js";
import { getOutputWidth, print, printJson } from "./output.js";
import { readFilterParameters } from "./question-arguments.js";
import { sendCommand } from "./running-server.js";
import {
  type Arguments,
  DATA_ARGUMENT,
  defineSubcommand,
  optionalText,
  PROJECT_ARGUMENT,
  requireText,
  UsageError,
} from "./subcommand.js";

export const experiment = defineSubcommand(
  "experiment",
  "Compare the variants of an experiment",
  {
    name: { type: "positional", description: "Name of the experiment", required: true },
    control: {
      type: "string",
      description: "Variant that the others are compared with, which is control otherwise",
      valueHint: "NAME",
    },
    shares: {
      type: "string",
      description: "Planned shares, if they are not equal",
      valueHint: "control=80,test=20",
    },
    decrease: {
      type: "string",
      description: "Metrics that are better if they are lower",
      valueHint: "NAME,NAME",
    },
    planned: {
      type: "string",
      description: "Installations that were planned, which is 5000 otherwise",
      valueHint: "N",
    },
    from: {
      type: "string",
      description: "First day, in UTC. The last year otherwise",
      valueHint: "YYYY-MM-DD",
    },
    to: { type: "string", description: "Last day, in UTC", valueHint: "YYYY-MM-DD" },
    json: { type: "boolean", description: "Print JSON" },
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
  },
  async (args) => {
    const report = await sendCommand<ExperimentReport>(requireText(args, "data"), {
      command: "experiment",
      project: requireText(args, "project"),
      name: requireText(args, "name"),
      plan: {
        control: optionalText(args, "control"),
        shares: readShares(args),
        decrease: optionalText(args, "decrease")?.split(","),
        plannedInstallations: readPlanned(args),
      },
      parameters: readFilterParameters(args),
    });
    if (args.json === true) return printJson(report);
    print(formatExperimentText(report, getOutputWidth()));
  },
);

/** @throws UsageError */
function readShares(args: Arguments): Record<string, number> | undefined {
  if (args.shares === undefined) return undefined;
  const pairs = requireText(args, "shares")
    .split(",")
    .map((pair) => pair.split("="));
  if (pairs.some(([name, share, ...rest]) => !name || !(Number(share) > 0) || rest.length > 0))
    throw new UsageError(
      "--shares has an unexpected value: expected numbers by variant, such as control=80,test=20.",
    );
  return Object.fromEntries(pairs.map(([name, share]) => [name, Number(share)]));
}

/** @throws UsageError */
function readPlanned(args: Arguments): number | undefined {
  if (args.planned === undefined) return undefined;
  const planned = Number(requireText(args, "planned"));
  if (Number.isInteger(planned) && planned > 0) return planned;
  throw new UsageError(
    "--planned has an unexpected value: expected a number of installations, such as 2000.",
  );
}
