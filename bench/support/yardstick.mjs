// How fast this machine is, by one thing that was timed where the targets were set: HMAC-SHA-256 of 60 characters.
import { createHmac } from "node:crypto";

/** RESEARCH.md: nanoseconds, Node 20. */
const THERE = 1461;
const TEXT = "/home/jane/work/repository/packages/core/src/abcdefghijkl.ts";

/** So many times as long as there it takes here. */
export function slowness() {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 8; round++) {
    const start = performance.now();
    for (let i = 0; i < 2000; i++) createHmac("sha256", "key").update(TEXT).digest("hex");
    best = Math.min(best, ((performance.now() - start) * 1e6) / 2000);
  }
  return best / THERE;
}
