/** Makes a client: what can be said of it at once, and how it learns the rest. */

import { TelemetryClient } from "../client/client.js";
import type { LateOpenLine, OpenLine } from "../client/initializer.js";
import { findOffBeforeFiles } from "../config/environment-consent.js";
import { off, type TelemetryState } from "../consent/decide-consent.js";
import { LazyModule } from "../internal/lazy-module.js";
import { createLog, type Log } from "./author-log.js";
import {
  aliasesOf,
  authorsMistake,
  findUnknownOptions,
  identityOf,
  type TelemetryOptions,
} from "./author-options.js";
import type { Surroundings } from "./host-process.js";
import type { Purpose } from "./pipeline-variant.js";
import { snapshotOptions } from "./snapshot-options.js";

/** Most of what it needs to know, nothing needs that is off at once. */
const openLineModule = new LazyModule(
  import.meta.url,
  "./start-pipeline.js",
  () => import("./start-pipeline.js"),
);

/** A client for a tool. Never throws; what is wrong with the options turns it off and is said once. */
export function assembleClient(
  given: TelemetryOptions,
  around: Surroundings,
  purpose?: Purpose,
): TelemetryClient {
  const { options, mistake } = snapshotOptions(given);
  const initial = initialState(options, around, mistake ?? purpose?.mistake);
  const log = createLog(options.logger);
  if (initial.status === "pending") warnOfUnknownOptions(options, log);
  return new TelemetryClient({
    initial,
    openLine: lateOpenLine(options, around, log, purpose),
    now: Date.now,
    random: Math.random,
  });
}

function lateOpenLine(
  options: TelemetryOptions,
  around: Surroundings,
  log: Log,
  purpose: Purpose | undefined,
): LateOpenLine {
  const bound =
    ({ openLine }: typeof import("./start-pipeline.js")): OpenLine =>
    (counters) =>
      openLine(options, { around, log, counters, purpose });
  const loadSync = () => {
    const module = openLineModule.loadSync();
    return module && bound(module);
  };
  return {
    loadSync,
    load: async () => {
      const atOnce = loadSync();
      if (atOnce !== undefined) return atOnce;
      const module = await openLineModule.load();
      await module.loadAhead();
      return bound(module);
    },
  };
}

/** An unknown option does not turn telemetry off. The author is warned, and the person who runs the tool sees nothing. */
function warnOfUnknownOptions(options: TelemetryOptions, log: Log): void {
  const unknown = findUnknownOptions(options);
  if (unknown.length > 0) log.warn(`unknown option ignored: ${unknown.join(", ")}`);
}

function initialState(
  options: TelemetryOptions,
  { env, warn }: Surroundings,
  knownMistake: string | undefined,
): TelemetryState {
  const mistake = knownMistake ?? authorsMistake(options);
  if (mistake !== undefined) {
    warn(`telemetry is off: ${mistake}`);
    return off("invalid_setting", mistake);
  }
  const identity = identityOf(options);
  const variables = { tool: identity.tool, aliases: aliasesOf(identity) };
  const source = findOffBeforeFiles(env, variables, {
    disableTelemetry: options.disableTelemetry,
    "overrides.disableTelemetry": options.overrides?.disableTelemetry,
  });
  if (source === undefined) return { status: "pending" };
  return off(source.label === "DO_NOT_TRACK" ? "do_not_track" : "disabled", source.label);
}
