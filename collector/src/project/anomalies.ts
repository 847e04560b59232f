/** Finds sources of the last 48 hours that do not behave like the users of a tool, and erases what one has sent. */
import { createHash } from "node:crypto";
import { groupBy } from "../internal/group-by.js";
import type { SourceEntry } from "../sources/source-log.js";
import { RECORD_KINDS } from "../store/store.js";
import type { Project } from "./project.js";
import type { RecordJournal } from "./record-journal.js";

/** A source: how much it sent, and why it is conspicuous. */
export interface SourceReport {
  readonly tag: string;
  readonly batches: number;
  readonly events: number;
  /** Events whose time and properties the source had sent before, under another id. */
  readonly replays: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Empty for a source that behaves like a user. */
  readonly reasons: readonly Reason[];
}

export type Reason = "volume" | "identical timing" | "replays";

/** More than so many times the median of all sources, and more than so many events. */
const VOLUME_FACTOR = 10;
const MIN_VOLUME = 1000;
/** A person's batches come at irregular times. Those of a loop differ by less than a twentieth. */
const MAX_TIMING_VARIATION = 0.05;
const MIN_BATCHES = 20;
/** Some copies are the retries of a client that loses its ids. */
const MIN_REPLAYS = 10;
const MIN_REPLAY_SHARE = 0.1;

/** Returns the reports of all sources, those with reasons and with most events first. */
export async function findAnomalies(project: Project): Promise<SourceReport[]> {
  const byTag = groupBy(await project.sources.read(project.now()), ({ tag }) => tag);
  const replays = new Map<string, number>();
  for (const kind of RECORD_KINDS) {
    const entries = [...byTag.values()].flat().filter((entry) => entry.kind === kind);
    await countReplays(project.journals[kind], entries, replays);
  }
  const volumes = [...byTag.values()].map(countEvents).sort((a, b) => a - b);
  const median = volumes[Math.floor(volumes.length / 2)] ?? 0;
  const reports = [...byTag].map(([tag, entries]) =>
    createReport(tag, entries, replays.get(tag) ?? 0, median),
  );
  return reports.sort((a, b) => b.reasons.length - a.reasons.length || b.events - a.events);
}

/** Erases what a source sent in the last 48 hours, and returns the number of events and spans. */
export async function eraseSource(project: Project, tag: string): Promise<number> {
  const entries = (await project.sources.read(project.now())).filter((entry) => entry.tag === tag);
  let count = 0;
  for (const kind of RECORD_KINDS) {
    const ranges = entries.filter((entry) => entry.kind === kind);
    if (ranges.length === 0) continue;
    count += await project.journals[kind].erase(
      (line, { sequence, offset }) =>
        line.startsWith("{") &&
        ranges.some((range) => range.sequence === sequence && range.start <= offset && offset < range.end),
    );
  }
  return count;
}

function createReport(
  tag: string,
  entries: readonly SourceEntry[],
  replays: number,
  median: number,
): SourceReport {
  const times = entries.map(({ time }) => time).sort((a, b) => a - b);
  const events = countEvents(entries);
  const reasons: Reason[] = [];
  if (events > MIN_VOLUME && events > VOLUME_FACTOR * median) reasons.push("volume");
  if (hasIdenticalTiming(times)) reasons.push("identical timing");
  if (replays >= MIN_REPLAYS && replays >= MIN_REPLAY_SHARE * events) reasons.push("replays");
  const format = (time: number | undefined) => new Date(time ?? 0).toISOString();
  return {
    tag,
    batches: entries.length,
    events,
    replays,
    firstAt: format(times[0]),
    lastAt: format(times.at(-1)),
    reasons,
  };
}

function countEvents(entries: readonly SourceEntry[]): number {
  return entries.reduce((sum, { count }) => sum + count, 0);
}

/** @param times in their order, in milliseconds */
function hasIdenticalTiming(times: readonly number[]): boolean {
  if (times.length < MIN_BATCHES) return false;
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length;
  return mean > 0 && Math.sqrt(variance) / mean < MAX_TIMING_VARIATION;
}

async function countReplays(
  journal: RecordJournal,
  entries: readonly SourceEntry[],
  replays: Map<string, number>,
): Promise<void> {
  const seen = new Map<string, Set<string>>();
  for await (const { line, tag } of journal.readRanges(entries)) {
    const known = seen.get(tag) ?? new Set();
    seen.set(tag, known);
    const digest = createHash("sha1").update(removeId(line)).digest("base64").slice(0, 12);
    if (known.has(digest)) replays.set(tag, (replays.get(tag) ?? 0) + 1);
    known.add(digest);
  }
}

/** An event begins with its id. Two spans with the same ids are a retry. */
function removeId(line: string): string {
  return line.replace(/^\{"uuid":"[0-9a-f-]{36}",/, "");
}
