// Starts the receiver in a process of its own, so that its CPU time is not counted as a contestant's.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("receiver-process.mjs", import.meta.url));

/** `takeCounts()` returns what has arrived since it was last called: `{ events, duplicates, bytes, requests }`. */
export async function startReceiver() {
  const child = fork(PROGRAM);
  const [{ url }] = await once(child, "message");
  return {
    url,
    async takeCounts() {
      child.send("count");
      const [counts] = await once(child, "message");
      return counts;
    },
    close: () => child.disconnect(),
  };
}
