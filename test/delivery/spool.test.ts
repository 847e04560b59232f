import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Spool, SpoolOptions } from "../../src/delivery/spool.js";
import type { SpoolClaim } from "../../src/delivery/spool-claim.js";
import { clearSpool } from "../../src/delivery/spool-contents.js";
import { formatEnvelopeLine, formatSettledLine, parseSpoolText } from "../../src/delivery/spool-format.js";
import { getCurrentProcess } from "../../src/internal/ids.js";
import { trustStored } from "../../src/privacy/sanitizer/seal.js";
import { createEnvelope } from "../support/envelope.js";
import { createTempFolder, LIB, runProgram } from "../support/run.js";
import { DAY_MS, openTestSpool } from "../support/test-spool.js";

/** No process has such a number: Linux counts to 4,194,304 (proc_sys_kernel(5), pid_max). */
const DEAD = 4_194_305;

const spoolIn = (home: string, options?: Partial<SpoolOptions>) =>
  openTestSpool(join(home, "spool"), options);

/** Claims the oldest file, or none. */
async function claimOldest(spool: Spool): Promise<SpoolClaim | undefined> {
  const [claim] = await spool.claimFiles(1);
  return claim;
}

/** Renames the files as if a killed process had owned them. */
function abandon(folder: string, hostId = getCurrentProcess().hostId): void {
  for (const file of readdirSync(folder))
    renameSync(join(folder, file), join(folder, `${file}.${hostId}.${DEAD}`));
}

describe("clearSpool", () => {
  it("leaves no file, even if a process has claimed one", async () => {
    const { spool, folder, files } = spoolIn(createTempFolder());
    const events = [createEnvelope("a"), createEnvelope("b")];
    spool.store(events);
    const claim = await claimOldest(spool);
    expect(clearSpool(folder)).toEqual({ fileCount: 1, remaining: [] });
    await claim?.markDelivered(events.slice(0, 1));
    await claim?.release(events.slice(1));
    expect(files()).toEqual([]);
  });
});

describe("Spool", () => {
  it("returns stored events, from files for the user alone", async () => {
    const { spool, folder, files } = spoolIn(createTempFolder());
    const events = [createEnvelope("a", { n: 1 }), createEnvelope("b", { text: "línea\n2" })];
    expect(spool.store(events)).toBe(true);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(files().map((file) => statSync(join(folder, file)).mode & 0o777)).toEqual([0o600]);
    const claim = await claimOldest(spool);
    expect(claim?.envelopes).toEqual(events);
    expect(await claimOldest(spool)).toBeUndefined();
    await claim?.release([]);
    expect(files()).toEqual([]);
  });

  it("keeps the events that a claim releases, and their age", async () => {
    const { spool, files } = spoolIn(createTempFolder());
    const events = [createEnvelope("a"), createEnvelope("b"), createEnvelope("c")];
    spool.store(events);
    const [before] = files();
    const first = await claimOldest(spool);
    await first?.release(events.slice(1));
    expect(files().map((file) => file.slice(0, 13))).toEqual([before?.slice(0, 13)]);
    const second = await claimOldest(spool);
    expect(second?.envelopes.map(({ event }) => event)).toEqual(["b", "c"]);
    await second?.release(events.slice(1));
    expect((await claimOldest(spool))?.envelopes).toHaveLength(2);
  });

  it("does not return events that a claim marked before its process died", async () => {
    const home = createTempFolder();
    const { spool, folder } = spoolIn(home);
    const events = [createEnvelope("a"), createEnvelope("b"), createEnvelope("c")];
    spool.store(events);
    await (await claimOldest(spool))?.markDelivered(events.slice(0, 2));
    renameSync(
      join(folder, readdirSync(folder)[0] ?? ""),
      join(folder, "1700000000000-00000000-0000abcd.jsonl"),
    );
    expect((await claimOldest(spool))?.envelopes).toEqual(events.slice(2));
  });

  it("does not remove a file that it cannot read", async () => {
    const { spool, folder, files } = spoolIn(createTempFolder());
    spool.store([createEnvelope("a")]);
    mkdirSync(join(folder, "1700000000000-00000000-0000abcd.jsonl"));
    expect((await claimOldest(spool))?.envelopes).toHaveLength(1);
    expect(files()).toContain("1700000000000-00000000-0000abcd.jsonl");
  });

  it("ignores a dangling link", async () => {
    const { spool, folder } = spoolIn(createTempFolder());
    spool.store([createEnvelope("a")]);
    const name = "1700000000000-00000000-0000abcd.jsonl.deadbeef.1";
    symlinkSync(name, join(folder, name));
    expect(spool.store([createEnvelope("b")])).toBe(true);
    expect((await claimOldest(spool))?.envelopes).toHaveLength(1);
  });

  it("claims the oldest file first, and none for another server", async () => {
    const home = createTempFolder();
    let now = 1_000_000;
    const { spool } = spoolIn(home, { now: () => now, maxAgeMs: Number.POSITIVE_INFINITY });
    spool.store([createEnvelope("old")]);
    now += 1000;
    spool.store([createEnvelope("new")]);
    expect(await claimOldest(spoolIn(home, { destinationId: "0000ffff" }).spool)).toBeUndefined();
    expect((await claimOldest(spool))?.envelopes[0]?.event).toBe("old");
  });

  it("takes over files of a dead process, and of another machine after an hour, but none of a living process", async () => {
    const home = createTempFolder();
    const { spool, folder } = spoolIn(home);
    spool.store([createEnvelope("a")]);
    abandon(folder);
    const claim = await claimOldest(spool);
    expect(claim?.envelopes[0]?.event).toBe("a");
    const other = spoolIn(home, { owner: { ...getCurrentProcess(), pid: 1 } }).spool; // the first process is alive
    expect(await claimOldest(other)).toBeUndefined();
    await claim?.release(claim.envelopes);
    abandon(folder, "ffffffff");
    expect(await claimOldest(spool)).toBeUndefined();
    const tomorrow = spoolIn(home, { now: () => Date.now() + DAY_MS }).spool;
    expect((await claimOldest(tomorrow))?.envelopes).toHaveLength(1);
  });

  it("takes over files of an earlier process with the same number, as in a restarted container", async () => {
    const home = createTempFolder();
    const { spool, folder } = spoolIn(home);
    spool.store([createEnvelope("a")]);
    const claim = await claimOldest(spool);
    const again = spoolIn(home, { now: () => Date.now() + DAY_MS }).spool;
    expect(await claimOldest(again)).toBeUndefined(); // ours, and held
    const [held = ""] = readdirSync(folder);
    utimesSync(join(folder, held), 0, Date.now() / 1000 - 7200);
    expect((await claimOldest(again))?.envelopes).toEqual(claim?.envelopes);
  });

  it("prunes and counts the oldest files if the spool is too large or they are too old", async () => {
    const home = createTempFolder();
    let now = Date.now();
    const line = formatEnvelopeLine(createEnvelope("e")).length;
    const { spool, folder, lost, files } = spoolIn(home, {
      now: () => now,
      maxBytes: 3 * line,
      maxAgeMs: DAY_MS,
    });
    spool.store([createEnvelope("e"), createEnvelope("e")]);
    now += 1000;
    spool.store([createEnvelope("f"), createEnvelope("f")]);
    expect(lost).toEqual({ spool_full: 2 });
    now += 1000;
    spool.store(Array.from({ length: 5 }, (_, index) => createEnvelope(String(index))));
    expect(lost).toEqual({ spool_full: 2 + 2 + 2 });
    expect((await claimOldest(spool))?.envelopes.map(({ event }) => event)).toEqual(["2", "3", "4"]);
    spool.store([createEnvelope("g")]);
    const [g = ""] = files().filter((file) => file.endsWith(".jsonl"));
    utimesSync(join(folder, g), 0, (now - 2 * DAY_MS) / 1000);
    spool.store([createEnvelope("h")]);
    expect(lost).toEqual({ spool_full: 6, spool_expired: 1 });
    expect(files()).toHaveLength(2); // h, and the claim of a living process
  });

  it("returns false if the disk cannot be written", () => {
    const home = createTempFolder();
    writeFileSync(join(home, "spool"), "a file where the folder should be");
    expect(spoolIn(home).spool.store([createEnvelope("a")])).toBe(false);
    expect(spoolIn("/proc/telemetry").spool.store([createEnvelope("a")])).toBe(false);
  });

  it("creates missing parent folders", () => {
    const { spool, files } = spoolIn(join(createTempFolder(), "not", "yet"));
    expect(spool.store([createEnvelope("a")])).toBe(true);
    expect(files()).toHaveLength(1);
  });

  it("drops and counts damaged lines, and does not touch other files", async () => {
    const { spool, folder, lost, files } = spoolIn(createTempFolder());
    const events = [createEnvelope("a"), createEnvelope("b")];
    spool.store(events);
    const [file = ""] = files();
    truncateSync(join(folder, file), statSync(join(folder, file)).size - 5);
    appendFileSync(join(folder, file), '\nnot json\n{"uuid":1}\n[]\nnull\n');
    writeFileSync(join(folder, "notes.txt"), "mine");
    const claim = await claimOldest(spool);
    expect(claim?.envelopes).toEqual(events.slice(0, 1));
    await claim?.release([]);
    expect(lost).toEqual({ spool_damaged: 5 });
    expect(readFileSync(join(folder, "notes.txt"), "utf8")).toBe("mine");
  });

  it("counts a damaged line once, however often its file could not be delivered", async () => {
    const { spool, folder, lost, files } = spoolIn(createTempFolder());
    const events = [createEnvelope("a"), createEnvelope("b")];
    spool.store(events);
    appendFileSync(join(folder, files()[0] ?? ""), "\n{broken\n");
    for (let attempt = 0; attempt < 3; attempt++) await (await claimOldest(spool))?.release(events);
    await (await claimOldest(spool))?.release(events.slice(1));
    await (await claimOldest(spool))?.release([]);
    expect(lost).toEqual({ spool_damaged: 1 });
    expect(files()).toEqual([]);
  });

  it("counts the damaged lines of a file that it prunes", () => {
    let now = Date.now();
    const { spool, folder, lost, files } = spoolIn(createTempFolder(), { now: () => now, maxAgeMs: DAY_MS });
    spool.store([createEnvelope("a")]);
    appendFileSync(join(folder, files()[0] ?? ""), "\n{broken\n");
    now += 2 * DAY_MS;
    spool.prune();
    expect(lost).toEqual({ spool_expired: 1, spool_damaged: 1 });
  });

  it("removes a file without a complete line", async () => {
    const { spool, folder, files, lost } = spoolIn(createTempFolder());
    mkdirSync(folder);
    writeFileSync(join(folder, "1700000000000-00000000-0000abcd.jsonl"), Buffer.alloc(100, 0xff));
    expect(await claimOldest(spool)).toBeUndefined();
    expect(files()).toEqual([]);
    expect(lost).toEqual({ spool_damaged: 1 });
  });
});

describe("parseSpoolText", () => {
  it("reads all lines before the place where a crash has cut the file", () => {
    const events = [createEnvelope("a", { text: "ü😀" }), createEnvelope("b"), createEnvelope("c")];
    const bytes = Buffer.from(events.map(formatEnvelopeLine).join(""));
    const ends = events.map((_, index) =>
      Buffer.byteLength(
        events
          .slice(0, index + 1)
          .map(formatEnvelopeLine)
          .join(""),
      ),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: bytes.length }), (cut) => {
        const { envelopes, damagedLineCount } = parseSpoolText(
          bytes.subarray(0, cut).toString("utf8"),
          trustStored,
        );
        const whole = ends.filter((end) => end - 1 <= cut).length; // its line break may be missing
        expect(envelopes).toEqual(events.slice(0, whole));
        expect(damagedLineCount).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("counts lines that no request could carry as damaged", () => {
    const deep = `${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}`;
    const line = formatEnvelopeLine(createEnvelope("a")).replace('"properties":{}', `"properties":${deep}`);
    expect(line.length).toBeGreaterThan(100_000);
    expect(parseSpoolText(line, trustStored)).toEqual({ envelopes: [], damagedLineCount: 1 });
  });

  it("reads lines after a cut one", () => {
    const [a, b] = [createEnvelope("a"), createEnvelope("b")];
    const text = formatEnvelopeLine(a).slice(0, 40) + formatEnvelopeLine(b);
    expect(parseSpoolText(text, trustStored)).toEqual({ envelopes: [b], damagedLineCount: 1 });
  });

  it("returns each event once, and none that was settled", () => {
    const [a, b, c] = [createEnvelope("a"), createEnvelope("b"), createEnvelope("c")];
    const text = [a, b, a, c].map(formatEnvelopeLine).join("") + formatSettledLine([b.uuid]);
    expect(parseSpoolText(text, trustStored).envelopes).toEqual([a, c]);
  });
});

describe("Spool, shared by processes", () => {
  it("lets each file be claimed once", { timeout: 60_000 }, async () => {
    const home = createTempFolder();
    const { spool, files } = spoolIn(home, { maxBytes: Number.POSITIVE_INFINITY });
    const events = Array.from({ length: 200 }, (_, index) => createEnvelope(`e${index}`));
    for (const event of events) spool.store([event]);
    const text = `
      import { Spool } from ${JSON.stringify(join(LIB, "delivery", "spool.js"))};
      import { getCurrentProcess } from ${JSON.stringify(join(LIB, "internal", "ids.js"))};
      const spool = new Spool({ folder: "spool", destinationId: "0000abcd", owner: getCurrentProcess(), maxBytes: 1e9,
        maxAgeMs: 1e12, now: Date.now, reseal: (value) => value, onLost: () => {} });
      while (Date.now() < ${Date.now() + 3000}); // all at once
      for (let claim; ([claim] = await spool.claimFiles(1)), claim !== undefined; ) {
        for (const { event } of claim.envelopes) console.log(event);
        await claim.release([]);
      }
    `;
    const runs = await Promise.all(Array.from({ length: 8 }, () => runProgram(text, { home })));
    expect(runs.map(({ code, stderr }) => [code, stderr])).toEqual(runs.map(() => [0, ""]));
    const claimed = runs.flatMap(({ stdout }) => stdout.trim().split("\n")).filter((line) => line !== "");
    expect(claimed.sort()).toEqual(events.map(({ event }) => String(event)).sort());
    expect(files()).toEqual([]);
  });
});
