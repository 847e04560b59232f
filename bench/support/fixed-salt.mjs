// Lets the library compute the same digests as code written by hand, so that the results can be compared.
import assert from "node:assert/strict";
import { setEnvironmentData } from "node:worker_threads";
import { createTelemetryClient } from "codeweaver-telemetry";
import { PERIOD, SALT } from "../fixtures/by-hand.mjs";

/** Turns telemetry on with a known salt and a known identity. Nothing is sent. */
export async function useFixedSalt() {
  // The process's identity is random unless another thread has published one under this key.
  setEnvironmentData("codeweaver-telemetry identity of bench", { id: PERIOD, salt: SALT });
  const telemetry = createTelemetryClient({
    tool: "bench",
    posthogApiKey: "phc_bench",
    posthogHost: "http://127.0.0.1:9",
    salt: SALT,
    spool: false,
    receipts: false,
  });
  await telemetry.ready();
  assert.equal(telemetry.state.status, "on");
}
