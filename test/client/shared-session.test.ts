import { once } from "node:events";
import { Worker } from "node:worker_threads";
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
  it("is joined by other threads as it was published", () => {
    const [owner, worker] = createThreads();
    expect(worker.join()).toBeUndefined();
    expect(owner.publish({ id: ID, sampleValue: 0.25 })).toBe(true);
    expect([owner.isJoined, worker.isJoined]).toEqual([true, false]);
    expect(worker.join()).toEqual({ id: ID, sampleValue: 0.25 });
    expect(worker.isJoined).toBe(true);
  });

  it("is published by the first of two threads that saw none", () => {
    const [owner, worker] = createThreads();
    expect([owner.join(), worker.join()]).toEqual([undefined, undefined]);
    expect(owner.publish({ id: ID, sampleValue: 0 })).toBe(true);
    expect(worker.publish({ id: OTHER_ID, sampleValue: 1 })).toBe(false);
    expect(worker.join()?.id).toBe(ID);
  });

  it("is ended for all by a thread that has joined it, and not by one that knows only an older one", () => {
    const [owner, worker] = createThreads();
    owner.publish({ id: ID, sampleValue: 0 });
    worker.join();
    owner.end();
    expect([worker.isJoined, worker.join()]).toEqual([false, undefined]);
    worker.publish({ id: OTHER_ID, sampleValue: 0 });
    owner.end();
    expect(owner.join()?.id).toBe(OTHER_ID);
    owner.end();
    expect(worker.join()).toBeUndefined();
  });

  it("is counted by one thread", () => {
    const [owner, worker] = createThreads();
    owner.publish({ id: ID, sampleValue: 0 });
    expect([worker.claimCount(ID), owner.claimCount(ID), worker.claimCount(ID)]).toEqual([
      true,
      false,
      false,
    ]);
    owner.publish({ id: OTHER_ID, sampleValue: 0 });
    expect([owner.claimCount(OTHER_ID), worker.claimCount(OTHER_ID)]).toEqual([true, false]);
    expect(owner.claimCount(ID)).toBe(true); // a session of that thread alone
  });

  it("cannot be shared any more after a thread was terminated while it wrote", () => {
    const memory = new SharedArrayBuffer(32);
    new Int32Array(memory)[0] = 1; // odd, as while a thread writes
    const thread = new SharedSession(memory, true);
    expect([thread.join(), thread.publish({ id: ID, sampleValue: 0 })]).toEqual([undefined, false]);
    thread.end();
    expect(thread.claimCount(ID)).toBe(true);
  });

  it("is one, if real threads begin their first sessions at the same moment", async () => {
    const memory = new SharedArrayBuffer(32);
    const source = `
      import { parentPort, workerData } from "node:worker_threads";
      import { SharedSession } from ${JSON.stringify(new URL("../../lib/client/shared-session.js", import.meta.url).href)};
      const ids = [];
      const start = new Int32Array(workerData.start);
      for (let round = 0; round < 200; round++) {
        const shared = new SharedSession(workerData.sessions[round], false);
        Atomics.add(start, round, 1);
        while (Atomics.load(start, round) < 2);
        const own = { id: workerData.id, sampleValue: 0 };
        ids.push((shared.join() ?? (shared.publish(own) ? own : shared.join())).id);
      }
      parentPort.postMessage(ids);`;
    const workerData = {
      start: new SharedArrayBuffer(4 * 200),
      sessions: Array.from({ length: 200 }, () => new SharedArrayBuffer(memory.byteLength)),
    };
    const url = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
    const results = await Promise.all(
      [ID, OTHER_ID].map(async (id) => {
        const worker = new Worker(url, { workerData: { ...workerData, id } });
        const [ids] = await once(worker, "message");
        return ids as string[];
      }),
    );
    expect(results[0]).toEqual(results[1]);
  });
});
