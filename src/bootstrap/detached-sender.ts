/** Runs as the detached sender process, which delivers the spooled events and ends. */
import { clearSenderFailure, recordSenderFailure } from "../delivery/sender-failure.js";
import { JOB_ENV, type SendJob } from "../delivery/sender-process.js";
import type { Transport } from "../transports/transport.js";
import { createTransport } from "./create-transport.js";
import { deliverSpool } from "./deliver-spool.js";
import { createCircuitBreaker } from "./shared-state.js";

/** The process ends after this time, even if requests are in flight. */
const MAX_LIFETIME_MS = 15_000;
/** The part of the lifetime that is reserved to record the outcome of the last batch. */
const LAST_BATCH_BUDGET_MS = 500;

setTimeout(() => process.exit(), MAX_LIFETIME_MS).unref();
void deliver(process.env[JOB_ENV]).finally(() => process.exit());

async function deliver(text: string | undefined): Promise<void> {
  if (text === undefined) return;
  const job: SendJob = JSON.parse(text); // sender-process.ts of the same version wrote it
  await deliverSpool(job, {
    transport: recordOutcomes(createTransport(job).transport, job),
    breaker: createCircuitBreaker(job),
    deadlineMs: MAX_LIFETIME_MS - LAST_BATCH_BUDGET_MS,
    onLost: () => {}, // no client exists that could count them
  });
}

/**
 * Returns a transport that records whether this process can do its work. A failure of TLS does not count against the server,
 * because the tool's own process may succeed.
 */
function recordOutcomes(transport: Transport, job: SendJob): Transport {
  return {
    ...transport,
    async send(batch, signal, observer) {
      const outcome = await transport.send(batch, signal, observer);
      if (outcome.kind === "delivered") clearSenderFailure(job);
      if (outcome.kind !== "retry" || outcome.reason !== "tls") return outcome;
      recordSenderFailure(job, "tls", Date.now());
      return { kind: "not_sent" };
    },
  };
}
