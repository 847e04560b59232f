/** Creates the pipeline from the resolved settings, and is loaded only if telemetry is on. */

import { join } from "node:path";
import type { ActivePipeline } from "../client/active-pipeline.js";
import type { Counters } from "../client/counters.js";
import { ExperimentVariants } from "../client/experiment-variants.js";
import { ReportCapture } from "../client/report-capture.js";
import { getSharedSession } from "../client/shared-session.js";
import {
  formatIdentityFault,
  getInstallationId,
  getInstallationSalt,
  getProcessIdentity,
  type IdentityValue,
} from "../config/identity.js";
import { hasOptedOutSince, watchSavedChoice } from "../consent/saved-choice.js";
import { AdmissionControl } from "../delivery/admission-control.js";
import { getDestinationId } from "../delivery/spool-destination.js";
import type { Sealed } from "../envelope.js";
import { findPackageAllowlist } from "../events/approved-manifest.js";
import { listWeeklyMetrics } from "../events/weekly-metrics.js";
import { FlagAnswerStore } from "../installation/flag-answers.js";
import { InstallationReporter } from "../installation/installation-reporter.js";
import { createLazy } from "../internal/lazy-module.js";
import { deriveDigest, deriveFieldDigests } from "../privacy/digests/keyed-digest.js";
import { sealBucket, sealId, trustShared } from "../privacy/sanitizer/seal.js";
import { useDigestsForSerialization } from "../privacy/sanitizer/serialize.js";
import { createDelivery, type DeliveryHost } from "./create-delivery.js";
import type { ResolvedTelemetry } from "./resolve-telemetry.js";
import { createRuntimeProperties } from "./runtime-properties.js";

/** The parts of the host process that a pipeline uses. */
export interface PipelineHost extends DeliveryHost {
  /** Whether the client is the one of all threads of the process, which share its session. */
  readonly isShared: boolean;
  /** The clock of events, reports and rate limits, in milliseconds since the epoch. */
  readonly now: () => number;
}

export function createPipeline(
  telemetry: ResolvedTelemetry,
  host: PipelineHost,
  counters: Counters,
): ActivePipeline {
  const { tool, settings, identityFolder, options } = telemetry;
  const { now, isShared } = host;
  const sharedSession = isShared ? getSharedSession(tool) : undefined;
  const processIdentity = getProcessIdentity(tool, telemetry.consentSnapshot?.optOutDate);
  const reportFault = (what: string, identity: IdentityValue) => {
    const { fault } = identity;
    if (fault !== undefined) host.log.warn(`${tool}: ${formatIdentityFault(what, fault)}`);
    return identity;
  };
  const { value: salt, fault: saltFault }: IdentityValue =
    settings.salt === undefined
      ? reportFault("salt", getInstallationSalt(identityFolder, processIdentity.salt))
      : { value: settings.salt };
  const { value: distinctId }: IdentityValue =
    settings.identity === "install"
      ? reportFault("random id", getInstallationId(identityFolder, now(), processIdentity.id))
      : { value: processIdentity.id };
  const fieldDigests = deriveFieldDigests(salt, distinctId);
  const idDigest = deriveDigest(salt, "ids");
  const runtimeProperties = trustShared(createRuntimeProperties(telemetry));
  useDigestsForSerialization({ tool, distinctId, digests: fieldDigests });
  const claimSession = (sessionId: string) => sharedSession?.claimCount(sessionId) ?? true;
  const reports = createReportCapture(telemetry, runtimeProperties, now, claimSession);
  // Without a salt that is kept, every run would assign another variant.
  const canAssign = reports !== undefined && saltFault === undefined;

  return {
    fieldDigests,
    idDigest,
    toolsOverPrivacy: settings.toolsOverPrivacy,
    getFlagBucket: createLazy(() => sealBucket(deriveDigest(salt, "flags"), settings.flagBuckets)),
    distinctId: sealId(distinctId, idDigest),
    sharedSession,
    runtimeProperties: addSampleRate(runtimeProperties, telemetry),
    reports,
    flagAnswers: createFlagAnswerStore(telemetry, now),
    ignored: telemetry.state.ignored,
    admission: new AdmissionControl({
      ...telemetry.limits,
      sampleRate: getSampleRate(telemetry),
      now,
    }),
    experiments: new ExperimentVariants(
      options.experiments ?? [],
      canAssign ? deriveDigest(salt, "experiments") : undefined,
    ),
    ...createDelivery(telemetry, host, counters),
    ...createConsentHooks(telemetry),
    findAllowlist: findPackageAllowlist,
    exitBudgetMs: settings.exitBudgetMs,
    flushBudgetMs: settings.requestTimeoutSeconds * 1000,
  };
}

/**
 * Returns the share of sessions whose events are admitted. Traces are sampled where they begin. The sample rate of a tool
 * that sends traces applies to them alone.
 */
function getSampleRate({ destination, profile, settings }: ResolvedTelemetry): number {
  return destination.wire === "otlp" || profile.transport === "otlp" ? 1 : settings.sampleRate;
}

/** Creates the reports of the installation, if events are sent and anything may be kept on the disk. */
function createReportCapture(
  telemetry: ResolvedTelemetry,
  runtimeProperties: Sealed,
  now: () => number,
  claimSession: (sessionId: string) => boolean,
): ReportCapture | undefined {
  const { settings, provenance, identityFolder, idsFolder, destination, options } = telemetry;
  if (identityFolder === undefined || destination.wire === "otlp" || settings.dryRun) return undefined;
  const { metrics: ownMetrics = [], experiments = [], version } = options;
  const metrics = listWeeklyMetrics(ownMetrics);
  const isOffByProject = provenance.weeklyReport.kind === "project";
  const reporter = new InstallationReporter({
    folder: identityFolder,
    idsFolder,
    weeklyReport: settings.weeklyReport ? "on" : isOffByProject ? "paused" : "off",
    metrics,
    experiments,
    version,
    claimSession,
    now,
  });
  const hasExposures = destination.wire === "posthog";
  return new ReportCapture({ reporter, metrics, hasExposures, runtimeProperties });
}

function createFlagAnswerStore(
  { identityFolder, destination: { host, apiKey } }: ResolvedTelemetry,
  now: () => number,
): FlagAnswerStore | undefined {
  if (identityFolder === undefined) return undefined;
  const file = join(identityFolder, `flags-${getDestinationId(host, apiKey)}.json`);
  return new FlagAnswerStore({ file, now });
}

/** Adds the rate to the properties of events that are sampled. Reports are not, and plain events do not have it. */
function addSampleRate(properties: Sealed, telemetry: ResolvedTelemetry): Sealed {
  const sampleRate = getSampleRate(telemetry);
  if (telemetry.destination.wire !== "posthog" || sampleRate === 1) return properties;
  return trustShared({ ...properties, telemetry_sample_rate: sampleRate });
}

/** Creates the functions by which a client learns that the person opted out after it started. */
function createConsentHooks({
  consentSnapshot,
}: ResolvedTelemetry): Pick<ActivePipeline, "optOutDate" | "hasOptedOutSinceStart" | "watchChoice"> {
  return {
    optOutDate: consentSnapshot?.optOutDate,
    hasOptedOutSinceStart: () => hasOptedOutSince(consentSnapshot),
    watchChoice: (onChange) =>
      consentSnapshot === undefined ? () => {} : watchSavedChoice(consentSnapshot, onChange),
  };
}
