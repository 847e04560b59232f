// Creates batches of small events, compressed as a client sends them.
import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";

const INSTALLATIONS = 20_000;
const MODES = ["hybrid", "dense", "sparse"];

/** Returns an event of about 300 bytes, all of whose properties are listed in the package's manifest. */
export function createEvent(index, now = Date.now()) {
  return {
    event: "codeweaver_search",
    distinct_id: `0198c0de-0000-7000-8000-${String(index % INSTALLATIONS).padStart(12, "0")}`,
    uuid: randomUUID(),
    timestamp: new Date(now - (index % 86_400_000)).toISOString(),
    properties: {
      search_mode: MODES[index % 3],
      execution_time_ms: (index * 7) % 1000,
      status: "success",
      tool: "codeweaver",
      tool_version: `1.${index % 5}.0`,
    },
  };
}

export function createBatch(first, size) {
  const batch = Array.from({ length: size }, (_, index) => createEvent(first + index));
  return gzipSync(JSON.stringify({ api_key: "phc_bench", batch }), { level: 1 });
}
