/** Reads the settings, tells a person who has not been told, and creates the pipeline where telemetry is on. */

import type { Counters } from "../client/counters.js";
import type { OffOutcome } from "../client/initializer.js";
import type { Wired } from "../client/pipeline.js";
import { problemText } from "../config/resolve-settings.js";
import { toml } from "../config/settings-files.js";
import { type Off, type OffReason, off } from "../consent/decide-consent.js";
import { LazyModule, MODULE_INSTANCE } from "../internal/lazy-module.js";
import { isInstalled } from "../internal/package-files.js";
import type { Log } from "./author-log.js";
import { identityOf, type TelemetryOptions } from "./author-options.js";
import type { Surroundings } from "./host-process.js";
import { tellIgnoredSettings } from "./ignored-notice.js";
import { createPendingNotice, giveNotice } from "./notice.js";
import type { Purpose } from "./pipeline-variant.js";
import { perMinuteOf, type Situation, situationOf } from "./resolve-telemetry.js";

/** See `LazyModule`. */
export const moduleInstance = MODULE_INSTANCE;

/** What Google's tokens are asked for with. */
const GOOGLE_AUTH = "google-auth-library";

/** Loaded where telemetry is on: nothing that is off needs it. */
const wireModule = new LazyModule(
  import.meta.url,
  "./create-pipeline.js",
  () => import("./create-pipeline.js"),
);

/** For a host in which nothing can be loaded at the moment when it is needed. */
export async function loadAhead(): Promise<void> {
  await Promise.all([wireModule.load(), toml.load()]);
}

function wireNow(): typeof import("./create-pipeline.js")["wire"] {
  const module = wireModule.loadSync();
  if (module === undefined) throw new Error("a part of the package is missing");
  return module.wire;
}

interface OpenLineParts {
  readonly around: Surroundings;
  readonly log: Log;
  readonly counters: Counters;
  readonly purpose?: Purpose | undefined;
}

/** Synchronous: a process may be in its last moment. Reads files, and prints a notice that is due. */
export function openLine(
  options: TelemetryOptions,
  { around, log, counters, purpose }: OpenLineParts,
): Wired | OffOutcome {
  const missing = purpose?.missing() ?? [];
  if (missing.length > 0) return off("not_installed", missing.join(", "));
  const { transport } = identityOf(options);
  const ofEvents = transport === "otlp" ? "posthog" : transport; // what is traced has its events at PostHog
  const situation = situationOf(options, around, purpose?.wire ?? ofEvents);
  const terminal = around.isTerminal() ? around.print : undefined;
  const { state, resolved, destination } = situation;
  if (!isDeliberate(state)) tellIgnoredSettings(situation, log, terminal);
  const isToldNow = giveNotice(situation, options, terminal);
  if (state.status === "off")
    return state.reason === "not_told"
      ? reportNotTold(state, { situation, options, log, isToldNow })
      : reportOff(state, situation, options, around, log);
  if (destination.otlp?.exporter === "google" && !isInstalled(GOOGLE_AUTH))
    return off("not_installed", GOOGLE_AUTH);
  const outcome = wireNow()(situation, options, around, counters);
  const { sampleRate } = resolved.settings;
  const { fieldDigests, transport: sender } = outcome;
  purpose?.onOpened({
    sampleRate,
    perMinute: perMinuteOf(situation),
    host: destination.host,
    digest: fieldDigests.digest,
    transport: sender,
  });
  return outcome;
}

/** Whether telemetry is off by choice, or by an error that has a warning of its own. Nothing else is printed then. */
function isDeliberate(state: Situation["state"]): boolean {
  return state.status === "off" && DELIBERATE_REASONS.includes(state.reason);
}

const DELIBERATE_REASONS: readonly OffReason[] = [
  "do_not_track",
  "disabled",
  "saved_choice",
  "invalid_setting",
  "unreadable_file",
  "not_opted_in",
];

interface NotToldParts {
  readonly situation: Situation;
  readonly options: TelemetryOptions;
  readonly log: Log;
  readonly isToldNow: boolean;
}

function reportNotTold(state: Off, { situation, options, log, isToldNow }: NotToldParts): OffOutcome {
  if (isToldNow || situation.told === "in_this_run")
    return { ...state, nextStep: "the person was told in this run; events are sent from the next run on" };
  if (options.onNotice !== undefined && !situation.isCi)
    return {
      ...state,
      nextStep: "onNotice tells the person; events are sent from the run after it is fulfilled",
    };
  log.warn(
    `${situation.tool}: telemetry is off because nobody has told the person of it. In code: tell them in your own way with the option onNotice. As the person: ${state.nextStep}`,
  );
  return { ...state, pendingNotice: createPendingNotice(situation, options) };
}

function reportOff(
  state: Off,
  { tool, resolved }: Situation,
  { disableTelemetry }: TelemetryOptions,
  { warn }: Surroundings,
  log: Log,
): Off {
  // A typing error must not pass for a deliberate opt-out, about which nothing is said.
  if (state.reason === "invalid_setting") {
    const [first, ...others] = resolved.problems;
    const more =
      others.length === 0 ? "" : `, and more is wrong in ${others.map(({ key }) => key).join(", ")}`;
    warn(`telemetry is off: ${first === undefined ? state.source : problemText(first)}${more}`);
  }
  if (state.reason === "not_opted_in" && disableTelemetry === false)
    log.warn(`${tool}: telemetry is off although disableTelemetry is false: ${state.nextStep}`);
  return state;
}
