/** Puts together what telemetry that is on works with: it alone, of what runs in a host, knows both settings and stations. */

import type { Counters } from "../client/counters.js";
import type { Wired } from "../client/pipeline.js";
import { runtimeProperties } from "../client/standard-properties.js";
import { installationId, installationSalt } from "../config/installation.js";
import { isRevoked, readSavedChoice, watchSavedChoice } from "../consent/saved-choice.js";
import { Gate } from "../delivery/admission.js";
import type { JsonObject } from "../envelope.js";
import { approvedInPackage } from "../events/approved-manifest.js";
import { MODULE_INSTANCE } from "../internal/lazy-module.js";
import { derivedDigest, deriveFieldDigests } from "../privacy/digests/keyed-digest.js";
import { sealId, sealShared } from "../privacy/sanitizer/seal.js";
import { printTransport } from "../transports/print-transport.js";
import type { Transport, Wire } from "../transports/transport.js";
import type { AuthorOptions } from "./author-options.js";
import { formOf, openTransport } from "./create-transport.js";
import type { Surroundings } from "./host-process.js";
import { openOutbox } from "./open-delivery.js";
import { resourceOf } from "./otel-resource.js";
import { getProcessIdentity } from "./process-identity.js";
import { perMinuteOf, type Situation } from "./resolve-telemetry.js";
import { sendingOf } from "./sending.js";

/** See `LazyModule`. */
export const moduleInstance = MODULE_INSTANCE;

/** @param author the options in code, checked */
export function wire(
  situation: Situation,
  { version }: AuthorOptions,
  around: Surroundings,
  counters: Counters,
): Wired {
  const { identity, resolved, kept } = situation;
  const { settings } = resolved;
  const own = getProcessIdentity(situation.tool, situation.obedience?.refused);
  const salt = settings.salt ?? installationSalt(kept, own.salt);
  const id = settings.identity === "install" ? installationId(kept, Date.now(), own.id) : own.id;
  const fieldDigests = deriveFieldDigests(salt, id);
  const idDigest = derivedDigest(salt, "ids");
  around.onDigests({ tool: situation.tool, period: id, digests: fieldDigests });

  const sending = sendingOf(situation);
  const { transport, flags, receipts } = openTransport(sending);
  const sender = settings.debug
    ? printTransport(around.print, formOf(sending.wire))
    : counted(transport, counters);
  const outbox = openOutbox({
    sending,
    folder: situation.spoolFolder,
    delivery: settings.delivery,
    transport: sender,
    receipts,
    intervalMs: settings.batchIntervalSeconds * 1000,
    env: around.env,
    counters,
  });
  return {
    fieldDigests,
    idDigest,
    optIn: settings.toolsOverPrivacy,
    distinctId: sealId(id, idDigest),
    runtime: sealShared(RUNTIME[sending.wire](situation, version)),
    ignored: situation.state.ignored,
    gate: new Gate({
      // A trace is sampled where it begins, and of a tool that is traced the rate is the traces'.
      sampleRate: sending.wire === "otlp" || identity.transport === "otlp" ? 1 : settings.sampleRate,
      eventsPerMinute: perMinuteOf(situation),
      eventsPerHour: situation.limits?.perHour,
      bytesPerMinute: situation.limits?.bytesPerMinute,
      now: Date.now,
    }),
    ...outbox,
    transport: sender,
    ...obeying(situation),
    approved: approvedInPackage,
    flags: settings.debug ? undefined : flags,
    exitBudgetMs: settings.exitBudgetMs,
    flushBudgetMs: settings.requestTimeoutSeconds * 1000,
  };
}

/** What every event says of where it is from. */
const RUNTIME: Readonly<Record<Wire, (situation: Situation, version: string | undefined) => JsonObject>> = {
  posthog: ({ tool, isCi }, version) => runtimeProperties({ tool, version, isCi }),
  http: () => ({}), // that wire has events alone
  otlp: (situation, version) => ({ resource: resourceOf(situation, version) }),
};

/** The same transport, its requests counted and timed. */
function counted(transport: Transport, counters: Counters): Transport {
  return {
    prepare: () => transport.prepare(),
    async send(batch, signal) {
      const started = performance.now();
      const outcome = await transport.send(batch, signal);
      counters.exported(performance.now() - started, outcome.kind === "delivered");
      return outcome;
    },
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
      if (JSON.stringify(readSavedChoice(obedience.file)) !== JSON.stringify(choice)) setImmediate(onChange);
      return stop;
    },
  };
}
