// The process of one contestant: it does as race.mjs says, one burst at a time, and answers with what that took.
// A contestant is `async () => build`; `build()` gives `{ cases, prepare?, settle? }`, where a case is a function of a counter.
const [, , module, name] = process.argv;
const isFresh = process.argv.includes("--fresh");
const { contestants } = await import(module);

/** Whatever a case returns is put where the optimiser cannot know that nobody looks. */
const box = { value: undefined };
globalThis.measured = box;
const loops = new Map();

/** A loop of its own for each case: one that called several would be optimised for none. */
async function loopOf(key) {
  if (!loops.has(key)) {
    const text = `export default (box, run, calls) => { for (let i = 0; i < calls; i++) box.value = run(i); } // ${key}`;
    loops.set(key, (await import(`data:text/javascript,${encodeURIComponent(text)}`)).default);
  }
  return loops.get(key);
}

async function burst(contestant, key, calls) {
  const loop = await loopOf(key);
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

/** Bytes of the heap a call leaves behind, collected or not; the process needs a young generation that holds them all. */
async function bytes(contestant, key, calls) {
  const loop = await loopOf(key);
  globalThis.gc();
  const before = process.memoryUsage().heapUsed;
  loop(box, contestant.cases[key], calls);
  const after = process.memoryUsage().heapUsed;
  await contestant.settle?.(key);
  return (after - before) / calls;
}

async function warm(contestant, key, milliseconds, longest) {
  let calls = 1;
  for (let spent = 0; spent < milliseconds; ) {
    const start = performance.now();
    const { nanoseconds } = await burst(contestant, key, calls);
    spent += performance.now() - start;
    if ((nanoseconds * calls) / 1e6 < longest) calls *= 2;
  }
  return calls;
}

async function answer(contestant, { kind, key, calls, milliseconds, longest }) {
  if (kind === "sample") {
    contestant.prepare?.[key]?.(calls);
    return Array.from({ length: calls }, (_, i) => contestant.cases[key](i));
  }
  if (kind === "warm") return warm(contestant, key, milliseconds, longest);
  return kind === "bytes" ? bytes(contestant, key, calls) : burst(contestant, key, calls);
}

try {
  const build = await contestants[name]({ isFresh });
  const start = performance.now();
  const contestant = build();
  const built = performance.now() - start;
  process.on("message", async (message) => {
    if (message.kind !== "first") return process.send(await answer(contestant, message));
    const begun = performance.now();
    box.value = contestant.cases[message.key](0);
    process.send(built + performance.now() - begun);
  });
  process.send("ready");
} catch (error) {
  if (error?.code !== "ERR_MODULE_NOT_FOUND") throw error;
  process.send({ missing: error.message });
}
