/** The program of the detached child: it delivers what the spool holds, and ends. */
import { isRefusal, readSavedChoiceNow, watchSavedChoice } from "../gate/saved-choice.js";
import { Breaker } from "../outbox/breaker.js";
import { Courier } from "../outbox/courier.js";
import { type CourierOrder, ORDER } from "../outbox/detach.js";
import { Queue } from "../outbox/queue.js";
import { lock, unlock } from "../outbox/spool-lock.js";
import { filesFor } from "../outbox/spool-names.js";
import { spoolOf } from "./open-outbox.js";
import { openTransport } from "./open-transport.js";

/** Whatever happens, it is gone by then. */
const LONGEST_LIFE_MS = 15_000;
/** Of that, what a last batch may take to be settled. */
const SETTLING_MS = 500;

async function run(order: CourierOrder): Promise<void> {
  obey(order);
  const files = filesFor(order);
  const spool = spoolOf(order, () => {}); // there is nobody left to tell
  const courier = new Courier({
    ...order,
    queue: new Queue(1, 1, () => {}),
    transport: openTransport(order).transport,
    intervalMs: LONGEST_LIFE_MS,
    random: Math.random,
    now: () => performance.now(),
    onDelivered: () => {},
    onRefused: () => {},
    notBefore: 0,
    breaker: new Breaker({ file: files.breaker, now: Date.now }),
    backlog: spool,
  });
  // A process that hands over while this one is about to end starts no other, so it is looked once more without the lock.
  for (let waiting = spool.waiting; waiting > 0 && lock(files.lock); ) {
    await courier.flush(LONGEST_LIFE_MS - SETTLING_MS - performance.now(), true);
    await courier.idle(); // what was sent is noted; the timer below bounds it
    unlock(files.lock);
    const before = waiting;
    waiting = spool.waiting;
    if (waiting >= before) return; // the server does not want it now
  }
}

/** A person who says no ends it, whatever is on its way. */
function obey({ choiceFile, enabledExplicitly }: CourierOrder): void {
  if (choiceFile === undefined) return;
  const look = () => {
    if (isRefusal(readSavedChoiceNow(choiceFile), enabledExplicitly)) process.exit();
  };
  watchSavedChoice(choiceFile, look);
  look();
}

setTimeout(() => process.exit(), LONGEST_LIFE_MS).unref();
const order = process.env[ORDER];
if (order !== undefined) await run(JSON.parse(order) as CourierOrder); // written by detach.ts, of the same version
process.exit();
