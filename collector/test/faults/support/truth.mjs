/** Reads what was kept, from the files themselves, and compares it with what was acknowledged. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";

const SEGMENT = /^(\d+)-(\d{4}-\d\d-\d\d)\.ndjson(?:\.gz)?$/;
const MAX_EXIT_MS = 5000;

const getProject = (folder) => join(folder, "projects", "default");

export const getJournalFolder = (folder) => join(getProject(folder), "events");
export const getIndexPath = (folder) => join(getProject(folder), "index.duckdb");

/** Returns the paths of the segments in their order. If a segment has both forms, the one that is not compressed counts. */
export function listSegmentPaths(folder) {
  const journal = getJournalFolder(folder);
  if (!existsSync(journal)) return [];
  const names = readdirSync(journal).filter((name) => SEGMENT.test(name));
  return names
    .filter((name) => !(name.endsWith(".gz") && names.includes(name.slice(0, -".gz".length))))
    .sort((a, b) => Number(SEGMENT.exec(a)[1]) - Number(SEGMENT.exec(b)[1]))
    .map((name) => join(journal, name));
}

/** Returns the events of the journal in their order, and the number of lines that are no event. */
export function readJournal(folder) {
  const events = [];
  let brokenCount = 0;
  for (const path of listSegmentPaths(folder)) {
    const bytes = readFileSync(path);
    const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
    const lines = text.split("\n");
    lines.pop(); // empty, or the line that a crash has left unfinished
    for (const line of lines) {
      try {
        const { uuid, properties } = JSON.parse(line);
        events.push({ uuid, sender: properties.sender, batch: properties.batch });
      } catch {
        brokenCount++;
      }
    }
  }
  return { events, brokenCount };
}

/** Returns the number of rows of each id. Nobody else may have the file open. */
export async function readIndex(folder) {
  const instance = await DuckDBInstance.create(getIndexPath(folder));
  const connection = await instance.connect();
  try {
    const reader = await connection.runAndReadAll(
      "SELECT CAST(uuid AS VARCHAR), count(*) FROM events GROUP BY 1",
    );
    return new Map(reader.getRows().map(([id, count]) => [id, Number(count)]));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Returns whether each sender's batches are in the journal in the order in which it sent them. */
export function isInOrder(events) {
  const last = new Map();
  for (const { sender, batch } of events) {
    if (batch < (last.get(sender) ?? 0) - 1) return false; // one that was sent again may come after its successor
    last.set(sender, Math.max(batch, last.get(sender) ?? 0));
  }
  return true;
}

/** Compares the files with the acknowledged ids. The server must have ended. */
export async function compareWithFiles(folder, acknowledged) {
  const { events, brokenCount } = readJournal(folder);
  const inJournal = new Set(events.map(({ uuid }) => uuid));
  const inIndex = await readIndex(folder);
  const missing = [...acknowledged].filter((id) => !inJournal.has(id) || !inIndex.has(id));
  const lagging = [...inJournal].filter((id) => !inIndex.has(id)).length;
  const unknown = [...inIndex.keys()].filter((id) => !inJournal.has(id)).length;
  const problems = [];
  if (brokenCount > 0) problems.push(`${brokenCount} lines of the journal are no events`);
  if (lagging > 0) problems.push(`the index lacks ${lagging} events of the journal`);
  if (unknown > 0) problems.push(`the index has ${unknown} events that the journal has not`);
  return {
    acknowledged: acknowledged.size,
    lost: missing.length,
    countedTwice: [...inIndex.values()].filter((count) => count > 1).length,
    problems,
    events,
  };
}

/** Ends the load and the server in order, and compares. */
export async function endAndCompare(folder, server, acknowledged) {
  await server.waitUntilIndexed();
  const { code, durationMs } = await server.terminate();
  const result = await compareWithFiles(folder, acknowledged);
  if (code !== 0) result.problems.push(`SIGTERM ended it with ${code}`);
  if (durationMs > MAX_EXIT_MS) result.problems.push(`SIGTERM took ${Math.round(durationMs)} ms`);
  if (server.hasStackTrace) result.problems.push(`stack trace: ${server.errors.slice(-800)}`);
  return result;
}
