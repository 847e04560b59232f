/** Observes the events of a process, and finds out which reports of its installation are due. */
import type { JsonObject } from "../envelope.js";
import { MetricValues } from "../events/metric-values.js";
import type { WeeklyMetric } from "../events/weekly-metrics.js";
import { getPeriodKeys } from "./calendar.js";
import { updateInstallation } from "./installation-file.js";
import {
  advanceState,
  createState,
  createStateAfterDamage,
  type DueReport,
  type InstallationState,
} from "./installation-state.js";
import { recordSentIds } from "./sent-ids.js";
import { isSent } from "./sent-periods.js";

export interface InstallationReporterOptions {
  /** The folder of the salt, where the state is kept, too. */
  readonly folder: string;
  /** The folder of the list of ids. Undefined if it must not be used. */
  readonly idsFolder: string | undefined;
  /** The metrics of the weekly report. Undefined if the person does not want the report. */
  readonly metrics: readonly WeeklyMetric[] | undefined;
  /** The tool's version, if its author states one. */
  readonly version: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Nothing of it throws, and all of it is synchronous, because the process may be ending. */
export class InstallationReporter {
  readonly #options: InstallationReporterOptions;
  #values: MetricValues;
  #sessionCount = 0;
  #lastSession: string | undefined;
  #isIdRecorded = false;
  #isSaved = true;

  constructor(options: InstallationReporterOptions) {
    this.#options = options;
    this.#values = new MetricValues(options.metrics ?? []);
  }

  /** Whether no event was observed since the last `save`. */
  get isSaved(): boolean {
    return this.#isSaved;
  }

  /** Counts an event of this process. @param properties after sanitizing */
  observe(event: string, properties: JsonObject, sessionId: string): void {
    this.#isSaved = false;
    if (sessionId !== this.#lastSession) this.#sessionCount++;
    this.#lastSession = sessionId;
    this.#values.observe(event, properties);
  }

  /** Keeps the random id of this process in the list of ids, before an event is sent under it. */
  recordOwnId(id: string): void {
    if (this.#isIdRecorded) return;
    this.#isIdRecorded = true;
    this.recordIds([id]);
  }

  recordIds(ids: readonly string[]): void {
    const { idsFolder, now } = this.#options;
    if (idsFolder !== undefined) recordSentIds(idsFolder, ids, now());
  }

  /**
   * Saves what was observed, and returns the reports that are due. They count as sent from now on. Returns none if nothing can
   * be saved. The observations are then saved with the next call.
   */
  save(): readonly DueReport[] {
    const today = this.#isSaved ? undefined : getPeriodKeys(this.#options.now());
    if (today === undefined) return [];
    const due = updateInstallation(this.#options.folder, (found) => {
      const previous = found === "damaged" ? createStateAfterDamage(today) : (found ?? createState(today));
      const { state, due } = advanceState(previous, today);
      return { state: this.#addObserved(state, today.week), result: due };
    });
    if (due === undefined) return [];
    this.#isSaved = true;
    this.#sessionCount = 0;
    this.#values = new MetricValues(this.#options.metrics ?? []);
    const { metrics } = this.#options;
    return metrics === undefined ? due.filter(({ kind }) => kind !== "week") : due;
  }

  /** Adds what was observed to the numbers of the week, unless they were reported before the clock was set back. */
  #addObserved(state: InstallationState, week: string): InstallationState {
    const { metrics } = this.#options;
    if (metrics === undefined || isSent(state.reportedWeeks, week)) {
      const { week: _, ...rest } = state;
      return rest;
    }
    const values = new MetricValues(metrics);
    values.addStored(this.#values.store());
    values.addStored(state.week?.values ?? {});
    return {
      ...state,
      week: {
        key: week,
        version: this.#options.version,
        sessions: (state.week?.sessions ?? 0) + this.#sessionCount,
        values: { ...state.week?.values, ...values.store() }, // another version may have more metrics
      },
    };
  }
}
