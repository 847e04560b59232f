// Hands over many events and says how long it took until the last was answered, and the processor's time for it.
import { clients } from "../support/clients.mjs";

const [, , name, count, pace, options] = process.argv;
const events = Number(count);
/** Of these, that wait, a client of ours is not given more: its queue holds 1,000. */
const MOST_PENDING = 500;
const SLICE = 100;

const { capture, pending, flush } = await clients[name](JSON.parse(options));

async function pour(events) {
  for (let i = 0; i < events; i++) {
    capture(i);
    if (pace === "paced" && i % SLICE === SLICE - 1)
      do await new Promise(setImmediate);
      while (pending() > MOST_PENDING);
  }
  await flush();
}

await pour(events / 4); // compiled, and connected
const cpu = process.cpuUsage();
const start = performance.now();
await pour(events);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ perSecond: events / seconds, cpu: (user + system) / events }));
process.exit();
