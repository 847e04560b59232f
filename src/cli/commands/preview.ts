/** Defines the subcommand `preview`, which prints a sample of each event with the purpose of every field. */
import { createPackageManifest } from "../../bootstrap/package-manifest.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { FLAG_CALLED_EVENT } from "../../client/flag-exposure.js";
import { AgentUsageEvent, ErrorEvent, PerformanceEvent, SystemInfoEvent } from "../../events/agent-events.js";
import { createBuiltInSamples } from "../../events/built-in-events.js";
import { type Describable, describeEvents } from "../../events/describe-events.js";
import { explainField, type ManifestEvent, type ManifestField } from "../../events/manifest.js";
import { SPAN_EVENT } from "../../events/span-fields.js";
import type { TelemetryEvent } from "../../events/telemetry-event.js";
import { getErrorMessage } from "../../internal/errors.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import { createSampleSpan } from "../../otel/span-sample.js";
import { EXCEPTION } from "../../privacy/errors/posthog-exception.js";
import {
  createRecordingTelemetry,
  type RecordedEvent,
  type RemovedProperty,
} from "../../testing/test-telemetry.js";
import type { WireFormat } from "../../transports/transport.js";
import { readLocalEvents } from "../local-data.js";
import { type CommandContext, type Subcommand, UsageError } from "../subcommand.js";
import { formatColumns } from "../terminal-format.js";

export const preview: Subcommand = {
  description: "A sample of each event, with the reason for every field",
  args: { event: { type: "string", description: "Only this event", valueHint: "name" } },
  async run(context) {
    const telemetry = await context.loadTelemetry();
    const { toolsOverPrivacy } = telemetry.settings;
    const { samples, removed } = await captureSamples(context, toolsOverPrivacy);
    const { own, library, mistakes } = describeAllEvents(context);
    const seen = describeLocalEvents(telemetry, [...own, ...library]);
    const all = [...own, ...seen.map(({ event }) => event), ...library];
    for (const { event, sample } of seen) samples.set(event.event, sample);
    const { event: name } = context.args;
    const { wire } = telemetry.destination;
    const isOtherTools = ({ event }: ManifestEvent) => !isRelevantEvent(context.tool, wire, event);
    const selected = all.filter((each) => (name === undefined ? !isOtherTools(each) : each.event === name));
    if (selected.length === 0)
      throw new UsageError(
        `no event ${JSON.stringify(name)}; there are ${all.map(({ event }) => event).join(", ")} (* is what every event has)`,
      );
    const shown = selected.map((each) => ({
      ...each,
      sample: samples.get(each.event) ?? null,
      removed: removed
        .filter(({ event }) => event === each.event)
        .map(({ property, reason }) => ({ property, reason })),
    }));
    const otherEvents = all
      .filter((each) => name === undefined && isOtherTools(each))
      .map(({ event }) => event);
    return {
      code: 0,
      json: { toolsOverPrivacy, events: shown, mistakes },
      text: [
        ...(wire === "posthog" ? [] : [WIRE_NOTES[wire]]),
        `Samples, made by the code that makes the events, or taken from what ${context.tool} sent. tools_over_privacy is ${toolsOverPrivacy}.`,
        ...mistakes.map((mistake) =>
          context.colors.red(`One of ${context.tool}'s events is described wrongly: ${mistake}`),
        ),
        ...(own.length + mistakes.length > 0
          ? []
          : [
              `The author of ${context.tool} has described none of its own events; those that were sent or are pending on this machine are below, if any.`,
            ]),
        ...shown.flatMap((each) => formatEventSection(each, context)),
        ...(otherEvents.length === 0
          ? []
          : [
              "",
              `Events of other tools: ${otherEvents.join(", ")} (--event NAME shows one, with its reasons).`,
            ]),
      ].join("\n"),
    };
  },
};

/** Events that only some tools send, by tool. The previews of other tools only list their names. */
const EVENT_OWNERS: Readonly<Record<string, readonly string[]>> = {
  codeweaver: ["codeweaver_search", "codeweaver_session", "mcp_tool_call"],
  mycelium: [AgentUsageEvent, PerformanceEvent, ErrorEvent, SystemInfoEvent].map(
    ({ EVENT_NAME }) => EVENT_NAME,
  ),
  zen: [SPAN_EVENT],
};

/** Events that are sent in PostHog's wire format only. */
const POSTHOG_ONLY_EVENTS = new Set(["*", FLAG_CALLED_EVENT, EXCEPTION]);

function isRelevantEvent(tool: string, wire: WireFormat, event: string): boolean {
  if (wire !== "posthog" && POSTHOG_ONLY_EVENTS.has(event)) return false;
  if (wire === "otlp" && event === SPAN_EVENT) return true;
  const owners = Object.keys(EVENT_OWNERS).filter((owner) => EVENT_OWNERS[owner]?.includes(event) === true);
  return owners.length === 0 || owners.includes(tool);
}

const WIRE_NOTES = {
  http: "It sends to a plain endpoint: each event as below, with its name and its time, and nothing besides. An error is `error`, as below.",
  otlp: "It sends traces: spans as below, with what they are from (`resource`), and nothing besides.",
};

interface SampledEvent extends ManifestEvent {
  readonly sample: RecordedEvent | null;
  /** The properties that were removed when the sample was captured. */
  readonly removed: readonly Pick<RemovedProperty, "property" | "reason">[];
}

/** Describes the author's events and the library's own. An event that cannot be described becomes a mistake. */
function describeAllEvents({ options }: CommandContext) {
  const own: ManifestEvent[] = [];
  const mistakes: string[] = [];
  for (const event of options.events ?? []) {
    try {
      own.push(...describeEvents([event]).events);
    } catch (error) {
      mistakes.push(getErrorMessage(error));
    }
  }
  const named = new Set(own.map(({ event }) => event));
  return { own, mistakes, library: createPackageManifest().events.filter(({ event }) => !named.has(event)) };
}

/** Describes events that were sent or are pending on this machine, but that the author has not described. */
function describeLocalEvents(telemetry: ResolvedTelemetry, described: readonly ManifestEvent[]) {
  const known = new Set(described.map(({ event }) => event));
  const common = new Set(described.find(({ event }) => event === "*")?.fields.map(({ path }) => path));
  const seen = new Map(
    readLocalEvents(telemetry)
      .filter(({ event }) => !known.has(event))
      .map((sample) => [sample.event, sample]),
  );
  return [...seen.values()].map((sample) => ({
    sample,
    event: {
      event: escapeForTerminal(sample.event),
      description: "Seen on this machine; its author gives no reasons.",
      fields: Object.entries(sample.properties)
        .filter(([key]) => !common.has(key))
        .map(([key, value]) => describeLocalField(key, value)),
    },
  }));
}

function describeLocalField(path: string, value: unknown): ManifestField {
  return { path: escapeForTerminal(path), type: typeof value, purpose: "", sensitivity: "usage", since: "" };
}

async function captureSamples(
  { tool, options }: CommandContext,
  toolsOverPrivacy: boolean,
): Promise<{ samples: Map<string, RecordedEvent>; removed: readonly RemovedProperty[] }> {
  const { telemetry, events, removed } = createRecordingTelemetry({
    tool,
    version: options.version,
    toolsOverPrivacy,
    errorMessages: options.errorMessages,
    flags: { a_flag: true },
  });
  await telemetry.ready(); // an event that is captured earlier has no opt-in fields
  const samples = [...createBuiltInSamples(), ...(options.events ?? []).filter(isSampleEvent)];
  for (const sample of samples) telemetry.captureFromEvent(sample);
  await telemetry.getFeatureFlag("a_flag");
  telemetry.capture(SPAN_EVENT, createSampleSpan());
  telemetry.captureException(new TypeError("cannot read /home/jane/plan.md"));
  await telemetry.flush();
  const byName = new Map(events.map((event) => [event.event, event]));
  const [any] = events;
  if (any !== undefined) byName.set("*", any);
  return { samples: byName, removed };
}

/** Returns false for a class of `defineEvent`, which has no sample. */
function isSampleEvent(event: Describable): event is TelemetryEvent {
  return typeof event !== "function";
}

function formatEventSection(
  { event, description, fields, sample, removed }: SampledEvent,
  { colors }: CommandContext,
): string[] {
  const rows = fields.map((field) => [
    field.path,
    formatSampleValue(field, sample),
    colors.dim(explainField(field)),
  ]);
  return [
    "",
    colors.bold(event === "*" ? "with every event" : event),
    ...(description === undefined ? [] : [`  ${description}`]),
    formatColumns(rows),
    ...removed.map(({ property, reason }) =>
      colors.red(`  ${escapeForTerminal(property)} is not sent: ${REMOVAL_REASONS[reason] ?? reason}`),
    ),
  ];
}

const REMOVAL_REASONS: Readonly<Record<string, string>> = {
  undeclared_text: "its text, or the name of a key in it, is neither declared nor a single word",
};

/** Formats the sample's value of a field, or `–` when the field is absent, as opt-in fields are by default. */
function formatSampleValue({ path, type }: ManifestField, sample: RecordedEvent | null): string {
  if (sample === null) return type;
  const value = getValueAtPath({ ...sample, ...sample.properties }, path.split("."));
  const text = value === undefined ? "–" : escapeForTerminal(JSON.stringify(value));
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS - 1)}…` : text;
}

const MAX_VALUE_CHARACTERS = 40;

/**
 * Resolves `a.b`, `a[]` (the first item), and `a.*` or `$feature/*` (the first match). A whole path is tried before its
 * parts, because the names of a span's attributes contain dots.
 */
function getValueAtPath(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts;
  if (part === undefined || value === undefined) return value;
  const whole = parts.join(".");
  const isPattern = whole.endsWith("*");
  const key = Object.keys(Object(value)).find((name) =>
    isPattern ? name.startsWith(whole.slice(0, -1)) : name === whole,
  );
  if (key !== undefined) return Reflect.get(Object(value), key);
  if (!part.endsWith("[]")) return getValueAtPath(Reflect.get(Object(value), part), rest);
  const list: unknown = Reflect.get(Object(value), part.slice(0, -2));
  return Array.isArray(list) ? getValueAtPath(list[0], rest) : undefined;
}
