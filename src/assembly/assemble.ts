/** Makes a client: what can be said of it at once, and how it learns the rest. */

import { TelemetryClient } from "../client/client.js";
import { copied } from "../client/copied.js";
import type { LateOpenLine, OpenLine } from "../client/opening.js";
import { offAtOnce } from "../config/environment.js";
import { off, type TelemetryState } from "../gate/consent.js";
import { LateModule } from "../late.js";
import { aliasesOf, authorsMistake, identityOf, type TelemetryOptions } from "./author-options.js";
import type { Surroundings } from "./here.js";
import type { Purpose } from "./purpose.js";

/** Most of what it needs to know, nothing needs that is off at once. */
const openLineModule = new LateModule(import.meta.url, "./open-line.js", () => import("./open-line.js"));

/** A client for a tool. Never throws; what is wrong with the options turns it off and is said once. */
export function assembleClient(
  given: TelemetryOptions,
  around: Surroundings,
  purpose?: Purpose,
): TelemetryClient {
  const options = copied(given);
  return new TelemetryClient({
    initial: initialState(options, around, purpose?.mistake),
    openLine: lateOpenLine(options, around, purpose),
    now: Date.now,
    random: Math.random,
  });
}

function lateOpenLine(
  options: TelemetryOptions,
  around: Surroundings,
  purpose: Purpose | undefined,
): LateOpenLine {
  const bound =
    ({ openLine }: typeof import("./open-line.js")): OpenLine =>
    (counters) =>
      openLine(options, around, counters, purpose);
  const now = () => {
    const module = openLineModule.now();
    return module && bound(module);
  };
  return {
    now,
    soon: async () => {
      const atOnce = now();
      if (atOnce !== undefined) return atOnce;
      const module = await openLineModule.soon();
      await module.loadAhead();
      return bound(module);
    },
  };
}

function initialState(
  options: TelemetryOptions,
  { env, warn }: Surroundings,
  purposesMistake: string | undefined,
): TelemetryState {
  const mistake = purposesMistake ?? authorsMistake(options);
  if (mistake !== undefined) {
    warn(`telemetry is off: ${mistake}`);
    return off("invalid_setting", mistake);
  }
  const identity = identityOf(options);
  const variables = { tool: identity.tool, aliases: aliasesOf(identity) };
  const source = offAtOnce(env, variables, options.disableTelemetry);
  if (source === undefined) return { status: "pending" };
  return off(source.label === "DO_NOT_TRACK" ? "do_not_track" : "disabled", source.label);
}
