// Puts the library's digests under a salt that code written by hand can be given, too; sends nothing.
import assert from "node:assert/strict";
import { createTelemetryClient } from "codeweaver-telemetry";
import { SALT } from "../fixtures/by-hand.mjs";

export async function saltSerialisation() {
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
