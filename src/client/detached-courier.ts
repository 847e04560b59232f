/** The program of the detached child: it delivers what the spool holds, and ends. */
import { isRefusal, readSavedChoiceNow, watchSavedChoice } from "../gate/saved-choice.js";
import { type CourierOrder, ORDER } from "../outbox/detach.js";
import { deliverSpool, sharedBreaker } from "./deliver-spool.js";
import { openTransport } from "./open-transport.js";

/** Whatever happens, it is gone by then. */
const LONGEST_LIFE_MS = 15_000;
/** Of that, what a last batch may take to be settled. */
const SETTLING_MS = 500;

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
const text = process.env[ORDER];
if (text !== undefined) {
  const order: CourierOrder = JSON.parse(text); // written by detach.ts, of the same version
  obey(order);
  await deliverSpool(order, {
    transport: openTransport(order).transport,
    breaker: sharedBreaker(order),
    until: LONGEST_LIFE_MS - SETTLING_MS,
    onLost: () => {}, // there is nobody left to tell
  });
}
process.exit();
