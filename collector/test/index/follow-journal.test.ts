/** Follows a real journal into a store that remembers its lines. */
import { describe, expect, it } from "vitest";
import { JournalFollower } from "../../src/index/follow-journal.js";
import type { JournalPosition } from "../../src/journal/position.js";
import type { LineBatch, Store } from "../../src/store/store.js";
import { openJournal, START, toLines } from "../support/journal.js";
import { createTempFolder } from "../support/temp-folder.js";

class RememberingStore implements Store {
  readonly erasesBytes = true;
  readonly lines: string[] = [];
  #position: JournalPosition = START;

  getPosition(): JournalPosition {
    return this.#position;
  }

  async append({ lines, end }: LineBatch) {
    this.lines.push(...Buffer.concat(lines).toString().trimEnd().split("\n"));
    this.#position = end;
    return { added: 0, duplicates: 0 };
  }

  query = () => Promise.reject(new Error("not needed"));
  deleteByIds = () => Promise.resolve(0);
  deleteBefore = () => Promise.resolve(0);
  close = () => Promise.resolve();
}

describe("JournalFollower", () => {
  it("indexes an end that it learns in the same turn in which it had nothing to do", async () => {
    const folder = createTempFolder();
    const journal = await openJournal(folder);
    await journal.append(toLines("a", "b"));
    const store = new RememberingStore();
    const follower = new JournalFollower({
      store,
      folders: { events: folder, spans: folder },
      onIndexed: () => {},
      onDamagedSegment: () => {},
    });
    void follower.follow("events", START);
    await follower.follow("events", journal.end);
    expect(store.lines).toEqual(["a", "b"]);
  });

  it("indexes an end that it learns while it is busy", async () => {
    const folder = createTempFolder();
    const journal = await openJournal(folder);
    const store = new RememberingStore();
    const follower = new JournalFollower({
      store,
      folders: { events: folder, spans: folder },
      onIndexed: () => {},
      onDamagedSegment: () => {},
    });
    const works: Promise<void>[] = [];
    for (const text of ["a", "b", "c"]) {
      await journal.append(toLines(text));
      works.push(follower.follow("events", journal.end));
    }
    await Promise.all(works);
    expect(store.lines).toEqual(["a", "b", "c"]);
  });
});
