/** Puts together what telemetry that is on works with: it alone, of what runs in a host, knows both settings and stations. */

import type { ActivePipeline } from "../client/active-pipeline.js";
import type { Counters } from "../client/counters.js";
import { createRuntimeProperties } from "../client/standard-properties.js";
import { getInstallationId, getInstallationSalt } from "../config/installation.js";
import { isRevoked, readSavedChoice, watchSavedChoice } from "../consent/saved-choice.js";
import { AdmissionControl } from "../delivery/admission-control.js";
import type { JsonObject } from "../envelope.js";
import { findPackageAllowlist } from "../events/approved-manifest.js";
import { MODULE_INSTANCE } from "../internal/lazy-module.js";
import { derivedDigest, deriveFieldDigests } from "../privacy/digests/keyed-digest.js";
import { sealId, sealShared } from "../privacy/sanitizer/seal.js";
import { createPrintTransport } from "../transports/print-transport.js";
import type { Transport, WireFormat } from "../transports/transport.js";
import { createDelivery } from "./create-delivery.js";
import { createTransport, getEnvelopeFormatter } from "./create-transport.js";
import type { HostProcess } from "./host-process.js";
import { createOtelResource } from "./otel-resource.js";
import { getMaxPerMinute, type ResolvedTelemetry } from "./resolve-telemetry.js";
import { getSendOptions } from "./send-options.js";
import { getSessionIdentity } from "./session-identity.js";
import type { AuthorOptions } from "./telemetry-options.js";

/** See `LazyModule`. */
export const moduleInstance = MODULE_INSTANCE;

/** @param author the options in code, checked */
export function createPipeline(
  telemetry: ResolvedTelemetry,
  { version }: AuthorOptions,
  host: HostProcess,
  counters: Counters,
): ActivePipeline {
  const { profile, resolved, identityFolder } = telemetry;
  const { settings } = resolved;
  const sessionIdentity = getSessionIdentity(telemetry.tool, telemetry.consentSnapshot?.refusedAt);
  const salt = settings.salt ?? getInstallationSalt(identityFolder, sessionIdentity.salt);
  const distinctId =
    settings.identity === "install"
      ? getInstallationId(identityFolder, Date.now(), sessionIdentity.id)
      : sessionIdentity.id;
  const fieldDigests = deriveFieldDigests(salt, distinctId);
  const idDigest = derivedDigest(salt, "ids");
  host.onDigests({ tool: telemetry.tool, period: distinctId, digests: fieldDigests });

  const sendOptions = getSendOptions(telemetry);
  const { transport, flags, receipts } = createTransport(sendOptions);
  const usedTransport = settings.debug
    ? createPrintTransport(host.print, getEnvelopeFormatter(sendOptions.wireFormat))
    : measureRequests(transport, counters);
  const delivery = createDelivery({
    sendOptions,
    folder: telemetry.spoolFolder,
    delivery: settings.delivery,
    transport: usedTransport,
    receipts,
    intervalMs: settings.batchIntervalSeconds * 1000,
    env: host.env,
    counters,
  });
  return {
    fieldDigests,
    idDigest,
    optIn: settings.toolsOverPrivacy,
    distinctId: sealId(distinctId, idDigest),
    runtimeProperties: sealShared(RUNTIME_PROPERTIES[sendOptions.wireFormat](telemetry, version)),
    ignored: telemetry.state.ignored,
    admission: new AdmissionControl({
      // A trace is sampled where it begins, and of a tool that is traced the rate is the traces'.
      sampleRate: sendOptions.wireFormat === "otlp" || profile.transport === "otlp" ? 1 : settings.sampleRate,
      eventsPerMinute: getMaxPerMinute(telemetry),
      eventsPerHour: telemetry.limits?.perHour,
      bytesPerMinute: telemetry.limits?.bytesPerMinute,
      now: Date.now,
    }),
    ...delivery,
    transport: usedTransport,
    ...createConsentHooks(telemetry),
    findAllowlist: findPackageAllowlist,
    flags: settings.debug ? undefined : flags,
    exitBudgetMs: settings.exitBudgetMs,
    flushBudgetMs: settings.requestTimeoutSeconds * 1000,
  };
}

/** What every event says of where it is from. */
const RUNTIME_PROPERTIES: Readonly<
  Record<WireFormat, (situation: ResolvedTelemetry, version: string | undefined) => JsonObject>
> = {
  posthog: ({ tool, isCi }, version) => createRuntimeProperties({ tool, version, isCi }),
  http: () => ({}), // that wire has events alone
  otlp: (situation, version) => ({ resource: createOtelResource(situation, version) }),
};

/** The same transport, its requests counted and timed. */
function measureRequests(transport: Transport, counters: Counters): Transport {
  return {
    prepare: () => transport.prepare(),
    async send(batch, signal) {
      const started = performance.now();
      const outcome = await transport.send(batch, signal);
      counters.countRequest(performance.now() - started, outcome.kind === "delivered");
      return outcome;
    },
  };
}

/** How a client learns that the person has said no since. */
function createConsentHooks({
  consentSnapshot,
  choice,
}: ResolvedTelemetry): Pick<ActivePipeline, "lastOptOut" | "isRevoked" | "watchChoice"> {
  return {
    lastOptOut: consentSnapshot?.refusedAt,
    isRevoked: () => isRevoked(consentSnapshot),
    watchChoice: (onChange) => {
      if (consentSnapshot === undefined) return () => {};
      const stop = watchSavedChoice(consentSnapshot.file, onChange);
      // What was said while all this was put together, the watch does not see.
      if (JSON.stringify(readSavedChoice(consentSnapshot.file)) !== JSON.stringify(choice))
        setImmediate(onChange);
      return stop;
    },
  };
}
