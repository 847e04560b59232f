/** Makes a client: what can be said of it at once, and how it learns the rest. */
import { offAtOnce } from "../config/environment.js";
import { off, type TelemetryState } from "../gate/consent.js";
import { aliasesOf, authorsMistake, identityOf, type TelemetryOptions } from "./author-options.js";
import { TelemetryClient } from "./client.js";
import { copied } from "./copied.js";
import type { Surroundings } from "./here.js";
import type { Purpose } from "./purpose.js";

/** A client for a tool. Never throws; what is wrong with the options turns it off and is said once. */
export function assembleClient(
  given: TelemetryOptions,
  around: Surroundings,
  purpose?: Purpose,
): TelemetryClient {
  const options = copied(given);
  return new TelemetryClient({
    initial: initialState(options, around, purpose?.mistake),
    openLine: async (counters) => {
      try {
        const missing = purpose?.missing() ?? [];
        if (missing.length > 0) return off("not_installed", missing.join(", "));
        // Here and not above: most of what it needs to know, nothing needs that is off at once.
        const { openLine } = await import("./open-line.js");
        return await openLine(options, around, counters, purpose);
      } catch (error) {
        // Nothing above is expected to throw; a bug of ours must not become the host's.
        return off("invalid_setting", error instanceof Error ? error.name : "unknown");
      }
    },
    now: Date.now,
    random: Math.random,
  });
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
