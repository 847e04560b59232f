/** Captures the reports of an installation, as events that nothing links to a session or to each other. */
import { setTimeout } from "node:timers"; // a host's tests replace the global one
import type { Sealed } from "../envelope.js";
import type { ReportMetric } from "../events/metric-values.js";
import { MetricValues } from "../events/metric-values.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import { getFirstNoon, getMidweekNoon } from "../installation/calendar.js";
import type { InstallationReporter } from "../installation/installation-reporter.js";
import type { DueReport } from "../installation/installation-state.js";
import { createUuidV4 } from "../internal/ids.js";
import { LazyModule } from "../internal/lazy-module.js";
import type { SanitizeContext } from "../privacy/sanitizer/sanitize-context.js";
import { sealId, sealName, sealProperties, trustShared } from "../privacy/sanitizer/seal.js";
import type { SanitizedEvent } from "./sanitized-event.js";
import { createReportProperties } from "./standard-properties.js";

/** Loaded when a report is due. */
const eventsModule = new LazyModule<typeof import("../events/report-events.js")>("report-events");

/** The time after which a process that goes on saves what it has counted, so that little is lost if it is killed. */
const FIRST_SAVE_DELAY_MS = 5000;
const SAVE_DELAY_MS = 60_000;

export interface ReportCaptureOptions {
  readonly reporter: InstallationReporter;
  /** The metrics of the weekly report. */
  readonly metrics: readonly ReportMetric[];
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
    if (this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      onSaveDue();
    }, this.#delayMs).unref();
    this.#delayMs = SAVE_DELAY_MS;
  }

  /**
   * Saves what was counted, and returns the events of the reports that are due. They are recorded as sent.
   * @param mayWait whether to wait while other processes save
   */
  takeDue(context: SanitizeContext, mayWait: boolean): readonly SanitizedEvent[] {
    const { reporter, metrics } = this.#options;
    const due = reporter.save(mayWait);
    // Without the module, the package was removed while the process runs.
    if (due.length === 0 || eventsModule.tryLoad() === undefined) return [];
    const events = due.map((report) => sanitizeReport(report, metrics, context));
    reporter.recordIds(events.flatMap(({ distinctId }) => distinctId ?? []));
    return events;
  }
}

/**
 * Creates the event of a report. Its ids are used once, and have no time in them. Its time is that of its period. It has no
 * session, and no tags.
 */
function sanitizeReport(
  report: DueReport,
  metrics: readonly ReportMetric[],
  context: SanitizeContext,
): SanitizedEvent {
  const [name, properties] = createReportEvent(report, metrics).toPosthogEvent();
  const id = createUuidV4();
  return {
    uuid: createUuidV4(),
    event: sealName(name),
    timeMs:
      report.kind === "active" ? getFirstNoon(report.period, report.key) : getMidweekNoon(report.numbers.key),
    distinctId: sealId(id, context.digest),
    tags: [],
    properties: sealProperties(properties, context, name),
    groups: undefined,
    protectedProperties: trustShared(createReportProperties()),
    sampleValue: 0,
  };
}

/** Creates the event of a report, which is not sanitized yet. */
export function createReportEvent(report: DueReport, metrics: readonly ReportMetric[]): TelemetryEvent {
  const { ActiveEvent, WeeklyEvent } = eventsModule.load();
  if (report.kind === "active") return new ActiveEvent(report);
  const { numbers, wasActiveWeekBefore, wasActiveFourWeeksBefore } = report;
  const values = new MetricValues(metrics);
  values.addStored(numbers.values);
  return new WeeklyEvent({
    week: numbers.key,
    version: numbers.version,
    sessions: numbers.sessions,
    wasActiveWeekBefore,
    wasActiveFourWeeksBefore,
    results: values.summarize(),
  });
}
