/** Turns an answer of ClickHouse into the form that all stores have. */
import type { QueryAnswer } from "../store.js";
import type { SessionResult } from "./session.js";

export function toAnswer({ meta, data }: SessionResult): QueryAnswer {
  const times = meta.map(({ type }) => type.includes("DateTime"));
  const toValue = (value: unknown, index: number) =>
    times[index] === true && typeof value === "string" ? trimTime(value) : value;
  return { columns: meta.map(({ name }) => name), rows: data.map((row) => row.map(toValue)) };
}

/** ClickHouse writes all digits of a time: `10:00:00.500`. */
function trimTime(time: string): string {
  return time.includes(".") ? time.replace(/\.?0+$/, "") : time;
}
