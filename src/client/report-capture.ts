/** Captures the reports of an installation, as events that nothing links to a session or to each other. */
import { setTimeout } from "node:timers"; // a host's tests replace the global one
import type { Sealed } from "../envelope.js";
import { WEEKLY_EVENT } from "../events/event-names.js";
import { listOutcomeMetrics } from "../events/experiment.js";
import type { MetricResult, ReportMetric } from "../events/metric-aggregation.js";
import { MetricValues, type StoredValues } from "../events/metric-values.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import { getFirstNoon, getMidweekNoon } from "../installation/calendar.js";
import type { InstallationReporter } from "../installation/installation-reporter.js";
import type { DueReport } from "../installation/installation-state.js";
import { createUuidV4 } from "../internal/ids.js";
import { LazyModule } from "../internal/lazy-module.js";
import type { SanitizeContext } from "../privacy/sanitizer/sanitize-context.js";
import { sealFlags, sealId, sealName, sealProperties, trustShared } from "../privacy/sanitizer/seal.js";
import type { VariantAssignment } from "./experiment-variants.js";
import { createExperimentExposure } from "./flag-exposure.js";
import type { SanitizedEvent } from "./sanitized-event.js";
import { createReportProperties } from "./standard-properties.js";

/** Loaded with the first events of a day. The other reports, which need more code, are seldom due. */
const activeModule = new LazyModule<typeof import("../events/active-event.js")>("active-event");
const eventsModule = new LazyModule<typeof import("../events/report-events.js")>("report-events");
const ownReportsModule = new LazyModule<typeof import("../installation/own-reports.js")>("own-reports");

/** The time after which a process that goes on saves what it has counted, so that little is lost if it is killed. */
const FIRST_SAVE_DELAY_MS = 5000;
const SAVE_DELAY_MS = 60_000;

export interface ReportCaptureOptions {
  readonly reporter: InstallationReporter;
  /** The metrics of the weekly report. */
  readonly metrics: readonly ReportMetric[];
  /** Whether an outcome is sent with the exposure that PostHog's experiments need. A plain endpoint has no use for it. */
  readonly hasExposures: boolean;
  /** The runtime properties of a report. It has no sample rate, because reports are not sampled. */
  readonly runtimeProperties: Sealed;
}

export class ReportCapture {
  readonly #options: ReportCaptureOptions;
  #timer: NodeJS.Timeout | undefined;
  #delayMs = FIRST_SAVE_DELAY_MS;

  constructor(options: ReportCaptureOptions) {
    this.#options = options;
  }

  /** Whether no event was observed since the last call of `takeDue`. */
  get isSaved(): boolean {
    return this.#options.reporter.isSaved;
  }

  get runtimeProperties(): Sealed {
    return this.#options.runtimeProperties;
  }

  /**
   * Counts an event.
   * @param ownId the random id that events are sent under, unless the caller passed another
   * @param onSaveDue called after some time, when the counts should be saved
   */
  observe(event: SanitizedEvent, ownId: string, onSaveDue: () => void): void {
    const { reporter } = this.#options;
    reporter.observe(event.event, event.properties, String(event.protectedProperties.$session_id));
    if (event.distinctId === undefined) reporter.recordOwnId(ownId);
    this.#scheduleSave(onSaveDue);
  }

  /**
   * Notes which variant of an experiment the tool uses.
   * @param used undefined if the experiment is stopped
   * @param onSaveDue as of `observe`
   */
  observeVariant(experiment: string, used: VariantAssignment | undefined, onSaveDue: () => void): void {
    const { reporter } = this.#options;
    if (used?.kind === "assigned") reporter.enroll(experiment, used.variant);
    else reporter.unenroll(experiment, used === undefined ? "stopped" : "pinned");
    this.#scheduleSave(onSaveDue);
  }

  /**
   * Saves what was counted, and returns the events of the reports that are due. They are recorded as sent.
   * @param mayWait whether to wait while other processes save
   */
  takeDue(context: SanitizeContext, mayWait: boolean): readonly SanitizedEvent[] {
    const { reporter } = this.#options;
    const due = reporter.save(mayWait);
    const events = due.flatMap((report) => createSanitizedEvents(report, this.#options, context));
    reporter.recordIds(events.flatMap(({ distinctId }) => distinctId ?? []));
    return events;
  }

  /** Keeps a copy of a weekly report on this machine, as it is sent. */
  keepOwnReport({ event, properties }: SanitizedEvent): void {
    if (event === WEEKLY_EVENT)
      ownReportsModule.tryLoad()?.keepOwnReport(this.#options.reporter.folder, properties);
  }

  #scheduleSave(onSaveDue: () => void): void {
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      try {
        onSaveDue();
      } catch {
        // A fault of this library must not end the host.
      }
    }, this.#delayMs).unref();
    this.#delayMs = SAVE_DELAY_MS;
  }
}

/** The definitions that the events of a report depend on. */
export type ReportDefinitions = Pick<ReportCaptureOptions, "metrics" | "hasExposures">;

/**
 * Creates the events of a report. They share an id, which is used for nothing else and has no time in it. Their time is that
 * of their period. They have no session, and no tags except for the variant of an outcome.
 */
function createSanitizedEvents(
  report: DueReport,
  definitions: ReportDefinitions,
  context: SanitizeContext,
): readonly SanitizedEvent[] {
  const id = createUuidV4();
  const tags =
    report.kind === "outcome" ? [sealFlags(new Map([[report.experiment.name, report.variant]]))] : [];
  return createReportEvents(report, definitions).map((event, index) => {
    const [name, properties] = event.toPosthogEvent();
    return {
      uuid: createUuidV4(),
      event: sealName(name),
      timeMs: getReportTimeMs(report) + index * 1000, // in their order, as PostHog's experiments need it
      distinctId: sealId(id, context.digest),
      tags,
      properties: sealProperties(properties, context, name),
      groups: undefined,
      protectedProperties: trustShared(createReportProperties()),
      sampleValue: 0,
    };
  });
}

function getReportTimeMs(report: DueReport): number {
  switch (report.kind) {
    case "active":
      return getFirstNoon(report.period, report.key);
    case "week":
      return getMidweekNoon(report.numbers.key);
    case "outcome":
      return getFirstNoon("day", report.lastDay);
    case "setup":
      return getFirstNoon("day", report.day);
  }
}

/** Creates the events of a report, which are not sanitized yet. Returns none if the package was removed meanwhile. */
export function createReportEvents(
  report: DueReport,
  { metrics, hasExposures }: ReportDefinitions,
): readonly TelemetryEvent[] {
  if (report.kind === "active") {
    const { ActiveEvent } = activeModule.tryLoad() ?? {};
    return ActiveEvent === undefined ? [] : [new ActiveEvent(report)];
  }
  const events = eventsModule.tryLoad();
  if (events === undefined) return [];
  const { OutcomeEvent, SetupReportEvent, WeeklyEvent } = events;
  switch (report.kind) {
    case "setup":
      return [new SetupReportEvent(report)];
    case "outcome": {
      const { experiment, variant, values } = report;
      const results = summarize(listOutcomeMetrics(experiment), values);
      const outcome = new OutcomeEvent({ experiment: experiment.name, variant, results });
      return hasExposures ? [createExperimentExposure(experiment.name, variant), outcome] : [outcome];
    }
    case "week": {
      const { numbers, wasActiveWeekBefore, wasActiveFourWeeksBefore } = report;
      const { key: week, version, sessions, values } = numbers;
      const results = summarize(metrics, values);
      return [
        new WeeklyEvent({ week, version, sessions, wasActiveWeekBefore, wasActiveFourWeeksBefore, results }),
      ];
    }
  }
}

function summarize(
  metrics: readonly ReportMetric[],
  stored: StoredValues,
): ReadonlyMap<string, MetricResult> {
  const values = new MetricValues(metrics);
  values.addStored(stored);
  return values.summarize();
}
