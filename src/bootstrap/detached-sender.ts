/** The program of the detached child: it delivers what the spool holds, and ends. */
import { type CourierOrder, ORDER } from "../delivery/spawn-sender.js";
import { openTransport } from "./create-transport.js";
import { deliverSpool } from "./deliver-spool.js";
import { breakerOf } from "./open-delivery.js";

/** Whatever happens, it is gone by then. */
const LONGEST_LIFE_MS = 15_000;
/** Of that, what a last batch may take to be settled. */
const LAST_BATCH_MS = 500;

setTimeout(() => process.exit(), LONGEST_LIFE_MS).unref();
const text = process.env[ORDER];
if (text !== undefined) {
  const order: CourierOrder = JSON.parse(text); // written by detach.ts, of the same version
  await deliverSpool(order, {
    transport: openTransport(order).transport,
    breaker: breakerOf(order),
    until: LONGEST_LIFE_MS - LAST_BATCH_MS,
    onLost: () => {}, // there is nobody left to tell
  });
}
process.exit();
