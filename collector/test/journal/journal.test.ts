/** The promise of the journal: what was acknowledged is on the disk, and is read once. */
import { randomBytes } from "node:crypto";
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compressSegment } from "../../src/journal/compress-segment.js";
import type { JournalPosition } from "../../src/journal/position.js";
import { deleteSegmentsBefore } from "../../src/journal/retention.js";
import { eraseLines } from "../../src/journal/rewrite-segment.js";
import { findSegmentDays } from "../../src/journal/segment-days.js";
import { listSegments } from "../../src/journal/segment-name.js";
import { readLines } from "../../src/journal/segment-reader.js";
import type { SegmentHandle } from "../../src/journal/segment-writer.js";
import { DAY_MS, NOON, openJournal, readTexts, START, toLines } from "../support/journal.js";
import { createTempFolder } from "../support/temp-folder.js";

describe("append", () => {
  it("keeps lines in their order, and resolves when the file has them", async () => {
    const folder = createTempFolder();
    const journal = await openJournal(folder);
    await journal.append(toLines("a", "b"));
    await journal.append(toLines("c"));
    expect(readdirSync(folder)).toEqual(["00000001-2026-11-28.ndjson"]);
    expect(readFileSync(join(folder, "00000001-2026-11-28.ndjson"), "utf8")).toBe("a\nb\nc\n");
    expect(journal.end).toEqual({ sequence: 1, offset: 6 });
  });

  it("commits concurrent appends together", async () => {
    let syncCount = 0;
    const countSyncs = (handle: SegmentHandle): SegmentHandle => ({
      write: (...input) => handle.write(...input),
      truncate: (length) => handle.truncate(length),
      close: () => handle.close(),
      datasync: () => {
        syncCount++;
        return handle.datasync();
      },
    });
    const folder = createTempFolder();
    const journal = await openJournal(folder, { wrapHandle: countSyncs });
    const texts = Array.from({ length: 500 }, (_, index) => `event ${index}`);
    await Promise.all(texts.map((text) => journal.append(toLines(text))));
    expect(syncCount).toBe(2); // the first append alone, and all that came meanwhile
    expect(await readTexts(folder)).toEqual(texts);
  });

  it("reports the durable end after each commit", async () => {
    const ends: JournalPosition[] = [];
    const journal = await openJournal(createTempFolder(), { onCommitted: (end) => ends.push(end) });
    await journal.append(toLines("a"));
    await journal.append(toLines("bc"));
    expect(ends.map(({ offset }) => offset)).toEqual([2, 5]);
  });
});

describe("segments", () => {
  it("begin with each day, and also after a restart", async () => {
    const folder = createTempFolder();
    let time = NOON;
    const options = { now: () => time };
    const first = await openJournal(folder, options);
    await first.append(toLines("a"));
    time += DAY_MS;
    await first.append(toLines("b"));
    await first.close();
    time += DAY_MS;
    const second = await openJournal(folder, options);
    await second.append(toLines("c"));
    expect(readdirSync(folder)).toEqual([
      "00000001-2026-11-28.ndjson",
      "00000002-2026-11-29.ndjson",
      "00000003-2026-11-30.ndjson",
    ]);
    expect(await readTexts(folder)).toEqual(["a", "b", "c"]);
  });

  it("keep their order when the clock is set back", async () => {
    const folder = createTempFolder();
    let time = NOON;
    const journal = await openJournal(folder, { now: () => time });
    await journal.append(toLines("a"));
    time -= 10 * DAY_MS;
    await journal.append(toLines("b"));
    expect(readdirSync(folder)).toEqual(["00000001-2026-11-28.ndjson", "00000002-2026-11-18.ndjson"]);
    expect(await readTexts(folder)).toEqual(["a", "b"]);
  });

  it("tell where each append has begun", async () => {
    const journal = await openJournal(createTempFolder());
    const starts = await Promise.all(["a", "bb", "c"].map((text) => journal.append(toLines(text))));
    expect(starts.map(({ offset }) => offset)).toEqual([0, 2, 5]);
  });

  it("are completed on request, while others append", async () => {
    const folder = createTempFolder();
    const closed: number[] = [];
    const journal = await openJournal(folder, { onClosed: ({ sequence }) => closed.push(sequence) });
    const texts = Array.from({ length: 50 }, (_, index) => String(index));
    const appends = texts.map((text) => journal.append(toLines(text)));
    const completed = journal.completeSegment();
    appends.push(...texts.map((text) => journal.append(toLines(text))));
    await Promise.all([completed, ...appends]);
    await journal.append(toLines("last"));
    expect(closed).toEqual([1]);
    expect(await readTexts(folder)).toEqual([...texts, ...texts, "last"]);
  });

  it("are closed when they are long, and reported then", async () => {
    const closed: number[] = [];
    const folder = createTempFolder();
    const journal = await openJournal(folder, {
      maxSegmentBytes: 4,
      onClosed: ({ sequence }) => closed.push(sequence),
    });
    for (const text of ["abc", "def", "ghi"]) await journal.append(toLines(text));
    expect([readdirSync(folder).length, closed]).toEqual([3, [1, 2]]);
    expect(await readTexts(folder)).toEqual(["abc", "def", "ghi"]);
  });
});

describe("a restart", () => {
  it("continues the last segment", async () => {
    const folder = createTempFolder();
    const first = await openJournal(folder);
    await first.append(toLines("a"));
    await first.close();
    const second = await openJournal(folder);
    expect(second.end).toEqual({ sequence: 1, offset: 2 });
    await second.append(toLines("b"));
    expect(await readTexts(folder)).toEqual(["a", "b"]);
  });

  it("cuts off a line that a crash has left unfinished, at any byte", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
        fc.nat(),
        async (texts, cut) => {
          const folder = createTempFolder();
          const lines = texts.map((text) => JSON.stringify(text));
          const whole = toLines(...lines);
          const length = cut % (whole.length + 1);
          writeFileSync(join(folder, "00000001-2026-11-28.ndjson"), whole.subarray(0, length));
          const journal = await openJournal(folder);
          await journal.append(toLines("next"));
          const survivors = whole.subarray(0, length).toString().split("\n").slice(0, -1);
          expect(await readTexts(folder)).toEqual([...survivors, "next"]);
          await journal.close();
        },
      ),
      { numRuns: 100 },
    );
  });

  it("cuts off a line that is longer than what is searched at once", async () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, "00000001-2026-11-28.ndjson"), `a\n${"x".repeat(200_000)}`);
    const journal = await openJournal(folder);
    await journal.append(toLines("b"));
    // The cut bytes are not in the file any more, because somebody may have asked for their erasure.
    expect(readFileSync(join(folder, "00000001-2026-11-28.ndjson"), "utf8")).toBe("a\nb\n");
  });

  it("deletes unfinished files, and the compressed form of a segment that a crash has left in both", async () => {
    const folder = createTempFolder();
    const plain = "00000001-2026-11-28.ndjson";
    for (const name of [plain, `${plain}.gz`, `${plain}.gz.tmp`]) writeFileSync(join(folder, name), "a\n");
    await openJournal(folder);
    expect(readdirSync(folder)).toEqual([plain]);
  });

  it("has the end of its last line also when the segment is complete, compressed and opened again", async () => {
    const folder = createTempFolder();
    const journal = await openJournal(folder);
    await journal.append(toLines("a", "é"));
    const end = { sequence: 1, offset: 5 };
    expect(journal.end).toEqual(end);
    await journal.completeSegment();
    expect(journal.end).toEqual(end);
    await compressSegment(folder, { sequence: 1, day: "2026-11-28" });
    await journal.close();
    expect(journal.end).toEqual(end);
    const reopened = await openJournal(folder);
    expect(reopened.end).toEqual(end);
    expect(await readTexts(folder, START, reopened.end)).toEqual(["a", "é"]);
    await reopened.append(toLines("b"));
    expect(reopened.end).toEqual({ sequence: 2, offset: 2 });
  });

  it("does not append to a segment that is compressed", async () => {
    const folder = createTempFolder();
    const first = await openJournal(folder);
    await first.append(toLines("a"));
    await first.close();
    await compressSegment(folder, { sequence: 1, day: "2026-11-28" });
    const second = await openJournal(folder);
    await second.append(toLines("b"));
    expect(readdirSync(folder)).toEqual(["00000001-2026-11-28.ndjson.gz", "00000002-2026-11-28.ndjson"]);
    expect(await readTexts(folder)).toEqual(["a", "b"]);
  });
});

describe("the end", () => {
  it("remains that of the last line while no segment is open", async () => {
    const folder = createTempFolder();
    const first = await openJournal(folder);
    await first.append(toLines("a", "b"));
    await first.completeSegment();
    expect(first.end).toEqual({ sequence: 1, offset: 4 });
    await first.close();
    await compressSegment(folder, { sequence: 1, day: "2026-11-28" });
    const second = await openJournal(folder);
    expect(second.end).toEqual({ sequence: 1, offset: 4 });
    expect(await readTexts(folder, START, second.end)).toEqual(["a", "b"]);
  });

  it("is that of the earlier segments if a new one refuses its first line", async () => {
    const folder = createTempFolder();
    const journal = await openJournal(folder, { maxSegmentBytes: 2, wrapHandle: failAfterFirstSync() });
    await journal.append(toLines("a"));
    await expect(journal.append(toLines("b"))).rejects.toThrow("input/output error");
    expect(journal.end).toEqual({ sequence: 1, offset: 2 });
  });

  function failAfterFirstSync() {
    let syncCount = 0;
    return (handle: SegmentHandle): SegmentHandle => ({
      write: (...input) => handle.write(...input),
      truncate: (length) => handle.truncate(length),
      close: () => handle.close(),
      async datasync() {
        if (++syncCount > 1) throw new Error("input/output error");
        await handle.datasync();
      },
    });
  }
});

describe("compressSegment", () => {
  it("leaves no unfinished file if it fails", async () => {
    const folder = createTempFolder();
    const segment = "00000001-2026-11-28.ndjson";
    writeFileSync(join(folder, segment), "a\n");
    mkdirSync(join(folder, `${segment}.gz`)); // cannot be replaced by a file
    await expect(compressSegment(folder, { sequence: 1, day: "2026-11-28" })).rejects.toThrow();
    expect(readdirSync(folder)).toEqual([segment, `${segment}.gz`]);
  });
});

describe("a disk that refuses", () => {
  type Operation = "write" | "datasync";

  /** Lets one operation fail while `failing` has it. A write leaves half of its bytes. */
  function refuse(failing: Set<Operation | "truncate">) {
    return (handle: SegmentHandle): SegmentHandle => ({
      async write(bytes, offset, length, position) {
        if (!failing.has("write")) return handle.write(bytes, offset, length, position);
        await handle.write(bytes, offset, Math.floor(length / 2), position);
        throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
      },
      async datasync() {
        if (failing.has("datasync")) throw Object.assign(new Error("input/output error"), { code: "EIO" });
        await handle.datasync();
      },
      async truncate(length) {
        if (failing.has("truncate")) throw Object.assign(new Error("input/output error"), { code: "EIO" });
        await handle.truncate(length);
      },
      close: () => handle.close(),
    });
  }

  it.each<Operation>(["write", "datasync"])(
    "rejects the appends of the commit whose %s fails",
    async (operation) => {
      const failing = new Set<Operation>();
      const folder = createTempFolder();
      const journal = await openJournal(folder, { wrapHandle: refuse(failing) });
      await journal.append(toLines("a"));
      failing.add(operation);
      const results = await Promise.allSettled([journal.append(toLines("b")), journal.append(toLines("c"))]);
      expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      failing.clear();
      await journal.append(toLines("d"));
      expect(await readTexts(folder)).toEqual(["a", "d"]);
      expect(readdirSync(folder)).toHaveLength(2); // a new one, because the state of the first is unknown, and no empty one
    },
  );

  it("loses no acknowledged line if it cannot even be truncated", async () => {
    const failing = new Set<Operation | "truncate">();
    const folder = createTempFolder();
    const journal = await openJournal(folder, { wrapHandle: refuse(failing) });
    await journal.append(toLines("first"));
    failing.add("write").add("truncate");
    await expect(journal.append(toLines("refused"))).rejects.toThrow("no space");
    failing.clear();
    await journal.append(toLines("later"));
    expect(await readTexts(folder)).toEqual(["first", "later"]); // without the half line of `refused`
  });
});

/** Returns the files of a folder that this process has open (proc_pid_fd(5)). */
function listOpenFiles(folder: string): string[] {
  return readdirSync("/proc/self/fd").flatMap((descriptor) => {
    try {
      const path = readlinkSync(`/proc/self/fd/${descriptor}`);
      return path.startsWith(folder) ? [path] : [];
    } catch {
      return []; // that of the listing itself
    }
  });
}

describe("readLines", () => {
  async function createSegments(): Promise<string> {
    const folder = createTempFolder();
    const journal = await openJournal(folder, { maxSegmentBytes: 4 });
    for (const text of ["aa", "bb", "cc", "dd", "ee"]) await journal.append(toLines(text));
    await journal.close();
    return folder; // two lines a segment
  }

  it.each<[string, JournalPosition, JournalPosition | undefined, string[]]>([
    ["everything", START, undefined, ["aa", "bb", "cc", "dd", "ee"]],
    ["the rest of a segment and the others", { sequence: 1, offset: 3 }, undefined, ["bb", "cc", "dd", "ee"]],
    ["up to the durable end", START, { sequence: 2, offset: 3 }, ["aa", "bb", "cc"]],
    ["nothing at the end", { sequence: 3, offset: 3 }, { sequence: 3, offset: 3 }, []],
  ])("reads %s, compressed or not", async (_, from, to, expected) => {
    const folder = await createSegments();
    expect(await readTexts(folder, from, to)).toEqual(expected);
    for (const sequence of [1, 2, 3]) await compressSegment(folder, { sequence, day: "2026-11-28" });
    expect(await readTexts(folder, from, to)).toEqual(expected);
  });

  it("reads a segment once that a crash has left in both forms", async () => {
    const folder = await createSegments();
    const plain = join(folder, "00000001-2026-11-28.ndjson");
    const text = readFileSync(plain);
    await compressSegment(folder, { sequence: 1, day: "2026-11-28" });
    writeFileSync(plain, text);
    expect(await readTexts(folder)).toEqual(["aa", "bb", "cc", "dd", "ee"]);
  });

  it("reads on if a segment is compressed, and another one deleted, after the folder was listed", async () => {
    const folder = createTempFolder();
    const journal = await openJournal(folder);
    for (const text of ["a", "b", "c", "d"]) {
      await journal.append(toLines(text));
      await journal.completeSegment();
    }
    const lines = readLines(folder, START);
    const texts = [(await lines.next()).value.lines.toString()];
    await compressSegment(folder, { sequence: 2, day: "2026-11-28" });
    rmSync(join(folder, "00000003-2026-11-28.ndjson"));
    for await (const chunk of lines) texts.push(chunk.lines.toString());
    expect(texts).toEqual(["a\n", "b\n", "d\n"]);
  });

  it("reports a compressed segment that is damaged, and goes on with the next one", async () => {
    const folder = await createSegments();
    await compressSegment(folder, { sequence: 1, day: "2026-11-28" });
    truncateSync(join(folder, "00000001-2026-11-28.ndjson.gz"), 12);
    const damaged: string[] = [];
    const chunks = readLines(folder, START, undefined, ({ fileName }) => damaged.push(fileName));
    const texts: string[] = [];
    for await (const { lines } of chunks) texts.push(lines.toString());
    expect([texts, damaged]).toEqual([["cc\ndd\n", "ee\n"], ["00000001-2026-11-28.ndjson.gz"]]);
  });

  it.each([
    ["the next line is not wanted", "00000001-2026-11-28.ndjson", false],
    ["the next line is not wanted", "00000001-2026-11-28.ndjson.gz", false],
    ["the rest is damaged", "00000001-2026-11-28.ndjson.gz", true],
  ])("has no descriptor any more when %s, of %s", async (_, fileName, isDamaged) => {
    const folder = createTempFolder();
    const journal = await openJournal(folder);
    const megabyte = Buffer.alloc(1024 * 1024);
    for (let count = 0; count < 8; count++)
      await journal.append(toLines(randomBytes(megabyte.length / 2).toString("hex")));
    await journal.close();
    if (fileName.endsWith(".gz")) await compressSegment(folder, { sequence: 1, day: "2026-11-28" });
    const path = join(folder, fileName);
    if (isDamaged)
      writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 1000), megabyte, megabyte]));
    for await (const _ of readLines(folder, START)) break; // as a search does that has found what it needs
    expect(listOpenFiles(folder)).toEqual([]);
  });

  it("ignores other files in the folder", async () => {
    const folder = await createSegments();
    appendFileSync(join(folder, "00000009-2026-11-28.ndjson.gz.tmp"), "x");
    appendFileSync(join(folder, "notes.txt"), "x\n");
    expect(await readTexts(folder)).toHaveLength(5);
  });
});

describe("deleteSegmentsBefore", () => {
  it("deletes earlier days in either form, and never the last segment", async () => {
    const folder = createTempFolder();
    let time = NOON;
    const journal = await openJournal(folder, { now: () => time });
    for (const text of ["a", "b", "c"]) {
      await journal.append(toLines(text));
      time += DAY_MS;
    }
    await journal.close();
    await compressSegment(folder, { sequence: 1, day: "2026-11-28" });
    expect((await deleteSegmentsBefore(folder, "2026-11-28", "2026-11-30")).segments).toEqual([]);
    expect(await deleteSegmentsBefore(folder, "2026-11-30", "2026-11-30")).toEqual({
      segments: [
        { sequence: 1, day: "2026-11-28" },
        { sequence: 2, day: "2026-11-29" },
      ],
      hasWrongDay: false,
    });
    expect((await deleteSegmentsBefore(folder, "2030-01-01", "2030-04-01")).segments).toEqual([]);
    expect(readdirSync(folder)).toEqual(["00000003-2026-11-30.ndjson"]);
  });

  it("keeps everything after a clock was behind for a while", async () => {
    const folder = createTempFolder();
    const names = ["00000001-2026-11-27.ndjson", "00000002-2025-10-24.ndjson", "00000003-2026-11-28.ndjson"];
    for (const name of names) writeFileSync(join(folder, name), "a\n");
    const result = await deleteSegmentsBefore(folder, "2026-08-30", "2026-11-28");
    expect(result).toEqual({ segments: [], hasWrongDay: true });
  });

  it("does not keep a segment until the day that a clock ahead has given it", async () => {
    const folder = createTempFolder();
    const names = ["00000001-2030-01-01.ndjson", "00000002-2026-08-01.ndjson", "00000003-2026-11-28.ndjson"];
    for (const name of names) writeFileSync(join(folder, name), "a\n");
    const { segments, hasWrongDay } = await deleteSegmentsBefore(folder, "2026-08-30", "2026-11-28");
    expect([segments.map(({ sequence }) => sequence), hasWrongDay]).toEqual([[1, 2], true]);
  });
});

describe("findSegmentDays", () => {
  it("takes a time that grows with the number of segments of a day, not with its square", () => {
    const days = Array<string>(300_000).fill("2026-11-28"); // the square would take minutes
    const segments = days.map((day, index) => ({ sequence: index + 1, day }));
    expect(findSegmentDays(segments, "2026-11-29")).toEqual(days);
  });

  const TODAY = "2026-11-28";

  it.each<[string, string[], string[]]>([
    ["the days of the names", ["2026-11-01", "2026-11-02"], ["2026-11-01", "2026-11-02"]],
    ["a day that was ahead", ["2026-11-01", "2027-12-01", TODAY], ["2026-11-01", TODAY, TODAY]],
    [
      "a day that was ahead and is past",
      ["2026-06-01", "2026-09-01", "2026-06-02", "2026-06-03"],
      ["2026-06-01", "2026-06-02", "2026-06-02", "2026-06-03"],
    ],
    [
      "a day that was behind",
      ["2026-11-01", "2025-10-24", "2026-11-02"],
      ["2026-11-01", "2026-11-02", "2026-11-02"],
    ],
    ["a last day that was behind", ["2026-11-01", "2025-10-24"], ["2026-11-01", TODAY]],
    [
      "the days of a first segment that may be old",
      ["2025-10-24", "2026-11-01"],
      ["2025-10-24", "2026-11-01"],
    ],
  ])("corrects %s", (_, names, days) => {
    const segments = names.map((day, index) => ({ sequence: index + 1, day }));
    expect(findSegmentDays(segments, TODAY)).toEqual(days);
  });
});

describe("eraseLines", () => {
  const SEGMENT = { sequence: 1, day: "2026-11-28" };

  async function createSegment(...texts: string[]): Promise<string> {
    const folder = createTempFolder();
    const journal = await openJournal(folder);
    await journal.append(toLines(...texts));
    await journal.close();
    return folder;
  }

  const findSegment = (folder: string) => {
    const [segment] = listSegments(readdirSync(folder));
    if (segment === undefined) throw new Error("there is no segment");
    return segment;
  };

  it.each([false, true])(
    "leaves no byte of an erased line in the folder, and the others at their places (compressed: %s)",
    async (isCompressed) => {
      const folder = await createSegment("a 1", "b 2", "aé");
      if (isCompressed) await compressSegment(folder, SEGMENT);
      expect(await eraseLines(folder, findSegment(folder), (line) => line.startsWith("a"))).toBe(2);
      expect(await readTexts(folder)).toEqual(["   ", "b 2", "   "]);
      expect(readdirSync(folder)).toHaveLength(1);
      const bytes = readFileSync(join(folder, findSegment(folder).fileName));
      expect((isCompressed ? gunzipSync(bytes) : bytes).toString()).toBe("   \nb 2\n   \n");
    },
  );

  it("does not write a segment that has no such line", async () => {
    const folder = await createSegment("a", "b");
    const { fileName } = findSegment(folder);
    const before = statSync(join(folder, fileName)).ino;
    expect(await eraseLines(folder, findSegment(folder), () => false)).toBe(0);
    expect([readdirSync(folder), statSync(join(folder, fileName)).ino]).toEqual([[fileName], before]);
  });

  it("leaves the segment as it was if it fails", async () => {
    const folder = await createSegment("a", "b");
    const fail = () => {
      throw new Error("no such rule");
    };
    await expect(eraseLines(folder, findSegment(folder), fail)).rejects.toThrow("no such rule");
    expect(await readTexts(folder)).toEqual(["a", "b"]);
    expect(readdirSync(folder)).toHaveLength(1);
  });
});
