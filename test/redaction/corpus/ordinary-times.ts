/** Generates ordinary dates, times and durations. */
import type { Random } from "./random.js";

export interface Values {
  readonly count: number;
  readonly make: (random: Random) => string;
}

const two = (value: number): string => String(value).padStart(2, "0");
export const day = (r: Random): string =>
  `${r.integer(2019, 2027)}-${two(r.integer(1, 12))}-${two(r.integer(1, 28))}`;
const clock = (r: Random): string =>
  `${two(r.integer(0, 23))}:${two(r.integer(0, 59))}:${two(r.integer(0, 59))}`;
const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const TIMES: Readonly<Record<string, Values>> = {
  date: { count: 40, make: day },
  "ISO time": {
    count: 40,
    make: (r) =>
      `${day(r)}T${clock(r)}${r.pick(["", `.${r.digits(3)}`, `.${r.digits(6)}`])}${r.pick(["Z", "+02:00", "-0530", ""])}`,
  },
  "other date": {
    count: 30,
    make: (r) => {
      const [year, month, date] = day(r).split("-");
      return r.pick([
        `${date}.${month}.${year}`,
        `${month}/${date}/${year}`,
        `${year}/${month}/${date}`,
        `${year}年${Number(month)}月${Number(date)}日`,
        `${year}${month}${date}`,
      ]);
    },
  },
  "RFC 2822 date": {
    count: 20,
    make: (r) =>
      `${r.pick(WEEKDAYS)}, ${two(r.integer(1, 28))} ${r.pick(MONTHS)} ${r.integer(2020, 2026)} ${clock(r)} ${r.pick(["GMT", "+0200", "-0700"])}`,
  },
  "log timestamp": {
    count: 30,
    make: (r) =>
      r.pick([
        `[${day(r)} ${clock(r)},${r.digits(3)}]`,
        `${r.pick(MONTHS)} ${r.integer(10, 28)} ${clock(r)}`,
        `${day(r)} ${clock(r)}.${r.digits(3)} UTC`,
        `[${clock(r)}]`,
      ]),
  },
  epoch: {
    count: 20,
    make: (r) => `${r.pick(["timestamp: ", "ts=", "time="])}17${r.digits(r.pick([8, 11]))}`,
  },
  clock: {
    count: 20,
    make: (r) => r.pick([clock(r), `${r.integer(1, 12)}:${two(r.integer(0, 59))} ${r.pick(["AM", "pm"])}`]),
  },
  duration: {
    count: 40,
    make: (r) =>
      r.pick([
        `PT${r.integer(1, 59)}M`,
        `P${r.integer(1, 30)}DT${r.integer(1, 23)}H`,
        `${r.integer(1, 999)}ms`,
        `${r.integer(1, 9)}h${r.integer(1, 59)}m`,
        `${r.integer(1, 90)}.${r.digits(2)}s`,
        `${r.integer(2, 90)} minutes`,
      ]),
  },
  "cron line": { count: 10, make: (r) => `${r.integer(0, 59)} ${r.integer(0, 23)} * * ${r.integer(0, 6)}` },
};
