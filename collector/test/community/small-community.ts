/** Generates the small community of the golden tests, whose numbers are counted without the collector. */
import { DAY_MS, findDay, findMonday, formatDay, formatWeek } from "../../community/calendar.mjs";
import { generateArrivals, generateUse } from "../../community/community.mjs";
import { formatEvent } from "../../community/community-event.mjs";
import { createBatch } from "../store/contract.js";

/** The evening of a Saturday. The first of the ninety days is a Monday. */
export const END = Date.parse("2026-11-28T22:00:00Z");
export const DAYS = 90;
const OPTIONS = { events: 20_000, installations: 300, days: DAYS, end: END, seed: 7 };
const FIRST_DAY_MS = findDay(END) - (DAYS - 1) * DAY_MS;

export const FIRST_DAY = formatDay(FIRST_DAY_MS);
/** All days of events, as a filter. The reports about the first month have the time of its first day. */
export const ALL_DAYS = `from=${FIRST_DAY.slice(0, 7)}-01&to=${formatDay(END)}`;

/** An event that happened on a machine, whether it was sent or not. */
export interface Fact {
  readonly event: string;
  readonly uuid: string;
  readonly installation: number;
  readonly day: string;
  /** The ISO week. */
  readonly week: string;
  readonly monday: string;
  readonly version: string;
  readonly session: string | undefined;
  readonly isCi: boolean;
  /** Whether it arrived, at least once. */
  readonly isSent: boolean;
  /** The number of events that it stands for if it arrived. */
  readonly weight: number;
  // The values that questions compute with. Each event has only some of them.
  // biome-ignore lint/suspicious/noExplicitAny: the tests know which properties each event has
  readonly properties: any;
}

/** Lists all that happened. */
export function listFacts(): Fact[] {
  return [...generateUse(OPTIONS)].flatMap(({ records }) =>
    records.map(({ event, installation, arrivals }): Fact => {
      const timeMs = Date.parse(event.timestamp);
      const { tool_version, is_ci, $session_id, telemetry_sample_rate = 1 } = event.context.properties;
      return {
        event: event.event,
        uuid: event.uuid,
        installation,
        day: formatDay(timeMs),
        week: formatWeek(timeMs),
        monday: formatDay(findMonday(timeMs)),
        version: String(tool_version),
        session: $session_id === undefined ? undefined : String($session_id),
        isCi: is_ci === true,
        isSent: arrivals.length > 0,
        weight: 1 / Number(telemetry_sample_rate),
        properties: event.properties,
      };
    }),
  );
}

/** Each append to an index takes its time. */
const DAYS_PER_BATCH = 15;

/** Lists the lines that arrive, in batches. Lines of one batch can be copies of each other, or of lines in the one before. */
export function listBatches() {
  const batches: string[][] = Array.from({ length: DAYS / DAYS_PER_BATCH }, () => []);
  for (const { day, event } of generateArrivals(OPTIONS))
    batches[Math.floor(day / DAYS_PER_BATCH)]?.push(formatEvent(event));
  return batches.map((lines, index) => {
    const day = formatDay(FIRST_DAY_MS + ((index + 1) * DAYS_PER_BATCH - 1) * DAY_MS);
    return createBatch(lines, { day });
  });
}
