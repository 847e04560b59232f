/** Runs one subcommand with parsed arguments, and prints its result. */
import { checkOptions } from "../bootstrap/check-options.js";
import { processInputs } from "../bootstrap/process-inputs.js";
import { resolveTelemetry } from "../bootstrap/resolve-telemetry.js";
import { isProfileName } from "../profiles/profile-registry.js";
import type { Output } from "./output.js";
import { printPaged } from "./pager.js";
import { renderText } from "./styled-text.js";
import {
  type CommandContext,
  type ExitCode,
  type MountOptions,
  type ParsedArguments,
  type Subcommand,
  UsageError,
} from "./subcommand.js";
import { createColors, formatJson } from "./terminal-format.js";
import { getLineWidth } from "./text-wrap.js";

/** @throws the errors of the subcommand */
export async function runSubcommand(
  subcommand: Subcommand,
  args: ParsedArguments,
  mount: MountOptions,
  output: Output,
): Promise<ExitCode> {
  const context = createContext(args, mount, output);
  const { code, json, text, isPaged = false } = await subcommand.run(context);
  const result = context.isJson ? json && formatJson(json) : text;
  if (result === undefined) return code;
  if (isPaged && !context.isJson) {
    const { env, isCi } = processInputs;
    const write = (rendered: string) => output.write(rendered);
    await printPaged(`${renderText(result)}\n`, { stream: process.stdout, env, isCi, write });
  } else output.print(result);
  return code;
}

function createContext(args: ParsedArguments, mount: MountOptions, output: Output): CommandContext {
  const { isForAnyTool, command } = mount;
  const toolOption = isForAnyTool ? String(args.tool) : mount.options.tool;
  // Only the tool's name is checked here. Subcommands such as `status` report other mistakes in the options.
  const { mistake } = checkOptions(toolOption === undefined ? {} : { tool: toolOption });
  if (mistake !== undefined)
    throw new UsageError(mistake.replace(/^option /, isForAnyTool ? "--" : "option "));
  const profile = isForAnyTool && isProfileName(toolOption) ? toolOption : mount.options.profile;
  const options = { ...mount.options, ...(profile && { profile }), ...(toolOption && { tool: toolOption }) };
  const checkedOptions = checkOptions(options);
  const { tool } = checkedOptions.profile;
  return {
    options,
    tool,
    command,
    toolFlag: isForAnyTool && tool !== "codeweaver" ? ` --tool ${tool}` : "",
    isForAnyTool,
    args,
    isJson: args.json === true,
    colors: createColors(process.stdout),
    width: getLineWidth(process.stdout, process.env),
    loadTelemetry: async () => resolveTelemetry(checkedOptions, processInputs),
    print: output.print,
    printNote: output.printError,
    printAndDrain: output.printAndDrain,
    waitForOutputFailure: () => output.waitForFailure(),
  };
}
