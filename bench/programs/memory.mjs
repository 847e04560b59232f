// Clients that hold what was captured, for it to be weighed.
import { clients } from "../support/clients.mjs";

const EVENTS = 900;

async function weigh() {
  await new Promise((done) => setTimeout(done, 100)); // what a client does a moment later is done
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/** The first of several weighs what is made once, too: it is thrown away. */
const [, , name, times] = process.argv;
const RUNS = 1 + Number(times);
const { capture, flush } = await clients[name]();
const weights = [];
for (let run = 0; run < RUNS; run++) {
  const before = await weigh();
  for (let i = 0; i < EVENTS; i++) capture(run * EVENTS + i);
  weights.push(((await weigh()) - before) / EVENTS);
  await flush();
}
process.stdout.write(JSON.stringify(weights.slice(1)));
process.exit();
