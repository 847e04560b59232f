/** Recognises the units of measures, so that no free text is sent in their place. */

/** The spellings of each unit. They are compared exactly, because `MB` and `Mb` are different units. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ns: "nanosecond nanoseconds",
  us: "µs μs microsecond microseconds", // U+00B5 and U+03BC
  ms: "msec msecs millis millisecond milliseconds",
  s: "sec secs second seconds",
  min: "mins minute minutes",
  h: "hr hrs hour hours",
  d: "day days",
  bytes: "B byte",
  kb: "kB KB kilobyte kilobytes",
  mb: "MB megabyte megabytes",
  gb: "GB gigabyte gigabytes",
  tb: "TB terabyte terabytes",
  kib: "KiB kibibyte kibibytes",
  mib: "MiB mebibyte mebibytes",
  gib: "GiB gibibyte gibibytes",
  count: "counts item items",
  percent: "% pct percentage",
  ratio: "fraction",
  tokens: "token",
  usd: "USD $ dollar dollars",
  per_second: "/s 1/s rps",
  per_minute: "/min 1/min rpm",
};

/** The units under which measures are sent. */
export const UNITS: readonly string[] = Object.keys(SPELLINGS);

const UNIT_BY_SPELLING: ReadonlyMap<unknown, string> = new Map(
  Object.entries(SPELLINGS).flatMap(([unit, spellings]) =>
    [unit, ...spellings.split(" ")].map((spelling): [string, string] => [spelling, unit]),
  ),
);

/** Returns the unit that a text names: `s` for `seconds`, `mb` for `MB`. Any other text is the unit `other`. */
export function parseUnit(text: unknown): string {
  return UNIT_BY_SPELLING.get(text) ?? "other";
}
