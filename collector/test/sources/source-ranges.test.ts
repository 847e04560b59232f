/** Finding the source of a line by its place in the journal. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SourceEntry } from "../../src/sources/source-log.js";
import { SourceRanges } from "../../src/sources/source-ranges.js";

const createEntry = (entry: Partial<SourceEntry>): SourceEntry => ({
  tag: "a",
  time: 0,
  kind: "events",
  sequence: 1,
  start: 0,
  end: 10,
  count: 1,
  ...entry,
});

const layouts = fc.array(
  fc.record({
    sequence: fc.integer({ min: 1, max: 3 }),
    length: fc.integer({ min: 1, max: 20 }),
    gap: fc.nat(5),
  }),
  { maxLength: 40 },
);

describe("SourceRanges", () => {
  it("finds for each place the source whose range has it, in whatever order the ranges were added", () => {
    const prepared = layouts.chain((layout) => {
      const ends = new Map<number, number>();
      const entries = layout.map(({ sequence, length, gap }, index) => {
        const start = (ends.get(sequence) ?? 0) + gap;
        ends.set(sequence, start + length);
        return createEntry({ tag: `source ${index}`, sequence, start, end: start + length });
      });
      return fc.record({
        entries: fc.constant(entries),
        shuffled: fc.shuffledSubarray(entries, { minLength: entries.length }),
      });
    });
    fc.assert(
      fc.property(
        prepared,
        fc.integer({ min: 1, max: 3 }),
        fc.nat(500),
        ({ entries, shuffled }, sequence, offset) => {
          const ranges = new SourceRanges();
          for (const entry of shuffled) ranges.add(entry);
          const expected = entries.find(
            (entry) => entry.sequence === sequence && entry.start <= offset && offset < entry.end,
          );
          expect(ranges.findTag({ sequence, offset })).toBe(expected?.tag);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("is empty, and has no segment, until a range is added", () => {
    const ranges = new SourceRanges();
    expect([ranges.isEmpty, ranges.hasSegment(1)]).toEqual([true, false]);
    ranges.add(createEntry({ sequence: 1 }));
    expect([ranges.isEmpty, ranges.hasSegment(1), ranges.hasSegment(2)]).toEqual([false, true, false]);
  });
});
