import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  acquireSpoolLock,
  findAbandonedStart,
  releaseSpoolLock,
  reserveSpoolLock,
} from "../../src/delivery/spool-lock.js";
import { getCurrentProcess } from "../../src/internal/ids.js";
import { createTempFolder } from "../support/run.js";

const DEAD = 4_194_305;
const here = getCurrentProcess().hostId;

/** Creates a lock file of the given age. */
function createLock(text: string, secondsAgo: number): string {
  const file = join(createTempFolder(), "sender.lock");
  writeFileSync(file, text);
  const at = Date.now() / 1000 - secondsAgo;
  utimesSync(file, at, at);
  return file;
}

describe("the spool lock", () => {
  it("is held by one process at a time", () => {
    const folder = createTempFolder();
    const file = join(folder, "sender.lock");
    expect(acquireSpoolLock(file)).toBe(true);
    expect(acquireSpoolLock(file)).toBe(false);
    expect(reserveSpoolLock(file)).toBe(false);
    releaseSpoolLock(file);
    expect(readdirSync(folder)).toEqual([]);
    expect(acquireSpoolLock(file)).toBe(true);
  });

  it("shows an abandoned start until the sender process has acquired it", () => {
    const file = createLock(`${here} ${process.pid} child`, 25);
    expect(findAbandonedStart(file)).toBeDefined();
    expect(acquireSpoolLock(file)).toBe(true);
    utimesSync(file, Date.now() / 1000 - 25, Date.now() / 1000 - 25);
    expect(findAbandonedStart(file)).toBeUndefined();
  });

  it("is reserved once for a sender process, which then acquires it", () => {
    const file = join(createTempFolder(), "sender.lock");
    expect(reserveSpoolLock(file)).toBe(true);
    expect(reserveSpoolLock(file)).toBe(false);
    expect(acquireSpoolLock(file)).toBe(true);
    expect(acquireSpoolLock(file)).toBe(false);
  });

  it.each([
    ["a living process's", `${here} 1`, 1, false],
    ["a dead process's", `${here} ${DEAD}`, 1, true],
    ["a living process's that cannot be a sender any more", `${here} 1`, 30, true],
    ["another machine's", "deadbeef 12345", 1, false],
    ["another machine's of long ago", "deadbeef 12345", 30, true],
    ["one that is being written", "", 1, false],
    ["one that was not written to its end", "", 30, true],
    ["a reservation that no sender process took", `${here} 0`, 30, true],
    ["one from the future", `${here} 1`, -3600, true],
  ])("%s (%j, %i s old): can be taken over: %j", (_, text, secondsAgo, expected) => {
    expect(reserveSpoolLock(createLock(text, secondsAgo))).toBe(expected);
  });
});
