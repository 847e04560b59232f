import { describe, expect, it } from "vitest";
import { SharedSession } from "../../src/client/shared-session.js";

const ID = "0197b2c4-0000-7000-8000-00000000000a";
const OTHER_ID = "0197b2c4-0000-7000-8000-00000000000b";

/** Returns the views of two threads on one memory. */
function createThreads(): [owner: SharedSession, worker: SharedSession] {
  const memory = new SharedArrayBuffer(32);
  return [new SharedSession(memory, true), new SharedSession(memory, false)];
}

describe("a shared session", () => {
  it("is read by other threads as it was published", () => {
    const [owner, worker] = createThreads();
    expect(worker.read()).toBeUndefined();
    const version = owner.publish({ id: ID, sampleValue: 0.25 }, owner.version);
    expect(worker.read()).toEqual({ id: ID, sampleValue: 0.25, version });
    expect(worker.version).toBe(version);
  });

  it("is published by the first of two threads", () => {
    const [owner, worker] = createThreads();
    const seen = worker.version;
    owner.publish({ id: ID, sampleValue: 0 }, seen);
    expect(worker.publish({ id: OTHER_ID, sampleValue: 1 }, seen)).toBeUndefined();
    expect(worker.read()?.id).toBe(ID);
  });

  it("is not read after it has ended, and a new one has another version", () => {
    const [owner, worker] = createThreads();
    const first = owner.publish({ id: ID, sampleValue: 0 }, owner.version);
    worker.end();
    expect(owner.read()).toBeUndefined();
    const second = owner.publish({ id: OTHER_ID, sampleValue: 0 }, owner.version);
    expect(second).not.toBe(first);
    expect(worker.read()?.id).toBe(OTHER_ID);
  });

  it("is counted by one thread", () => {
    const [owner, worker] = createThreads();
    owner.publish({ id: ID, sampleValue: 0 }, owner.version);
    expect([worker.claimCount(ID), owner.claimCount(ID), worker.claimCount(ID)]).toEqual([
      true,
      false,
      false,
    ]);
    owner.publish({ id: OTHER_ID, sampleValue: 0 }, owner.version);
    expect([owner.claimCount(OTHER_ID), worker.claimCount(OTHER_ID)]).toEqual([true, false]);
    expect(owner.claimCount(ID)).toBe(true); // a session of that thread alone
  });
});
