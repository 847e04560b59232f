/** Finds sources of the last 48 hours that do not behave like the users of a tool, and erases what one has sent. */
import { ReplayCounter } from "../sources/replay-counter.js";
import { SourceActivity } from "../sources/source-activity.js";
import { SourceRanges } from "../sources/source-ranges.js";
import { RECORD_KINDS } from "../store/store.js";
import type { Project } from "./project.js";

/** A source: how much it sent, and why it is conspicuous. */
export interface SourceReport {
  readonly tag: string;
  readonly batches: number;
  readonly events: number;
  /** Events whose time and properties the source had sent before, under another id. Estimated from a million events on. */
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
  const activities = new Map<string, SourceActivity>();
  const ranges = { events: new SourceRanges(), spans: new SourceRanges() };
  for await (const entry of project.sources.readEntries(project.now())) {
    const activity = activities.get(entry.tag) ?? new SourceActivity();
    activities.set(entry.tag, activity);
    activity.add(entry);
    ranges[entry.kind].add(entry);
  }
  const replays = new ReplayCounter();
  for (const kind of RECORD_KINDS)
    for await (const { line, tag } of project.journals[kind].readSources(ranges[kind]))
      replays.add(line, tag);
  const median = computeMedian([...activities.values()].map(({ events }) => events));
  return [...activities]
    .map(([tag, activity]) => createReport(tag, activity, replays.getCount(tag), median))
    .sort((a, b) => b.reasons.length - a.reasons.length || b.events - a.events);
}

/** Thrown for a tag that no source has. */
export class UnknownSourceError extends Error {
  override readonly name = "UnknownSourceError";
}

/** @throws UnknownSourceError */
export async function requireSource(project: Project, tag: string): Promise<void> {
  for await (const entry of project.sources.readEntries(project.now())) if (entry.tag === tag) return;
  throw new UnknownSourceError(`no source of the last 48 hours has the tag ${tag}`);
}

/** Erases what a source sent in the last 48 hours, and returns the number of events and spans. */
export async function eraseSourceInJournals(project: Project, tag: string): Promise<number> {
  const ranges = { events: new SourceRanges(), spans: new SourceRanges() };
  for await (const entry of project.sources.readEntries(project.now()))
    if (entry.tag === tag) ranges[entry.kind].add(entry);
  let count = 0;
  for (const kind of RECORD_KINDS) {
    if (ranges[kind].isEmpty) continue;
    count += await project.journals[kind].erase(
      (line, place) => line.startsWith("{") && ranges[kind].findTag(place) !== undefined,
    );
  }
  return count;
}

function createReport(tag: string, activity: SourceActivity, replays: number, median: number): SourceReport {
  const { batches, events, firstTime, lastTime, pauseVariation } = activity;
  const reasons: Reason[] = [];
  if (events > MIN_VOLUME && events > VOLUME_FACTOR * median) reasons.push("volume");
  if (batches >= MIN_BATCHES && pauseVariation < MAX_TIMING_VARIATION) reasons.push("identical timing");
  if (replays >= MIN_REPLAYS && replays >= MIN_REPLAY_SHARE * events) reasons.push("replays");
  const firstAt = new Date(firstTime).toISOString();
  return { tag, batches, events, replays, firstAt, lastAt: new Date(lastTime).toISOString(), reasons };
}

function computeMedian(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}
