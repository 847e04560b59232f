/** Defines the subcommand `preview`, which prints a sample of each event with the purpose of every field. */

import { FLAG_CALLED_EVENT } from "../../client/flag-exposure.js";
import { SPAN_EVENT } from "../../events/event-names.js";
import { EVERY_EVENT } from "../../events/manifest.js";
import { suggestNames } from "../../internal/nearest-name.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import { EXCEPTION } from "../../privacy/errors/posthog-exception.js";
import { findEventOwner } from "../../profiles/profile-registry.js";
import type { WireFormat } from "../../transports/transport.js";
import { type CommandContext, type Subcommand, UsageError } from "../subcommand.js";
import { collectEvents, type PreviewEvent } from "./preview-events.js";
import { formatPreview } from "./preview-format.js";

export const preview: Subcommand = {
  description: "A sample of each event of the tool, with the reason for every field",
  args: {
    event: { type: "string", description: "Only this event, also one of the library", valueHint: "name" },
    all: { type: "boolean", description: "Print the events of the library, too" },
    json: { type: "boolean", description: "Print JSON, always with the events of the library" },
  },
  async run(context) {
    const telemetry = await context.loadTelemetry();
    const { toolsOverPrivacy } = telemetry.settings;
    const { wire } = telemetry.destination;
    const { events, mistakes } = await collectEvents(context, telemetry);
    const { event: name, all } = context.args;
    const sendable = events.filter(({ event }) => isSentByTool(event, { tool: context.tool, wire }));
    const named = name === undefined ? undefined : findNamedEvents(String(name), events, context);
    const shown = named ?? (all === true ? sendable : sendable.filter(({ isOwn }) => isOwn));
    return {
      code: 0,
      json: { toolsOverPrivacy, events: named ?? sendable, mistakes },
      text: formatPreview(
        {
          wire,
          toolsOverPrivacy,
          shown,
          mistakes,
          isOneEvent: named !== undefined,
          hasOwnEvents: sendable.some(({ isOwn }) => isOwn),
          library: named === undefined ? sendable.filter((event) => !shown.includes(event)) : [],
          ofOtherTools: all === true ? events.filter((event) => !sendable.includes(event)) : [],
        },
        context,
      ),
      isPaged: true,
    };
  },
};

/** @throws UsageError with the nearest names if there is no such event */
function findNamedEvents(
  name: string,
  events: readonly PreviewEvent[],
  { command, toolFlag }: CommandContext,
): PreviewEvent[] {
  const found = events.filter(({ event }) => event === name || escapeForTerminal(event) === name);
  if (found.length > 0) return found;
  const names = events.map(({ event }) => event);
  const hint = suggestNames(name, names) || `${command} preview --all${toolFlag} prints all events`;
  throw new UsageError(`no event "${name}"; ${hint}`);
}

/** Events that are sent in PostHog's wire format only. */
const POSTHOG_ONLY_EVENTS = new Set([EVERY_EVENT, FLAG_CALLED_EVENT, EXCEPTION]);

function isSentByTool(
  event: string,
  { tool, wire }: { readonly tool: string; readonly wire: WireFormat },
): boolean {
  if (wire !== "posthog" && POSTHOG_ONLY_EVENTS.has(event)) return false;
  if (wire === "otlp" && event === SPAN_EVENT) return true;
  const owner = findEventOwner(event);
  return owner === undefined || owner === tool;
}
