/** Reads events from JSON lines, as the receiver prints them at `/received`. */
import { readFileSync } from "node:fs";

/** An event, as a server stores it. */
export interface StoredEvent {
  readonly event: string;
  readonly distinct_id?: string;
  readonly uuid?: string;
  /** ISO 8601 in UTC. */
  readonly timestamp?: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Returns each event once, although a batch may have been sent twice. @throws SyntaxError with the number of a line */
export function parseEvents(lines: string): StoredEvent[] {
  const events = new Map<string, StoredEvent>();
  for (const [index, line] of lines.split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      const event: StoredEvent = JSON.parse(line);
      events.set(event.uuid ?? `line ${index}`, event);
    } catch {
      throw new SyntaxError(`line ${index + 1} is not JSON`);
    }
  }
  return [...events.values()];
}

/** @throws the system's error, or as `parseEvents` */
export function readEvents(file: string): StoredEvent[] {
  return parseEvents(readFileSync(file, "utf8"));
}

/** Returns the events with a name, without those of CI. */
export function selectEvents(events: readonly StoredEvent[], name: string): StoredEvent[] {
  return events.filter(({ event, properties }) => event === name && properties.is_ci !== true);
}

/** Returns the number at a path such as `search_time.p50_ms`. Undefined if there is none. */
export function getNumber({ properties }: StoredEvent, path: string): number | undefined {
  let value: unknown = properties;
  for (const key of path.split(".")) value = Object(value)[key];
  return typeof value === "number" ? value : undefined;
}

/** Returns the numbers at a path, of the events that have one. */
export function listNumbers(events: readonly StoredEvent[], path: string): number[] {
  return events.flatMap((event) => getNumber(event, path) ?? []);
}

/** Groups events by a property, in the order of its values. Events without it are in no group. */
export function groupBy(events: readonly StoredEvent[], property: string): Map<string, StoredEvent[]> {
  const groups = new Map<string, StoredEvent[]>();
  for (const event of events) {
    const value = event.properties[property];
    if (value === undefined) continue;
    const group = groups.get(String(value));
    if (group === undefined) groups.set(String(value), [event]);
    else group.push(event);
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)));
}
