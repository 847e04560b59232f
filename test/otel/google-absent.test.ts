import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { traced } from "../../src/otel/traced-function.js";
import { createTempFolder } from "../support/run.js";
import { startTracingWithCollector } from "../support/tracing.js";

it("without credentials nothing is sent, and nobody on the network is asked for some", async () => {
  vi.stubEnv("CLOUDSDK_CONFIG", createTempFolder());
  vi.stubEnv("GOOGLE_APPLICATION_CREDENTIALS", join(createTempFolder(), "none.json"));
  const { tracing, collector } = await startTracingWithCollector({
    overrides: {},
    consent: "opt-out-immediately",
    exporter: "google",
    gcpProject: "my-private-project",
    maxRetries: 0,
  });
  traced("work", () => {})();
  await tracing.flush();
  expect(collector.requests).toEqual([]);
  expect((await tracing.checkHealth()).overallStatus).toBe("UNHEALTHY");
  vi.unstubAllEnvs();
});
