// One kind of growth in a process of its own: what an item takes where there are few and where there are many, and the heap.
import { clients } from "../support/clients.mjs";
import { median } from "../support/median.mjs";

const [, , part, most] = process.argv;
const { declareAnonymity, serializeForTelemetry } = await import("codeweaver-telemetry");
const MEGABYTE = 1024 * 1024;

function heap() {
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed / MEGABYTE;
}

/** Nanoseconds an item, for a tenth of the most and for the most: the median of as many runs as make both equally long. */
function perItem(make) {
  const sizes = [Number(most) / 10, Number(most)];
  const values = sizes.map(make);
  const time = (value, size) => {
    const runs = Number(most) / size;
    const start = process.hrtime.bigint();
    for (let run = 0; run < runs; run++) serializeForTelemetry(value);
    return Number(process.hrtime.bigint() - start) / Number(most);
  };
  const samples = sizes.map(() => []);
  for (let round = 0; round < 25; round++)
    for (const [i, size] of sizes.entries()) samples[i].push(time(values[i], size));
  const [few, many] = samples.map((each) => median(each.slice(5)));
  return { few, many, kept: JSON.stringify(serializeForTelemetry(values[1])).length };
}

/** Nanoseconds an item of the first and the last three tenths of many, and by how much the heap grew between them. */
async function perTenth(work, between = async () => {}) {
  const tenth = Number(most) / 10;
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
    heaps.push(heap());
  }
  return { few: median(times.slice(0, 3)), many: median(times.slice(-3)), heap: heaps[9] - heaps[0] };
}

class Small {
  constructor(i) {
    this.score = i % 10;
  }
}

const PARTS = {
  numbers: () => perItem((size) => ({ numbers: Array.from({ length: size }, (_, i) => i % 10) })),
  matches: () => {
    declareAnonymity(Small, { score: "AGGREGATE" });
    return perItem((size) => ({ matches: Array.from({ length: size }, (_, i) => new Small(i)) }));
  },
  distribution: () => {
    class Words {
      constructor(size) {
        this.words = Array.from({ length: size }, (_, i) => `word${"abcdefghij"[i % 10]}`);
      }
    }
    declareAnonymity(Words, { words: "DISTRIBUTION" });
    return perItem((size) => new Words(size));
  },
  classes: () =>
    perTenth((i) => {
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
    return perTenth((i) => serializeForTelemetry(new Path(i)));
  },
  strings: () => perTenth((i) => serializeForTelemetry({ label: `label_${Math.abs(i).toString(26)}` })),
  async captures() {
    const { capture } = await clients["codeweaver-telemetry"]({ delivery: "spool" });
    return perTenth(
      (i) => capture(Math.abs(i)),
      () => new Promise(setImmediate),
    );
  },
};

process.stdout.write(JSON.stringify(await PARTS[part]()));
process.exit();
