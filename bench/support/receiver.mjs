// Starts the receiver in a process of its own, so that what it does is nobody's time but the machine's.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const PROGRAM = fileURLToPath(new URL("receiver-process.mjs", import.meta.url));

/** `taken()` is what came since it was last asked: `{ events, twice, bytes, requests }`. */
export async function startReceiver() {
  const child = fork(PROGRAM);
  const [{ url }] = await once(child, "message");
  return {
    url,
    async taken() {
      child.send("count");
      const [counts] = await once(child, "message");
      return counts;
    },
    close: () => child.disconnect(),
  };
}
