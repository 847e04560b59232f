/** Generates ordinary versions, ids, sizes and counts. */
import { day, type Values } from "./ordinary-times.js";
import type { Random } from "./random.js";

const version = (r: Random): string => `${r.integer(0, 30)}.${r.integer(0, 40)}.${r.integer(0, 60)}`;
const thousands = (r: Random): string => r.integer(1000, 90_000_000).toLocaleString("en-US");
const PACKAGES =
  "react vite zod fastify express lodash numpy pandas tokio serde rails django jest rollup".split(" ");
const UNITS = [
  "ms",
  "s",
  "MB",
  "GiB",
  "kB",
  "px",
  "rem",
  "%",
  "GHz",
  "fps",
  "rpm",
  "tokens",
  "rows",
  "req/s",
  "°C",
  "KiB/s",
];
const COUNTS = [
  "tokens",
  "prompt_tokens",
  "completion_tokens",
  "max_tokens",
  "token_count",
  "total_tokens",
  "num_keys",
  "key_count",
  "user_count",
  "attempts",
  "line_count",
  "duration_ms",
];

export const VALUES: Readonly<Record<string, Values>> = {
  version: { count: 50, make: (r) => `${r.pick(["", "v", "V", "version "])}${version(r)}` },
  "two-part version": { count: 15, make: (r) => `${r.integer(1, 40)}.${r.integer(0, 90)}` },
  "four-part version": {
    count: 25,
    make: (r) => `${r.integer(60, 140)}.0.${r.integer(1000, 9999)}.${r.integer(10, 300)}`,
  },
  "semver with pre-release": {
    count: 40,
    make: (r) =>
      `${version(r)}-${r.pick(["alpha", "beta", "rc", "next", "canary", "dev", "preview"])}.${r.integer(0, 40)}`,
  },
  "semver with build": {
    count: 30,
    make: (r) =>
      `${version(r)}${r.pick(["", "-rc.1", "-beta.2"])}+${r.pick([`build.${r.integer(1, 999)}`, `${day(r).replaceAll("-", "")}`, r.hex(7)])}`,
  },
  "version range": {
    count: 25,
    make: (r) =>
      r.pick([
        `^${version(r)}`,
        `~${version(r)}`,
        `>=${version(r)}`,
        `${version(r)} - ${version(r)}`,
        `>=${version(r)} <${r.integer(31, 50)}`,
      ]),
  },
  "package at version": {
    count: 50,
    make: (r) => `${r.pick(["", "@scope/"])}${r.pick(PACKAGES)}@${version(r)}`,
  },
  "Python pin": { count: 20, make: (r) => `${r.pick(PACKAGES)}==${version(r)}` },
  "UUID v4": { count: 40, make: (r) => r.uuid() },
  "UUID v7": {
    count: 30,
    make: (r) =>
      `019${r.hex(5)}-${r.hex(4)}-7${r.hex(3)}-${r.pick(["8", "9", "a", "b"])}${r.hex(3)}-${r.hex(12)}`,
  },
  "UUID, upper case": { count: 10, make: (r) => r.uuid().toUpperCase() },
  "labelled UUID": {
    count: 15,
    make: (r) => `${r.pick(["request_id", "trace", "id", "span_id", "run"])}=${r.uuid()}`,
  },
  "hex colour": { count: 40, make: (r) => `#${r.pick([r.hex(6), r.hex(3), r.upperHex(6), r.hex(8)])}` },
  "number with unit": {
    count: 60,
    make: (r) =>
      `${r.pick([String(r.integer(1, 999)), `${r.integer(1, 99)}.${r.digits(1)}`])}${r.pick([" ", ""])}${r.pick(UNITS)}`,
  },
  "number with separators": {
    count: 40,
    make: (r) =>
      r.pick([
        thousands(r),
        thousands(r).replaceAll(",", "."),
        thousands(r).replaceAll(",", " "),
        thousands(r).replaceAll(",", "_"),
        thousands(r).replaceAll(",", "'"),
      ]),
  },
  decimal: { count: 30, make: (r) => `${r.integer(-90, 90)}.${r.digits(r.integer(1, 6))}` },
  ratio: {
    count: 25,
    make: (r) =>
      r.pick([
        `${r.integer(1, 99)}/${r.integer(100, 999)}`,
        `${r.integer(1, 21)}:${r.integer(1, 9)}`,
        `${r.integer(0, 99)}.${r.digits(1)}%`,
        `${r.integer(300, 4000)}x${r.integer(200, 2000)}`,
        `${r.integer(2, 90)}×`,
      ]),
  },
  "token count": {
    count: 60,
    make: (r) =>
      `${r.pick(COUNTS)}${r.pick([": ", "=", " = "])}${r.pick([thousands(r), String(r.integer(1, 200_000))])}`,
  },
  price: {
    count: 15,
    make: (r) =>
      r.pick([
        `$${r.integer(1, 900)}.${r.digits(2)}`,
        `${r.integer(1, 99)},${r.digits(2)} €`,
        `£${r.integer(1, 90)}`,
        `¥${r.integer(100, 9000)}`,
      ]),
  },
  "TypeScript code": { count: 25, make: (r) => `TS${r.integer(1000, 18_050)}` },
  "Rust code": { count: 25, make: (r) => `E0${r.integer(100, 799)}` },
  "HTTP status": {
    count: 20,
    make: (r) =>
      `${r.pick(["HTTP ", "status ", "code="])}${r.pick([200, 201, 204, 301, 304, 400, 401, 403, 409, 418, 422, 500, 502, 504])}`,
  },
  "short hash": { count: 15, make: (r) => `${r.pick(["commit ", "at ", "rev "])}${r.hex(7)}` },
  "hex number": { count: 20, make: (r) => `0x${r.pick([r.hex(2), r.hex(4), r.upperHex(8), r.hex(8)])}` },
  "line and column": {
    count: 20,
    make: (r) =>
      r.pick([
        `${r.pick(["index.ts", "main.go", "app.py"])}:${r.integer(1, 900)}:${r.integer(1, 80)}`,
        `line ${r.integer(1, 900)}, column ${r.integer(1, 80)}`,
        `L${r.integer(1, 900)}-L${r.integer(901, 999)}`,
      ]),
  },
  port: { count: 10, make: (r) => `port ${r.integer(1024, 65_535)}` },
  "model size": {
    count: 15,
    make: (r) =>
      `${r.integer(1, 405)}${r.pick(["B", "b", "M"])}-${r.pick(["Q4_K_M", "Q8_0", "fp16", "int8", "AWQ"])}`,
  },
  matrix: { count: 10, make: (r) => `[${Array.from({ length: 4 }, () => `0.${r.digits(4)}`).join(", ")}]` },
};
