/** Observes the events of a process, and finds out which reports of its installation are due. */
import type { JsonObject } from "../envelope.js";
import type { Experiment } from "../events/experiment.js";
import type { ReportMetric } from "../events/metric-aggregation.js";
import { MetricValues } from "../events/metric-values.js";
import { getPeriodKeys, type PeriodKeys } from "./calendar.js";
import { ExperimentObserver, type UnenrollReason } from "./experiment-observer.js";
import { type FoundState, updateInstallation } from "./installation-file.js";
import {
  advanceState,
  createState,
  createStateAfterDamage,
  type DueReport,
  type InstallationState,
  type WeekNumbers,
} from "./installation-state.js";
import { removeOwnReports } from "./own-reports-file.js";
import { recordSentIds } from "./sent-ids.js";
import { isSent } from "./sent-periods.js";
import { SetupObserver } from "./setup-observer.js";

/**
 * Whether the weekly report is made. `paused`: a project's file turned it off, so this run adds nothing to it, and the
 * numbers of other runs are untouched. `off`: the person or the author turned it off. Its numbers and the copies of sent
 * reports are deleted.
 */
export type WeeklyReportMode = "on" | "paused" | "off";

export interface InstallationReporterOptions {
  /** The folder of the salt, where the state is kept, too. */
  readonly folder: string;
  /** The folder of the list of ids. Undefined if it must not be used. */
  readonly idsFolder: string | undefined;
  readonly weeklyReport: WeeklyReportMode;
  /** The metrics of the weekly report. */
  readonly metrics: readonly ReportMetric[];
  readonly experiments: readonly Experiment[];
  /** The tool's version, if its author states one. */
  readonly version: string | undefined;
  /** Returns false for a session that another thread of this process has counted. */
  readonly claimSession: (sessionId: string) => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Observes events and saves the state. No method throws, and all are synchronous, because the process may be ending. */
export class InstallationReporter {
  readonly #options: InstallationReporterOptions;
  readonly #experiments: ExperimentObserver;
  readonly #setup: SetupObserver;
  #values: MetricValues;
  #sessionCount = 0;
  #lastSession: string | undefined;
  /** Whether this thread counts the last session. False without one, and if another thread counts it. */
  #countsSession = false;
  /** The random id of this process, once events are sent under it. */
  #ownId: string | undefined;
  /** The ISO week of the last save. A session that continues in a new week is counted in both. */
  #savedWeek: string | undefined;
  #isSaved = true;

  constructor(options: InstallationReporterOptions) {
    this.#options = options;
    this.#values = new MetricValues(options.metrics);
    this.#experiments = new ExperimentObserver(options.experiments);
    this.#setup = new SetupObserver(options.now);
  }

  /** The folder of the state. */
  get folder(): string {
    return this.#options.folder;
  }

  /** Whether nothing was observed since the last `save`. */
  get isSaved(): boolean {
    return this.#isSaved;
  }

  /** Counts an event of this process. @param properties after sanitizing */
  observe(event: string, properties: JsonObject, sessionId: string): void {
    this.#isSaved = false;
    if (sessionId !== this.#lastSession) {
      this.#lastSession = sessionId;
      this.#countsSession = this.#options.claimSession(sessionId);
      if (this.#countsSession) this.#sessionCount++;
    }
    this.#values.observe(event, properties);
    this.#experiments.observe(event, properties);
    this.#setup.observe(event, properties);
  }

  /** Enrolls the installation in an experiment, because the tool uses the variant that was assigned. */
  enroll(experiment: string, variant: string): void {
    if (this.#experiments.enroll(experiment, variant)) this.#isSaved = false;
  }

  /** Ends the enrollment in an experiment, because the tool does not use the variant that was assigned. */
  unenroll(experiment: string, reason: UnenrollReason): void {
    if (this.#experiments.unenroll(experiment, reason)) this.#isSaved = false;
  }

  /** Keeps the random id of this process in the list of ids, before an event is sent under it. */
  recordOwnId(id: string): void {
    if (this.#ownId === id) return;
    this.#ownId = id;
    this.recordIds([]);
  }

  /** Keeps the ids of reports, and again that of this process, because the lists of old weeks are deleted. */
  recordIds(ids: readonly string[]): void {
    const { idsFolder, now } = this.#options;
    const own = this.#ownId === undefined ? [] : [this.#ownId];
    if (idsFolder !== undefined) recordSentIds(idsFolder, [...own, ...ids], now());
  }

  /**
   * Saves what was observed, and returns the reports that are due. They are recorded as sent. If the file cannot be written, it
   * returns none and keeps the observations for the next call.
   * @param mayWait whether to wait while other processes use the file
   */
  save(mayWait: boolean): readonly DueReport[] {
    if (this.#isSaved) return [];
    const { folder, now, weeklyReport, metrics } = this.#options;
    const saved = updateInstallation(folder, mayWait, (found) => {
      const today = getPeriodKeys(now()); // after locking, because another process may have saved a later day
      return today && this.#advance(found, today);
    });
    if (saved === undefined) return [];
    if (weeklyReport === "off") removeOwnReports(folder);
    if (saved.week !== this.#savedWeek && this.#savedWeek !== undefined) this.recordIds([]);
    this.#savedWeek = saved.week;
    this.#isSaved = true;
    this.#sessionCount = 0;
    this.#values = new MetricValues(metrics);
    this.#experiments.reset();
    this.#setup.reset();
    return weeklyReport === "on" ? saved.due : saved.due.filter(({ kind }) => kind !== "week");
  }

  #advance(found: FoundState, today: PeriodKeys) {
    const previous = found === "damaged" ? createStateAfterDamage(today) : (found ?? createState(today));
    const { state, due } = advanceState(previous, today);
    const { states: experiments, due: outcomes } = this.#experiments.applyTo(previous.experiments, today);
    // An installation that had a state, and none of its setup, has been set up before this was observed.
    const setupBefore = found === undefined ? undefined : (previous.setup ?? "ended");
    const { state: setup, due: setupReports } = this.#setup.applyTo(setupBefore, today);
    return {
      state: { ...this.#updateWeek(state, previous, today.week), ...(experiments && { experiments }), setup },
      result: { due: [...due, ...outcomes, ...setupReports], week: today.week },
    };
  }

  #updateWeek(state: InstallationState, previous: InstallationState, present: string): InstallationState {
    const { weeklyReport } = this.#options;
    const { week, ...rest } = state;
    if (weeklyReport === "paused") {
      const { week, reportedWeeks } = previous;
      return { ...rest, reportedWeeks, ...(week !== undefined && { week }) };
    }
    const key = week?.key ?? present;
    // A week that was reported before the clock was set back is not counted again.
    if (weeklyReport === "off" || isSent(state.reportedWeeks, key)) return rest;
    return { ...rest, week: this.#addObserved(week, key) };
  }

  #addObserved(week: WeekNumbers | undefined, key: string): WeekNumbers {
    const { metrics, version } = this.#options;
    const values = new MetricValues(metrics);
    values.addStored(this.#values.store());
    values.addStored(week?.values ?? {});
    // The session continues in a week in which nothing was saved of it.
    const isContinued = this.#countsSession && this.#sessionCount === 0 && this.#savedWeek !== key;
    return {
      key,
      version,
      sessions: (week?.sessions ?? 0) + (isContinued ? 1 : this.#sessionCount),
      values: { ...week?.values, ...values.store() }, // another version may have more metrics
    };
  }
}
