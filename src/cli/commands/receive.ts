/** Defines the subcommand `receive`, which starts a local receiver and prints a tool's events as they arrive. */
import { resolve } from "node:path";
import { findWorkingDirectory } from "../../bootstrap/process-inputs.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { getDisableVariable, getSettingPrefix } from "../../config/environment.js";
import { readSmallFile } from "../../files/user-files.js";
import type { FlagRules } from "../../flag-rules/flag-rules.js";
import { FlagRulesError } from "../../flag-rules/mistakes.js";
import { parseFlagRules } from "../../flag-rules/parse-flag-rules.js";
import { describeFileError, getErrorCode } from "../../internal/errors.js";
import type { ReceivedEvent } from "../../receiver/received-event.js";
import { startReceiver } from "../../receiver/receiver.js";
import type { ReceivedSpan } from "../../receiver/traces.js";
import { LINE_BREAK } from "../styled-text.js";
import { type CommandContext, type Subcommand, UsageError } from "../subcommand.js";
import { formatJson } from "../terminal-format.js";
import { wrapText } from "../text-wrap.js";

export const receive: Subcommand = {
  description: "Start a receiver on this machine, and print events as they arrive",
  args: {
    port: { type: "string", description: "The port (default: any free one)", valueHint: "number" },
    flags: {
      type: "string",
      description: "Answer requests for flags by the rules of a file",
      valueHint: "file",
    },
  },
  examples: ["--port 8010", "--flags flags.toml"],
  async run(context) {
    const { isJson, print, args } = context;
    const port = args.port === undefined ? 0 : Number(args.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new UsageError(`--port is ${JSON.stringify(args.port)}, but must be a number from 0 to 65535`);
    const flags = args.flags === undefined ? undefined : readFlagRules(String(args.flags));
    const receiver = await startReceiver({
      port,
      ...(flags && { flags }),
      onEvent: (event) => print(isJson ? JSON.stringify(event) : formatReceivedEvent(event, context)),
      onSpan: (span) =>
        print(isJson ? JSON.stringify(convertTimes(span)) : formatReceivedSpan(span, context)),
    }).catch((error) => {
      throw getErrorCode(error) === "EADDRINUSE"
        ? new Error(`port ${port} is taken (EADDRINUSE); --port names another`)
        : error;
    });
    const settings = createReceiverSettings(context.tool, await context.loadTelemetry(), receiver.url);
    if (isJson) print(JSON.stringify({ url: receiver.url, environment: settings }));
    else print(formatIntroduction(context, receiver.url, settings, flags));
    await Promise.race([waitForSignal(), context.waitForOutputFailure()]);
    await receiver.close();
    return { code: 0 };
  },
};

/** @throws an error that says what is wrong with the file, in one line */
function readFlagRules(file: string): FlagRules {
  try {
    const found = readSmallFile(resolve(findWorkingDirectory(), file));
    if (found === undefined) throw new RangeError("there is no such file");
    return parseFlagRules(found.text, file);
  } catch (error) {
    if (error instanceof FlagRulesError) throw new Error(error.mistakes.join(" "));
    throw new Error(`${file} cannot be read: ${describeFileError(error)}`);
  }
}

/** Returns the variables that make a tool send to the receiver. */
function createReceiverSettings(
  tool: string,
  { destination, profile }: ResolvedTelemetry,
  url: string,
): Record<string, string> {
  const prefix = getSettingPrefix(tool);
  return {
    ...(profile.consent === "opt-in" && { [getDisableVariable(tool)]: "false" }), // This counts as an opt-in.
    ...(destination.wire === "posthog"
      ? { [`${prefix}POSTHOG_HOST`]: url, [`${prefix}POSTHOG_API_KEY`]: "phc_local" }
      : { [`${prefix}ENDPOINT`]: url }),
    // At the default rate, a person who tries a few traces might see none.
    ...(destination.wire === "otlp" && { [`${prefix}SAMPLE_RATE`]: "1" }),
  };
}

function formatIntroduction(
  { tool, command, colors, isForAnyTool, width }: CommandContext,
  url: string,
  settings: Readonly<Record<string, string>>,
  flags: FlagRules | undefined,
): string {
  return [
    wrapText(`The receiver listens on ${url} and forwards nothing. Ctrl-C stops it.`, width),
    ...(flags ? [wrapText(formatFlagKeys(flags), width)] : []),
    wrapText(
      `To send ${tool}'s events to it, set these variables in another terminal, and run ${tool} there:`,
      width,
    ),
    "",
    ...Object.entries(settings).map(([name, value]) => colors.bold(`  export ${name}=${value}`)),
    "",
    colors.dim(
      wrapText(
        `They override the server that ${tool}'s own code names. Events for this machine need no notice.${isForAnyTool ? ` For another tool:${LINE_BREAK}${command} receive --tool <name>` : ""}`,
        width,
      ),
    ),
    "",
  ].join(LINE_BREAK);
}

function formatFlagKeys({ definitions }: FlagRules): string {
  const keys = definitions.flags.map(({ key }) => key);
  const flags = keys.length === 0 ? "no flags" : keys.join(", ");
  return `It answers requests for flags by the rules of the file, for ${flags}. Start it again after a change of the file.`;
}

function formatReceivedEvent({ event, ...rest }: ReceivedEvent, { colors }: CommandContext): string {
  return [colors.bold(event), formatJson(rest), ""].join(LINE_BREAK);
}

/** Times are bigints, which JSON cannot represent. */
function convertTimes(span: ReceivedSpan): object {
  return { ...span, start: String(span.start), end: String(span.end) };
}

function formatReceivedSpan(span: ReceivedSpan, { colors }: CommandContext): string {
  const ms = Number(span.end - span.start) / 1e6;
  return [`${colors.bold(span.name)}  ${ms} ms`, formatJson(convertTimes(span)), ""].join(LINE_BREAK);
}

function waitForSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
