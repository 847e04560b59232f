/** Runs the checks of `doctor` for traces: OpenTelemetry's packages, sampling, propagation, and one real span. */
import { createTransport, getSendOptions } from "../../bootstrap/create-transport.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { runHealthChecks } from "../../otel/health.js";
import { findMissingPackages, loadOtelPackages } from "../../otel/otel-packages.js";
import { createProbe, createProbeSpan } from "../../otel/probe-span.js";
import { createFixedRate } from "../../otel/trace-sampler.js";
import { findCredentialsFile } from "../../transports/google-credentials.js";
import { type Check, createCheckResult } from "./doctor-report.js";
import { checkSender } from "./doctor-sender.js";

export async function runTraceChecks(telemetry: ResolvedTelemetry): Promise<Check[]> {
  const missing = findMissingPackages();
  const installed = {
    name: "OpenTelemetry",
    ...createCheckResult(
      missing.length === 0,
      missing.length === 0 ? "is installed" : `${missing.join(", ")} cannot be found from this command`,
      `in the tool's folder: npm install ${missing.join(" ")}`,
    ),
  };
  if (missing.length > 0) return [installed];
  const sending = getSendOptions(telemetry);
  const { api } = await loadOtelPackages();
  const found = await runHealthChecks({
    api,
    isOwnProvider: true,
    rate: createFixedRate(telemetry.settings.sampleRate),
    host: sending.host,
    sendProbe: createProbe(createTransport(sending).transport),
  });
  const credentials = sending.otlp?.exporter === "google" ? [checkGoogleCredentials()] : [];
  return [
    installed,
    ...credentials,
    ...found.map(({ name, passed, found, fix }) => ({ name, ...createCheckResult(passed, found, fix) })),
    await checkSender(
      telemetry,
      found.every(({ passed }) => passed),
      createProbeSpan,
    ),
  ];
}

function checkGoogleCredentials(): Check {
  const file = findCredentialsFile();
  return {
    name: "credentials",
    ...createCheckResult(
      file !== undefined,
      file === undefined
        ? "Google's credentials are not on this machine"
        : `Google's credentials are in ${file}`,
      "gcloud auth application-default login, or GOOGLE_APPLICATION_CREDENTIALS",
    ),
  };
}
