/** `receive`: a receiver on this machine, for whoever wants to see a tool's events come. */

import { environmentPrefix } from "../../config/environment.js";
import { codeOf } from "../../internal/file-errors.js";
import { makePrintable } from "../../internal/terminal-text.js";
import type { ReceivedEvent } from "../../receiver/protocol.js";
import { startReceiver } from "../../receiver/receiver.js";
import type { ReceivedSpan } from "../../receiver/traces.js";

import { type Context, Misunderstood, type Verb } from "../subcommand.js";

export const receive: Verb = {
  description: "Start a receiver on this machine, and print events as they come",
  args: {
    port: { type: "string", description: "Which port; by default any that is free", valueHint: "number" },
  },
  async run(context) {
    const { json, print, args } = context;
    const port = args.port === undefined ? 0 : Number(args.port);
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new Misunderstood(
        `--port is ${JSON.stringify(args.port)}, and has to be a number from 0 to 65535`,
      );
    const receiver = await startReceiver({
      port,
      onEvent: (event) => print(json ? JSON.stringify(event) : eventText(event, context)),
      onSpan: (span) => print(json ? spanJson(span) : spanText(span, context)),
    }).catch((error) => {
      throw codeOf(error) === "EADDRINUSE"
        ? new Error(`port ${port} is taken (EADDRINUSE); --port names another`)
        : error;
    });
    const prefix = `${environmentPrefix(context.tool)}__TELEMETRY__`;
    const { destination, consent } = await context.situation();
    const settings: Record<string, string> = {
      ...(consent === "opt-in" && { [`${prefix}DISABLE_TELEMETRY`]: "false" }), // a yes
      ...(destination.wire !== "posthog"
        ? { [`${prefix}ENDPOINT`]: receiver.url }
        : { [`${prefix}POSTHOG_HOST`]: receiver.url, [`${prefix}POSTHOG_API_KEY`]: "phc_local" }),
      // Of a few traces none might be taken.
      ...(destination.wire === "otlp" && { [`${prefix}SAMPLE_RATE`]: "1" }),
    };
    if (json) print(JSON.stringify({ url: receiver.url, environment: settings }));
    else print(introduction(context, receiver.url, settings));
    await interrupted();
    await receiver.close();
    return { code: 0 };
  },
};

function introduction(
  { tool, paint, isForAnyTool }: Context,
  url: string,
  settings: Readonly<Record<string, string>>,
): string {
  return [
    `Listening on ${url}. Nothing that comes here goes any further. Ctrl-C ends it.`,
    `To point ${tool} at it, in another terminal${isForAnyTool ? " (--tool names another tool)" : ""}:`,
    "",
    ...Object.entries(settings).map(([name, value]) => paint.strong(`  export ${name}=${value}`)),
    "",
    paint.faint(
      "These win over a host or a key in the tool's own code. What is sent to this machine needs no notice.",
    ),
    "",
  ].join("\n");
}

function eventText({ event, ...rest }: ReceivedEvent, { paint }: Context): string {
  return `${paint.strong(makePrintable(event))}\n${JSON.stringify(rest, null, 2)}\n`;
}

/** JSON has no integers so long. */
function spanJson(span: ReceivedSpan, indent?: number): string {
  return JSON.stringify(span, (_, value) => (typeof value === "bigint" ? String(value) : value), indent);
}

function spanText(span: ReceivedSpan, { paint }: Context): string {
  const ms = Number(span.end - span.start) / 1e6;
  return `${paint.strong(makePrintable(span.name))}  ${ms} ms\n${spanJson(span, 2)}\n`;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
}
