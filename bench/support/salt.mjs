// Puts the library's digests under a salt that code written by hand can be given, too; sends nothing.
import assert from "node:assert/strict";
import { setEnvironmentData } from "node:worker_threads";
import { createTelemetryClient } from "codeweaver-telemetry";
import { PERIOD, SALT } from "../fixtures/by-hand.mjs";

export async function saltSerialisation() {
  // The process's identity is random. This is where the library looks whether it has one.
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
