/** Puts a client together: it alone, of what runs in a host, knows both the settings and the stations. */
import { uuidv7 } from "uuidv7";
import type { Environment } from "../config/environment.js";
import { installationId, installationSalt } from "../config/installation.js";
import { offAtOnce, problemText } from "../config/resolve.js";
import type { TelemetryState } from "../gate/consent.js";
import { Gate } from "../gate/gate.js";
import { isRevoked, readSavedChoiceNow, watchSavedChoice } from "../gate/saved-choice.js";
import { derivedDigest } from "../privacy/digest.js";
import { sealId, sealProperties } from "../privacy/seal.js";
import { printTransport } from "../transports/print.js";
import { approvedInPackage } from "./approved.js";
import { TelemetryClient } from "./client.js";
import { copied } from "./copied.js";
import type { Counters } from "./counters.js";
import type { Wired } from "./line.js";
import { sendingOf } from "./sending.js";
import {
  authorsMistake,
  type Off,
  off,
  type Situation,
  situationOf,
  type TelemetryOptions,
} from "./situation.js";
import { runtimeProperties } from "./stamp.js";

/** What of the process the assembly looks at. */
export interface Surroundings {
  readonly env: Environment;
  /** Undefined where the working directory is gone. */
  readonly cwd: () => string | undefined;
  readonly warn: (message: string) => void;
  readonly print: (text: string) => void;
  /** Whether a person sees what is printed, and nothing else reads it. */
  readonly isTerminal: () => boolean;
  /** Called with the salt's digest once it is known. */
  readonly onDigest: (digest: (text: string) => string) => void;
}

/** A client for a tool. Never throws; what is wrong with the options turns it off and is said once. */
export function assembleClient(given: TelemetryOptions, around: Surroundings): TelemetryClient {
  const options = copied(given);
  return new TelemetryClient({
    initial: initialState(options, around),
    settle: async (counters) => {
      try {
        return await settle(options, around, counters);
      } catch (error) {
        // Nothing above is expected to throw; a bug of ours must not become the host's.
        return off("invalid_setting", error instanceof Error ? error.name : "unknown");
      }
    },
    now: Date.now,
    random: Math.random,
  });
}

function initialState(options: TelemetryOptions, { env, warn }: Surroundings): TelemetryState {
  const mistake = authorsMistake(options);
  if (mistake !== undefined) {
    warn(`telemetry is off: ${mistake}`);
    return off("invalid_setting", mistake);
  }
  const { tool = "codeweaver" } = options;
  const source = offAtOnce({ tool, env, options: { disableTelemetry: options.disableTelemetry } });
  if (source === undefined) return { status: "pending" };
  return off(source.label === "DO_NOT_TRACK" ? "do_not_track" : "disabled", source.label);
}

async function settle(
  options: TelemetryOptions,
  around: Surroundings,
  counters: Counters,
): Promise<Wired | Off> {
  const situation = await situationOf(options, around);
  const { state, resolved, noticeFile } = situation;
  if (state.status === "off") {
    // A typing error must not pass for a wish; a wish is not commented on.
    if (state.reason === "invalid_setting")
      for (const problem of resolved.problems) around.warn(`telemetry is off: ${problemText(problem)}`);
    return state;
  }
  const { giveNotice } = await import("./notice.js");
  const terminal = around.isTerminal() ? around.print : undefined;
  if (await giveNotice(situation, options, terminal)) return off("notice", noticeFile ?? "");
  return wire(situation, around, counters);
}

async function wire(situation: Situation, around: Surroundings, counters: Counters): Promise<Wired> {
  const { tool, resolved, kept, network } = situation;
  const { settings } = resolved;
  // Here and not above, for they load node:http, node:child_process and tables that nothing needs which is off.
  const [{ openTransport }, { openOutbox }] = await Promise.all([
    import("./open-transport.js"),
    import("./open-outbox.js"),
  ]);
  const salt = settings.salt ?? (await installationSalt(kept));
  const id = settings.identity === "install" ? await installationId(kept, Date.now()) : uuidv7();
  const fieldDigest = derivedDigest(salt, "fields");
  const idDigest = derivedDigest(salt, "ids");
  around.onDigest(fieldDigest);

  const sending = sendingOf(situation);
  const { transport, receipts } = openTransport(sending);
  const outbox = openOutbox({
    sending,
    folder: situation.spoolFolder,
    delivery: settings.delivery,
    transport: settings.debug ? printTransport(around.print) : transport,
    receipts,
    intervalMs: settings.batchIntervalSeconds * 1000,
    env: around.env,
    counters,
  });
  return {
    fieldDigest,
    idDigest,
    optIn: settings.toolsOverPrivacy,
    distinctId: sealId(id, idDigest),
    runtime: sealProperties(runtimeProperties(tool, network?.isCi === true), {
      digest: fieldDigest,
      optIn: false,
      omit: () => {},
    }),
    gate: new Gate({
      sampleRate: settings.sampleRate,
      eventsPerMinute: settings.eventsPerMinute,
      now: Date.now,
    }),
    ...outbox,
    ...obeying(situation),
    approved: approvedInPackage,
    flags: settings.debug ? undefined : transport,
    exitBudgetMs: settings.exitBudgetMs,
    flushBudgetMs: settings.requestTimeoutSeconds * 1000,
  };
}

/** How a client learns that the person has said no since. */
function obeying({ obedience, choice }: Situation): Pick<Wired, "refused" | "isRevoked" | "watchChoice"> {
  return {
    refused: obedience?.refused,
    isRevoked: () => isRevoked(obedience),
    watchChoice: (onChange) => {
      if (obedience === undefined) return () => {};
      const stop = watchSavedChoice(obedience.file, onChange);
      // What was said while all this was put together, the watch does not see.
      if (JSON.stringify(readSavedChoiceNow(obedience.file)) !== JSON.stringify(choice)) onChange();
      return stop;
    },
  };
}
