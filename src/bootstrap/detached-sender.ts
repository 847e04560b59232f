/** The program of the detached child: it delivers what the spool holds, and ends. */
import { JOB_ENV, type SendJob } from "../delivery/sender-process.js";
import { createCircuitBreaker } from "./create-delivery.js";
import { createTransport } from "./create-transport.js";
import { deliverSpool } from "./deliver-spool.js";

/** Whatever happens, it is gone by then. */
const MAX_LIFETIME_MS = 15_000;
/** Of that, what a last batch may take to be settled. */
const LAST_BATCH_BUDGET_MS = 500;

setTimeout(() => process.exit(), MAX_LIFETIME_MS).unref();
const text = process.env[JOB_ENV];
if (text !== undefined) {
  const job: SendJob = JSON.parse(text); // written by detach.ts, of the same version
  await deliverSpool(job, {
    transport: createTransport(job).transport,
    breaker: createCircuitBreaker(job),
    deadlineMs: MAX_LIFETIME_MS - LAST_BATCH_BUDGET_MS,
    onLost: () => {}, // there is nobody left to tell
  });
}
process.exit();
