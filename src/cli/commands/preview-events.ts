/** Collects every event that a tool may send, with a sample of each. */
import { createPackageManifest } from "../../bootstrap/package-manifest.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import type { BeforeCapture } from "../../client/before-capture.js";
import {
  createRecordingClient,
  type RecordedEvent,
  type RemovedProperty,
} from "../../client/recording-client.js";
import { createReportEvents } from "../../client/report-capture.js";
import { createReportProperties } from "../../client/standard-properties.js";
import { createBuiltInSamples } from "../../events/built-in-events.js";
import type { Describable } from "../../events/describe-events.js";
import { OUTCOME_EVENT, REPORT_EVENTS, SPAN_EVENT } from "../../events/event-names.js";
import { EVERY_EVENT, type ManifestEvent, type ManifestField } from "../../events/manifest.js";
import { createSchemaSample } from "../../events/schema-sample.js";
import type { TelemetryEvent } from "../../events/telemetry-event.js";
import { listWeeklyMetrics } from "../../events/weekly-metrics.js";
import { findOutcomeSoFar } from "../../installation/experiment-state.js";
import { readInstallation } from "../../installation/installation-file.js";
import { createWeekReport } from "../../installation/installation-state.js";
import { createSampleSpan } from "../../otel/span-sample.js";
import { applyAllowlist, compileAllowlist } from "../../privacy/sanitizer/allowlist.js";
import { findEventOwner } from "../../profiles/profile-registry.js";
import { readLocalEvents } from "../local-data.js";
import { describeOwnEvents } from "../own-events.js";
import type { CommandContext } from "../subcommand.js";

/** An event with a sample of it. */
export interface PreviewEvent extends ManifestEvent {
  /** The author of the tool has made the event. False for an event of this library. */
  readonly isOwn: boolean;
  readonly sample: RecordedEvent | null;
  /** The properties that were removed when the sample was captured. */
  readonly removed: readonly Pick<RemovedProperty, "property" | "reason">[];
}

export interface CollectedEvents {
  /** The author's events first, then those that were found on this machine, then the library's own. */
  readonly events: readonly PreviewEvent[];
  /** The reasons why events of the author cannot be described. */
  readonly mistakes: readonly string[];
}

export async function collectEvents(
  context: CommandContext,
  telemetry: ResolvedTelemetry,
): Promise<CollectedEvents> {
  const { given, own, mistakes } = describeOwnEvents(context.options);
  const ownNames = new Set(own.map(({ event }) => event));
  const library = createPackageManifest().events.filter(({ event }) => !ownNames.has(event));
  const local = findLocalEvents(telemetry, [...own, ...library]);
  const commonFields = library.find(({ event }) => event === EVERY_EVENT)?.fields ?? [];
  const authorEvents = [...own, ...local.map((event) => describeLocalEvent(event, commonFields))];
  const sendsTraces = telemetry.profile.transport === "otlp";
  const isForThisTool = ({ event }: ManifestEvent) =>
    findEventOwner(event) === context.tool || (sendsTraces && event === SPAN_EVENT);
  const described = [
    ...authorEvents.map((event) => ({ ...event, isOwn: true })),
    ...library.filter(isForThisTool).map((event) => ({ ...event, isOwn: true })),
    ...library.filter((event) => !isForThisTool(event)).map((event) => ({ ...event, isOwn: false })),
  ];
  const ownSamples = [...given.flatMap(toSampleEvent), ...createReportsSoFar(telemetry)];
  const { samples, removed } = await captureSamples(context, ownSamples, telemetry.settings.toolsOverPrivacy);
  for (const sample of local) samples.set(sample.event, [sample]);
  const events = described.flatMap((each) =>
    (samples.get(each.event) ?? [null]).map((sample) => ({
      ...each,
      sample,
      removed: removed
        .filter(({ event }) => event === each.event)
        .map(({ property, reason }) => ({ property, reason })),
    })),
  );
  return { events, mistakes };
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
  const listed = compileAllowlist(commonFields);
  const commonProperties = Object(applyAllowlist(properties, listed, () => {}));
  const ownProperties = Object.entries(properties).filter(([key]) => !Object.hasOwn(commonProperties, key));
  return {
    event,
    description:
      "The latest one on this machine. Others may have other properties; the author gives no reasons.",
    fields: ownProperties.map(([key, value]) => ({
      path: key,
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
  ownSamples: readonly TelemetryEvent[],
  toolsOverPrivacy: boolean,
): Promise<{ samples: Map<string, readonly RecordedEvent[]>; removed: readonly RemovedProperty[] }> {
  const { telemetry, events, removed } = createRecordingClient({
    tool,
    version: options.version,
    toolsOverPrivacy,
    errorMessages: options.errorMessages ?? "redacted",
    beforeCapture: options.beforeCapture && exceptReports(options.beforeCapture),
    flags: [["a_flag", true]],
  });
  await telemetry.ready(); // an event that is captured earlier has no opt-in fields
  for (const sample of [...createBuiltInSamples(), ...ownSamples]) telemetry.captureFromEvent(sample);
  await telemetry.getFeatureFlag("a_flag");
  telemetry.capture(SPAN_EVENT, createSampleSpan());
  telemetry.captureException(new TypeError("cannot read /home/jane/plan.md"));
  await telemetry.flush();
  const samplesByName = new Map<string, readonly RecordedEvent[]>(
    events.map((event) => [event.event, [toReportSample(event)]]),
  );
  const [firstEvent] = events;
  if (firstEvent !== undefined) samplesByName.set(EVERY_EVENT, [firstEvent]);
  const outcomes = events.filter(({ event }) => event === OUTCOME_EVENT).map(toReportSample);
  if (outcomes.length > 1) samplesByName.set(OUTCOME_EVENT, outcomes.slice(1)); // the first is made up
  return { samples: samplesByName, removed };
}

/** Returns the author's function, which real reports do not pass. Here they are captured like other events. */
function exceptReports(beforeCapture: BeforeCapture): BeforeCapture {
  return (event) => (REPORT_EVENTS.includes(event.event) ? event : beforeCapture(event));
}

/** Gives a report the properties that it is sent with. It was captured like an event of a session. */
function toReportSample(sample: RecordedEvent): RecordedEvent {
  if (!REPORT_EVENTS.includes(sample.event)) return sample;
  const { $session_id, ...properties } = sample.properties;
  return { ...sample, properties: { ...properties, ...createReportProperties() } };
}

/** Returns the reports with the numbers so far: that of this week, and the outcomes of experiments. */
function createReportsSoFar({ folders, options, settings }: ResolvedTelemetry): readonly TelemetryEvent[] {
  const state = folders && readInstallation(folders.data);
  if (state === undefined) return [];
  const { metrics = [], experiments = [] } = options;
  const hasExposures = false; // their sample is that of a flag
  const definitions = { metrics: listWeeklyMetrics(metrics), hasExposures };
  const { week, recentWeeks } = state;
  const isWeekReported = settings.weeklyReport && week !== undefined;
  const reports = [
    ...(isWeekReported ? [createWeekReport(week, recentWeeks)] : []),
    ...experiments.flatMap((experiment) => findOutcomeSoFar(experiment, state.experiments) ?? []),
  ];
  return reports.flatMap((report) => createReportEvents(report, definitions));
}

/** An event of `defineEvent` gets made-up properties. It has no sample if they do not fit its schema, or if it has none. */
function toSampleEvent(event: Describable): readonly TelemetryEvent[] {
  if (typeof event !== "function") return [event];
  try {
    return [new event(createSchemaSample(event.SCHEMA))];
  } catch {
    return []; // `mistakes` says that the event cannot be described
  }
}
