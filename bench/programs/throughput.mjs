// Captures many events, and prints how many a second were delivered and the CPU time of one.
import { clients } from "../support/clients.mjs";

const [, , name, count, pace, options] = process.argv;
const events = Number(count);
/** Half of what the library's queue holds. */
const MAX_PENDING = 500;
const SLICE = 100;

const { capture, pending, flush } = await clients[name](JSON.parse(options));

async function captureAndFlush(count) {
  for (let i = 0; i < count; i++) {
    capture(i);
    if (pace === "paced" && i % SLICE === SLICE - 1)
      do await new Promise(setImmediate);
      while (pending() > MAX_PENDING);
  }
  await flush();
}

await captureAndFlush(events / 4); // compiles the code and opens the connection
const cpu = process.cpuUsage();
const start = performance.now();
await captureAndFlush(events);
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage(cpu);
process.stdout.write(JSON.stringify({ perSecond: events / seconds, cpu: (user + system) / events }));
process.exit();
