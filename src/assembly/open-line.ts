/** Reads the settings, tells a person who has not been told, and has what is asked for put together. */

import type { Counters } from "../client/counters.js";
import type { Wired } from "../client/line.js";
import { toml } from "../config/files.js";
import { problemText } from "../config/resolve.js";
import { type Off, off } from "../gate/consent.js";
import { COPY, LateModule } from "../late.js";
import { isInstalled } from "../package.js";
import { identityOf, type TelemetryOptions } from "./author-options.js";
import type { Surroundings } from "./here.js";
import type { Purpose } from "./purpose.js";
import { perMinuteOf, situationOf } from "./situation.js";

/** Of the package: see `LateModule`. */
export const copy = COPY;

/** What Google's tokens are asked for with. */
const GOOGLE_AUTH = "google-auth-library";

/** Loaded where telemetry is on: nothing that is off needs it. */
const wireModule = new LateModule(import.meta.url, "./wire.js", () => import("./wire.js"));

/** For a host in which nothing can be loaded at the moment when it is needed. */
export async function loadAhead(): Promise<void> {
  await Promise.all([wireModule.soon(), toml.soon()]);
}

function wireNow(): typeof import("./wire.js")["wire"] {
  const module = wireModule.now();
  if (module === undefined) throw new Error("a part of the package is missing");
  return module.wire;
}

/** At once: a process may be in its last moment. Reads files, and prints a notice that is due. */
export function openLine(
  options: TelemetryOptions,
  around: Surroundings,
  counters: Counters,
  purpose?: Purpose,
): Wired | Off {
  const missing = purpose?.missing() ?? [];
  if (missing.length > 0) return off("not_installed", missing.join(", "));
  const { transport } = identityOf(options);
  const ofEvents = transport === "otlp" ? "posthog" : transport; // what is traced has its events at PostHog
  const situation = situationOf(options, around, purpose?.wire ?? ofEvents);
  const { state, resolved, destination } = situation;
  if (state.status === "off") {
    // A typing error must not pass for a wish; a wish is not commented on.
    if (state.reason === "invalid_setting")
      for (const problem of resolved.problems) around.warn(`telemetry is off: ${problemText(problem)}`);
    return state;
  }
  if (destination.otlp?.exporter === "google" && !isInstalled(GOOGLE_AUTH))
    return off("not_installed", GOOGLE_AUTH);
  const outcome = wireNow()(situation, options, around, counters);
  if ("transport" in outcome) {
    const { sampleRate } = resolved.settings;
    const { fieldDigests, transport } = outcome;
    purpose?.onOpened({
      sampleRate,
      perMinute: perMinuteOf(situation),
      host: destination.host,
      digest: fieldDigests.digest,
      transport,
    });
  }
  return outcome;
}
