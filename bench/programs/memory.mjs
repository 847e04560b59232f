// Measures the heap that queued events take in one client.
import { clients } from "../support/clients.mjs";

const EVENTS = 900;

async function measureHeap() {
  await new Promise((done) => setTimeout(done, 100)); // a client may do some of its work a moment later
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

const [, , name, times] = process.argv;
const runs = 1 + Number(times);
const { capture, flush } = await clients[name]();
const sizes = [];
for (let run = 0; run < runs; run++) {
  const before = await measureHeap();
  for (let i = 0; i < EVENTS; i++) capture(run * EVENTS + i);
  sizes.push(((await measureHeap()) - before) / EVENTS);
  await flush();
}
// The first run includes what a client allocates only once.
process.stdout.write(JSON.stringify(sizes.slice(1)));
process.exit();
