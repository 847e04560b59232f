/** Observes the attempts to set up the tool, until the first one succeeds. */
import type { Json, JsonObject } from "../envelope.js";
import { SETUP_EVENT } from "../events/event-names.js";
import type { SetupReportInput } from "../events/setup-report-event.js";
import type { PeriodKeys } from "./calendar.js";

const MINUTE_MS = 60 * 1000;

/** The state of the setup. `ended`: it has succeeded, or is no longer observed. */
export type SetupState = SetupProgress | "ended";

export interface SetupProgress {
  /** The first run that may send, in milliseconds since the epoch. */
  readonly since: number;
  /** The attempts, all of which have failed. */
  readonly attempts: number;
  /** The kinds of their errors. */
  readonly errors: readonly string[];
}

/** There are not more kinds. The names of others, which an author may pass to `capture`, must not fill the file. */
const MAX_ERRORS = 16;

/** The report of the setup, to send now. */
export interface SetupReport extends SetupReportInput {
  readonly kind: "setup";
  /** The UTC day. */
  readonly day: string;
}

interface Attempt {
  readonly success: boolean;
  readonly errors: readonly string[];
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export class SetupObserver {
  readonly #now: () => number;
  /** When this process began to observe, which is at its first event. */
  #since: number | undefined;
  #attempts: Attempt[] = [];

  /** @param now returns milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Adds an event. @param properties after sanitizing */
  observe(event: string, { success, errors }: JsonObject): void {
    this.#since ??= this.#now();
    if (event === SETUP_EVENT)
      this.#attempts.push({ success: success === true, errors: listTexts(errors), time: this.#now() });
  }

  /** Adds the attempts to the state. @param state undefined in the first run of an installation */
  applyTo(
    state: SetupState | undefined,
    today: PeriodKeys,
  ): { readonly state: SetupState; readonly due: readonly SetupReport[] } {
    if (state === "ended") return { state, due: [] };
    const due: SetupReport[] = [];
    let progress: SetupProgress = state ?? { since: this.#since ?? this.#now(), attempts: 0, errors: [] };
    for (const { success, errors, time } of this.#attempts) {
      const attempts = progress.attempts + 1;
      progress = { ...progress, attempts, errors: mergeErrors(progress.errors, errors) };
      const minutes = Math.max(0, Math.round((time - progress.since) / MINUTE_MS)); // the clock may have been set back
      const result = success ? "succeeded" : "failed";
      const report: SetupReport = { kind: "setup", ...progress, result, minutes, day: today.day };
      if (success) return { state: "ended", due: [...due, report] };
      if (attempts === 1) due.push(report);
    }
    return { state: progress, due };
  }

  /** Forgets the attempts, after they were saved. */
  reset(): void {
    this.#attempts = [];
  }
}

function mergeErrors(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])].slice(0, MAX_ERRORS).sort();
}

function listTexts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** @throws SyntaxError for JSON that `SetupObserver` does not create */
export function parseSetupState(json: unknown): SetupState {
  if (json === "ended") return json;
  const { since, attempts, errors } = Object(json);
  const isUsable = Number.isFinite(since) && Number.isSafeInteger(attempts) && Array.isArray(errors);
  if (!isUsable) throw new SyntaxError("the setup is damaged");
  return { since, attempts, errors: mergeErrors([], listTexts(errors)) };
}
