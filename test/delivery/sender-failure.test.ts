import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  clearSenderFailure,
  detectSenderFailure,
  recordSenderFailure,
} from "../../src/delivery/sender-failure.js";
import { getSharedFilePaths } from "../../src/delivery/spool-destination.js";
import { getCurrentProcess } from "../../src/internal/ids.js";
import { createTempFolder } from "../support/run.js";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Linux counts processes to 4,194,304. */
const DEAD = 4_194_305;
const { hostId } = getCurrentProcess();

/** A destination whose lock has a text, and was taken a second ago. */
function createDestination(lockText: string) {
  const destination = { folder: createTempFolder(), host: "https://h", apiKey: "phc_x", proxy: undefined };
  const { lock } = getSharedFilePaths(destination);
  writeFileSync(lock, lockText);
  const secondAgo = Date.now() / 1000 - 1;
  utimesSync(lock, secondAgo, secondAgo);
  return destination;
}

describe("detectSenderFailure", () => {
  it.each([
    ["a sender process that has ended", `${hostId} ${DEAD} child`, "unfinished"],
    ["a sender process that runs", `${hostId} ${process.pid} child`, undefined],
    ["a subcommand that has ended", `${hostId} ${DEAD}`, undefined],
    ["a sender process that is being started", `${hostId} 0`, undefined],
    ["a sender process on another machine", `deadbeef ${DEAD} child`, undefined],
  ])("given the lock of %s (%j), finds: %j", (_, lockText, reason) => {
    expect(detectSenderFailure(createDestination(lockText), Date.now())?.reason).toBe(reason);
  });

  it("lets another process be tried after a minute, then after an hour, then once a day, as long as each fails", () => {
    const destination = createDestination("");
    const { lock } = getSharedFilePaths(destination);
    let now = Date.now();
    const pauses = [MINUTE_MS, HOUR_MS, 24 * HOUR_MS, 24 * HOUR_MS];
    for (const [index, pauseMs] of pauses.entries()) {
      writeFileSync(lock, `${hostId} ${DEAD} child`);
      utimesSync(lock, now / 1000, now / 1000);
      const failure = { reason: "unfinished", time: now + 1, count: index + 1 };
      expect(detectSenderFailure(destination, now + 1)).toEqual(failure);
      expect(detectSenderFailure(destination, now + pauseMs)).toEqual(failure);
      now += pauseMs + 1;
      expect(detectSenderFailure(destination, now)).toBeUndefined();
    }
  });

  it("ignores a record from the future, because the clock was set back", () => {
    const destination = createDestination("");
    recordSenderFailure(destination, "tls", Date.now() + HOUR_MS);
    expect(detectSenderFailure(destination, Date.now())).toBeUndefined();
  });

  it.each([
    "",
    "null",
    "{}",
    '{"version":2,"reason":"tls","time":1,"count":1}',
    '{"version":1,"reason":"tls","time":1}',
    "\0",
  ])("ignores a file that contains %j", (text) => {
    const destination = createDestination("");
    writeFileSync(getSharedFilePaths(destination).senderFailure, text);
    expect(detectSenderFailure(destination, 2)).toBeUndefined();
  });

  it("finds nothing after a sender process has worked", () => {
    const destination = createDestination("");
    recordSenderFailure(destination, "tls", 1);
    expect(detectSenderFailure(destination, 2)?.reason).toBe("tls");
    clearSenderFailure(destination);
    expect(detectSenderFailure(destination, 2)).toBeUndefined();
    expect(readdirSync(destination.folder)).toHaveLength(1);
  });
});
