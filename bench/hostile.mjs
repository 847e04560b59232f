// Measures how long the largest hostile values take to capture: `npm run build && npm run bench:hostile`.
// It exits with 1 where one takes longer than a second and than twice the time that the engine needs to list the keys.
import { createTestTelemetry } from "codeweaver-telemetry/testing";

const nest = (levels) => {
  let value = { end: 1 };
  for (let level = 0; level < levels; level++) value = { value };
  return value;
};
const VALUES = {
  "a string of 10 MB": () => "word ".repeat(2_000_000),
  "a string of 10 MB without a blank": () => "aB3/".repeat(2_500_000),
  "1,000,000 keys": () => Object.fromEntries(Array.from({ length: 1_000_000 }, (_, i) => [`k${i}`, i])),
  "an array of 1,000,000 strings": () => Array.from({ length: 1_000_000 }, () => "/home/jane/x"),
  "a Map of 1,000,000": () => new Map(Array.from({ length: 1_000_000 }, (_, i) => [i, i])),
  "a sparse array of 4,294,967,295": () => new Array(4_294_967_295),
  "depth 10,000": () => nest(10_000),
  "100,000 objects of 10 keys": () =>
    Array.from({ length: 100_000 }, () => ({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: 8, i: 9, j: 0 })),
};

/** Words of templates, so that many of these are compared with the whole message. */
const MESSAGES = {
  "a TypeError with a message of 10 MB": () => "Cannot read properties of ".repeat(400_000),
  "a TypeError with a message of 64 KB": () => `${"', is not of on ".repeat(4_000)}x`,
};

function measureMs(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

const { telemetry } = createTestTelemetry();
await telemetry.ready();
for (const [name, make] of Object.entries(VALUES)) {
  const value = make();
  const captureMs = measureMs(() => telemetry.capture("hostile", { value }));
  const copy = make(); // the engine caches the keys that it has listed
  const listingMs = name === "1,000,000 keys" ? measureMs(() => Object.keys(copy)) : 0;
  const note = listingMs === 0 ? "" : ` (listing its keys: ${listingMs.toFixed(1)} ms)`;
  report(`${name}${note}`, captureMs, Math.max(1000, 2 * listingMs));
}
for (const [name, make] of Object.entries(MESSAGES)) {
  const error = new TypeError(make());
  report(
    name,
    measureMs(() => telemetry.captureException(error)),
    1000,
  );
}

function report(name, ms, maxMs) {
  console.log(`${ms.toFixed(1).padStart(8)} ms  ${name}`);
  if (ms > maxMs) process.exitCode = 1;
}
