/** What `doctor` finds of traces: OpenTelemetry's packages, sampling, propagation, and one real span with its answer. */
import { openTransport } from "../../bootstrap/create-transport.js";
import type { Situation } from "../../bootstrap/resolve-telemetry.js";
import { sendingOf } from "../../bootstrap/sending.js";
import { findings } from "../../otel/health.js";
import { probeOf } from "../../otel/probe-span.js";
import { loadPackages, missingPackages } from "../../otel/sdk-packages.js";
import { fixedRate } from "../../otel/trace-sampler.js";
import { credentialsFile } from "../../transports/google-credentials.js";
import { type Check, judged } from "./doctor-check.js";

export async function traceChecks(situation: Situation): Promise<Check[]> {
  const missing = missingPackages();
  const installed = {
    name: "OpenTelemetry",
    ...judged(
      missing.length === 0,
      missing.length === 0 ? "is installed" : `${missing.join(", ")} not installed beside this command`,
      `where the tool is: npm install ${missing.join(" ")}`,
    ),
  };
  if (missing.length > 0) return [installed];
  const sending = sendingOf(situation);
  const { api } = await loadPackages();
  const found = await findings({
    api,
    isOwn: true,
    rate: fixedRate(situation.resolved.settings.sampleRate),
    host: sending.host,
    probe: probeOf(openTransport(sending).transport),
  });
  const credentials = sending.otlp?.exporter === "google" ? [googleCheck()] : [];
  return [
    installed,
    ...credentials,
    ...found.map(({ name, passed, found, fix }) => ({ name, ...judged(passed, found, fix) })),
  ];
}

function googleCheck(): Check {
  const file = credentialsFile();
  return {
    name: "credentials",
    ...judged(
      file !== undefined,
      file === undefined ? "Google's are not on this machine" : `Google's, in ${file}`,
      "gcloud auth application-default login, or GOOGLE_APPLICATION_CREDENTIALS",
    ),
  };
}
