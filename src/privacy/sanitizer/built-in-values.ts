/** Reads what is sent of an object of a built-in class. */

import { formatTime, readTime } from "../conversions/dates.js";

/**
 * The value that is sanitized in place of an object; undefined if there is none. The casts say what the object's
 * prototypes say. If a Proxy claims a class that its object does not belong to, reading it throws.
 */
export const BUILT_IN_VALUES = {
  date: (raw: object): string | undefined =>
    Number.isNaN(readTime(raw as Date)) ? undefined : formatTime(raw as Date),
  boxed: (raw: object): unknown => raw.valueOf(),
  url: (raw: object): unknown => (raw as URL).href,
  /** Only the name is sent: messages and stacks quote what the tool was working on. */
  error: (raw: object): object | undefined => {
    const { name } = raw as Error;
    return typeof name === "string" ? { name } : undefined;
  },
};
