/** Defines the subcommand `preview`, which prints a sample of each event with the purpose of every field. */
import { createPackageManifest } from "../../bootstrap/package-manifest.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { FLAG_CALLED_EVENT } from "../../client/flag-exposure.js";
import {
  createRecordingClient,
  type RecordedEvent,
  type RemovedProperty,
} from "../../client/recording-client.js";
import { createBuiltInSamples } from "../../events/built-in-events.js";
import { type Describable, describeEvents } from "../../events/describe-events.js";
import { EVERY_EVENT, type ManifestEvent, type ManifestField } from "../../events/manifest.js";
import { SPAN_EVENT } from "../../events/span-fields.js";
import type { TelemetryEvent } from "../../events/telemetry-event.js";
import { getErrorMessage } from "../../internal/errors.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import { createSampleSpan } from "../../otel/span-sample.js";
import { EXCEPTION } from "../../privacy/errors/posthog-exception.js";
import { findEventOwner } from "../../profiles/profile-registry.js";
import { readLocalEvents } from "../local-data.js";
import { type CommandContext, type Subcommand, UsageError } from "../subcommand.js";
import { formatPreview, type PreviewEvent } from "./preview-format.js";

export const preview: Subcommand = {
  description: "A sample of each event, with the reason for every field",
  args: { event: { type: "string", description: "Only this event", valueHint: "name" } },
  async run(context) {
    const telemetry = await context.loadTelemetry();
    const { toolsOverPrivacy } = telemetry.settings;
    const { wire } = telemetry.destination;
    const { events, mistakes, hasOwnEvents } = await collectEvents(context, telemetry);
    const { event: name } = context.args;
    const isRequested = ({ event }: PreviewEvent) =>
      name === undefined ? isSentByTool(event, { tool: context.tool, wire }) : event === name;
    const shown = events.filter(isRequested);
    if (shown.length === 0)
      throw new UsageError(
        `no event ${JSON.stringify(name)}; there are ${events.map(({ event }) => event).join(", ")} (${EVERY_EVENT} is what every event has)`,
      );
    const otherEvents = name === undefined ? events.filter((event) => !isRequested(event)) : [];
    return {
      code: 0,
      json: { toolsOverPrivacy, events: shown, mistakes },
      text: formatPreview({ wire, toolsOverPrivacy, shown, otherEvents, mistakes, hasOwnEvents }, context),
    };
  },
};

/** Events that are sent in PostHog's wire format only. */
const POSTHOG_ONLY_EVENTS = new Set([EVERY_EVENT, FLAG_CALLED_EVENT, EXCEPTION]);

function isSentByTool(
  event: string,
  { tool, wire }: { readonly tool: string; readonly wire: ResolvedTelemetry["destination"]["wire"] },
): boolean {
  if (wire !== "posthog" && POSTHOG_ONLY_EVENTS.has(event)) return false;
  if (wire === "otlp" && event === SPAN_EVENT) return true;
  const owner = findEventOwner(event);
  return owner === undefined || owner === tool;
}

interface CollectedEvents {
  /** The author's events first, then those that were found on this machine, then the library's own. */
  readonly events: readonly PreviewEvent[];
  /** The reasons why events of the author cannot be described. */
  readonly mistakes: readonly string[];
  /** Whether the author has described at least one event. */
  readonly hasOwnEvents: boolean;
}

async function collectEvents(
  context: CommandContext,
  telemetry: ResolvedTelemetry,
): Promise<CollectedEvents> {
  const { own, mistakes } = describeOwnEvents(context);
  const ownNames = new Set(own.map(({ event }) => event));
  const library = createPackageManifest().events.filter(({ event }) => !ownNames.has(event));
  const local = findLocalEvents(telemetry, [...own, ...library]);
  const commonFields = library.find(({ event }) => event === EVERY_EVENT)?.fields ?? [];
  const described = [...own, ...local.map((event) => describeLocalEvent(event, commonFields)), ...library];
  const { samples, removed } = await captureSamples(context, telemetry.settings.toolsOverPrivacy);
  for (const sample of local) samples.set(escapeForTerminal(sample.event), sample);
  const events = described.map((each) => ({
    ...each,
    sample: samples.get(each.event) ?? null,
    removed: removed
      .filter(({ event }) => event === each.event)
      .map(({ property, reason }) => ({ property, reason })),
  }));
  return { events, mistakes, hasOwnEvents: own.length > 0 };
}

/** Describes the events that the author passes as an option. An event that cannot be described becomes a mistake. */
function describeOwnEvents({ options }: CommandContext): { own: ManifestEvent[]; mistakes: string[] } {
  const own: ManifestEvent[] = [];
  const mistakes: string[] = [];
  for (const event of options.events ?? []) {
    try {
      own.push(...describeEvents([event]).events);
    } catch (error) {
      mistakes.push(getErrorMessage(error));
    }
  }
  return { own, mistakes };
}

/** Returns the latest of each event that was sent or is pending on this machine and that nobody has described. */
function findLocalEvents(telemetry: ResolvedTelemetry, described: readonly ManifestEvent[]): RecordedEvent[] {
  const describedNames = new Set(described.map(({ event }) => event));
  const latest = new Map(readLocalEvents(telemetry).map((event) => [event.event, event]));
  return [...latest.values()].filter(({ event }) => !describedNames.has(event));
}

/** Describes the properties of an event, except for those that every event has. */
function describeLocalEvent(
  { event, properties }: RecordedEvent,
  commonFields: readonly ManifestField[],
): ManifestEvent {
  const commonPaths = new Set(commonFields.map(({ path }) => path));
  const ownProperties = Object.entries(properties).filter(([key]) => !commonPaths.has(key));
  return {
    event: escapeForTerminal(event),
    description: "Seen on this machine; its author gives no reasons.",
    fields: ownProperties.map(([key, value]) => ({
      path: escapeForTerminal(key),
      type: typeof value,
      purpose: "",
      sensitivity: "usage",
      since: "",
    })),
  };
}

/** Captures a sample of each built-in event and of the author's own, with the code that captures real events. */
async function captureSamples(
  { tool, options }: CommandContext,
  toolsOverPrivacy: boolean,
): Promise<{ samples: Map<string, RecordedEvent>; removed: readonly RemovedProperty[] }> {
  const { telemetry, events, removed } = createRecordingClient({
    tool,
    version: options.version,
    toolsOverPrivacy,
    errorMessages: options.errorMessages ?? "redacted",
    flags: { a_flag: true },
  });
  await telemetry.ready(); // an event that is captured earlier has no opt-in fields
  const samples = [...createBuiltInSamples(), ...(options.events ?? []).filter(isSampleEvent)];
  for (const sample of samples) telemetry.captureFromEvent(sample);
  await telemetry.getFeatureFlag("a_flag");
  telemetry.capture(SPAN_EVENT, createSampleSpan());
  telemetry.captureException(new TypeError("cannot read /home/jane/plan.md"));
  await telemetry.flush();
  const samplesByName = new Map(events.map((event) => [event.event, event]));
  const [firstEvent] = events;
  if (firstEvent !== undefined) samplesByName.set(EVERY_EVENT, firstEvent);
  return { samples: samplesByName, removed };
}

/** Returns false for a class of `defineEvent`, which has no sample. */
function isSampleEvent(event: Describable): event is TelemetryEvent {
  return typeof event !== "function";
}
