// The process of one contestant. It runs the bursts that race.mjs requests, and answers with their times.
// A contestant is `async () => build`; `build()` returns `{ cases, prepare?, settle? }`, where a case is a function of a counter.
const [, , module, name] = process.argv;
const isFresh = process.argv.includes("--fresh");
const { contestants } = await import(module);

/** The result of each call is stored in a global, so that the optimiser cannot remove the call. */
const box = { value: undefined };
globalThis.measured = box;
const loops = new Map();

/** Returns a loop for one case alone, because a loop that calls several functions is not optimised for any of them. */
async function loadLoop(key) {
  if (!loops.has(key)) {
    const text = `export default (box, run, calls) => { for (let i = 0; i < calls; i++) box.value = run(i); } // ${key}`;
    loops.set(key, (await import(`data:text/javascript,${encodeURIComponent(text)}`)).default);
  }
  return loops.get(key);
}

async function runBurst(contestant, key, calls) {
  const loop = await loadLoop(key);
  const { cases, prepare = {}, settle } = contestant;
  prepare[key]?.(calls);
  const run = cases[key];
  const cpu = process.cpuUsage();
  const start = process.hrtime.bigint();
  loop(box, run, calls);
  const nanoseconds = Number(process.hrtime.bigint() - start) / calls;
  await settle?.(key);
  const { user, system } = process.cpuUsage(cpu);
  return { nanoseconds, cpu: (user + system) / calls };
}

/** Measures the bytes that a call allocates. The young generation of the process has to hold all of them. */
async function measureBytes(contestant, key, calls) {
  const loop = await loadLoop(key);
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  loop(box, contestant.cases[key], calls);
  const after = process.memoryUsage().heapUsed;
  await contestant.settle?.(key);
  return (after - before) / calls;
}

/** Runs bursts for some time, and returns how many calls take `longest` milliseconds. */
async function warmUp(contestant, key, milliseconds, longest) {
  let calls = 1;
  for (let spent = 0; spent < milliseconds; ) {
    const start = performance.now();
    const { nanoseconds } = await runBurst(contestant, key, calls);
    spent += performance.now() - start;
    if ((nanoseconds * calls) / 1e6 < longest) calls *= 2;
  }
  return calls;
}

async function handle(contestant, { kind, key, calls, milliseconds, longest }) {
  if (kind === "sample") {
    contestant.prepare?.[key]?.(calls);
    return Array.from({ length: calls }, (_, i) => contestant.cases[key](i));
  }
  if (kind === "warm") return warmUp(contestant, key, milliseconds, longest);
  return kind === "bytes" ? measureBytes(contestant, key, calls) : runBurst(contestant, key, calls);
}

try {
  const build = await contestants[name]({ isFresh });
  const start = performance.now();
  const contestant = build();
  const built = performance.now() - start;
  process.on("message", async (message) => {
    if (message.kind !== "first") return process.send(await handle(contestant, message));
    const begun = performance.now();
    box.value = contestant.cases[message.key](0);
    process.send(built + performance.now() - begun);
  });
  process.send("ready");
} catch (error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.send({ missing: error.message });
}
