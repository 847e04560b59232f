// Measures one kind of growth in a fresh process: the time of an item among few and among many, and the growth of the heap.
import { clients } from "../support/clients.mjs";
import { median } from "../support/median.mjs";

const [, , part, count] = process.argv;
const itemCount = Number(count);
const { declareAnonymity, serializeForTelemetry } = await import("codeweaver-telemetry");
const MEGABYTE = 1024 * 1024;

function measureHeapMb() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / MEGABYTE;
}

/**
 * Measures the nanoseconds of an item for all items and for a tenth of them.
 * The tenth runs ten times as often, so that both take equally long.
 */
function measurePerItem(make) {
  const sizes = [itemCount / 10, itemCount];
  const values = sizes.map(make);
  const measureNs = (value, size) => {
    const runs = itemCount / size;
    const start = process.hrtime.bigint();
    for (let run = 0; run < runs; run++) serializeForTelemetry(value);
    return Number(process.hrtime.bigint() - start) / itemCount;
  };
  const samples = sizes.map(() => []);
  for (let round = 0; round < 25; round++)
    for (const [i, size] of sizes.entries()) samples[i].push(measureNs(values[i], size));
  const [few, many] = samples.map((each) => median(each.slice(5)));
  return { few, many, outputBytes: JSON.stringify(serializeForTelemetry(values[1])).length };
}

/** Measures the nanoseconds of an item in the first and the last three tenths of a stream, and how much the heap grew. */
async function measurePerTenth(work, between = async () => {}) {
  const tenth = itemCount / 10;
  for (let i = 0; i < tenth; i++) work(-1 - i);
  await between();
  const times = [];
  const heaps = [];
  for (let window = 0; window < 10; window++) {
    const slices = [];
    for (let i = 0; i < tenth; i += 100) {
      const start = process.hrtime.bigint();
      for (let j = 0; j < 100; j++) work(window * tenth + i + j);
      slices.push(Number(process.hrtime.bigint() - start) / 100);
      await between();
    }
    times.push(median(slices));
    heaps.push(measureHeapMb());
  }
  return { few: median(times.slice(0, 3)), many: median(times.slice(-3)), heap: heaps[9] - heaps[0] };
}

class Small {
  constructor(i) {
    this.score = i % 10;
  }
}

const PARTS = {
  numbers: () => measurePerItem((size) => ({ numbers: Array.from({ length: size }, (_, i) => i % 10) })),
  matches: () => {
    declareAnonymity(Small, { score: "AGGREGATE" });
    return measurePerItem((size) => ({ matches: Array.from({ length: size }, (_, i) => new Small(i)) }));
  },
  distribution: () => {
    class Words {
      constructor(size) {
        this.words = Array.from({ length: size }, (_, i) => `word${"abcdefghij"[i % 10]}`);
      }
    }
    declareAnonymity(Words, { words: "DISTRIBUTION" });
    return measurePerItem((size) => new Words(size));
  },
  classes: () =>
    measurePerTenth((i) => {
      const Model = class {
        path = "a/b";
        number = i;
      };
      declareAnonymity(Model, { path: "HASH" });
      return serializeForTelemetry(new Model());
    }),
  hashes: () => {
    class Path {
      constructor(i) {
        this.path = `/home/jane/work/repository/packages/core/src/module-${i}.ts`;
      }
    }
    declareAnonymity(Path, { path: "HASH" });
    return measurePerTenth((i) => serializeForTelemetry(new Path(i)));
  },
  strings: () =>
    measurePerTenth((i) => serializeForTelemetry({ label: `label_${Math.abs(i).toString(26)}` })),
  async captures() {
    const { capture } = await clients["codeweaver-telemetry"]({ delivery: "spool" });
    return measurePerTenth(
      (i) => capture(Math.abs(i)),
      () => new Promise(setImmediate),
    );
  },
};

process.stdout.write(JSON.stringify(await PARTS[part]()));
process.exit();
