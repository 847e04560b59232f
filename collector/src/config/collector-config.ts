/** Defines the settings of the collector, with their defaults and what is expected of each. */
import { BlockList } from "node:net";
import { z } from "zod";

const PORT = z
  .int("an integer from 0 to 65535")
  .min(0, "an integer from 0 to 65535")
  .max(65_535, "an integer from 0 to 65535");
const TEXT = z.string("a text").min(1, "a text that is not empty");
const TEXTS = z.array(TEXT, "a list of texts");
const DAYS = z
  .int("a number of days from 1 to 3650")
  .min(1, "a number of days from 1 to 3650")
  .max(3650, "a number of days from 1 to 3650");
const MEMORY = z.string("a size such as 640MB").regex(/^\d{2,6}MB$/, "a size such as 640MB");
const KEY = z
  .string("a write key that begins with phc_")
  .regex(/^phc_[\x21-\x7e]{1,60}$/, "a write key that begins with phc_");
const NETWORK = z.string("an address or a network such as 10.0.0.0/8").refine(isNetwork, {
  error: "an address or a network such as 10.0.0.0/8",
});

/** The names that a `Host` header can have, without its port. */
const HOST_NAME = "a name such as telemetry.example, without scheme and port";
const HOST = z.string(HOST_NAME).regex(/^[\w-]+(?:\.[\w-]+)*$/, HOST_NAME);

const CLICKHOUSE_URL = "an address such as https://clickhouse.example:8443, without a name or a password";

const SERVER = defineSettings({
  host: TEXT.default("127.0.0.1"),
  port: PORT.default(8123),
  tls_cert: TEXT.optional(),
  tls_key: TEXT.optional(),
  /** Names in the `Host` header that are answered, besides addresses and localhost. */
  allowed_hosts: z.array(HOST, "a list of texts").default([]),
  trusted_proxies: z.array(NETWORK, "a list of addresses and networks").default([]),
  public: z.boolean("true or false").default(false),
});

const DATABASE = "a name of letters, digits and _";
const CLICKHOUSE = defineSettings({
  /** Without a name and a password, because addresses are printed. */
  url: z.string(CLICKHOUSE_URL).refine(isPlainUrl, { error: CLICKHOUSE_URL }),
  username: TEXT.default("default"),
  password_file: TEXT.optional(),
  /** Only in the environment. A file of settings has no secrets. */
  password: z.string("a text").optional(),
  /** A project has the database `<database>_<project>`. */
  database: z
    .string(DATABASE)
    .regex(/^[A-Za-z_]\w{0,99}$/, DATABASE)
    .default("codeweaver"),
});

const ENGINE = '"duckdb" or "clickhouse"';
const INDEX = defineSettings({
  engine: z.enum(["duckdb", "clickhouse"], ENGINE).default("duckdb"),
  /** Of DuckDB. ClickHouse has limits of its own. */
  memory_limit: MEMORY.default("640MB"),
  clickhouse: CLICKHOUSE.optional(),
});

/** The tables of a published period, in their order. What they count is in publish/published-tables.ts. */
export const PUBLISHED_TABLE_IDS = [
  "reports",
  "versions",
  "sessions",
  "searches",
  "search-success",
  "search-time",
  "slow-search-time",
  "saved-share",
  "tool-calls",
  "agent-calls",
  "settings",
  "features",
  "models",
] as const;
export type PublishedTableId = (typeof PUBLISHED_TABLE_IDS)[number];

const EPSILON = "a number from 0.01 to 10 with at most six decimals";
const DELTA = "a number above 0 and at most 0.001";
const MINIMUM_REPORTS = "an integer of at least 5";
const TABLES = `a list of ${PUBLISHED_TABLE_IDS.join(", ")}`;
const PUBLISHED_TABLE = z.enum(PUBLISHED_TABLE_IDS, {
  error: ({ input }) => `${TABLES}, and not ${JSON.stringify(input)}`,
});

/** How published figures are protected. By default, with noise. */
const PUBLISH = defineSettings({
  /** @default 1 */
  epsilon: z.number(EPSILON).min(0.01, EPSILON).max(10, EPSILON).refine(hasSixDecimals, EPSILON).optional(),
  /** @default 0.000001 */
  delta: z.number(DELTA).positive(DELTA).max(0.001, DELTA).optional(),
  /** Instead of noise: exact numbers, without the cells that have fewer reports. */
  minimum_reports: z.int(MINIMUM_REPORTS).min(5, MINIMUM_REPORTS).optional(),
  /** @default those whose fields a manifest lists */
  tables: z
    .array(PUBLISHED_TABLE, TABLES)
    .min(1, TABLES)
    .refine((ids) => new Set(ids).size === ids.length, { error: "a list without doubles" })
    .optional(),
}).prefault({});
const SHARE = "a number above zero";
const INSTALLATIONS = "a whole number above zero";
const EXPERIMENT_NAME = z
  .string()
  .refine((name) => !["", ".", ".."].includes(name), "a name that is not empty, and can be in an address");
/** The plan of an experiment, which is decided before it begins. */
const EXPERIMENT = defineSettings({
  control: TEXT.optional(),
  shares: z.record(z.string(), z.number(SHARE).positive(SHARE), "a table of numbers by variant").optional(),
  /** Metrics that are better if they are lower. */
  decrease: TEXTS.optional(),
  planned_installations: z.int(INSTALLATIONS).positive(INSTALLATIONS).optional(),
});

const PROJECT = defineSettings({
  /** @default every key that begins with `phc_`, if there is no other project */
  key: KEY.optional(),
  manifests: TEXTS.default([]),
  retention_days: DAYS.default(90),
  trace_retention_days: DAYS.default(30),
  flags: TEXT.optional(),
  publish: PUBLISH,
  /** The file that the page of claims and the command `claims` read. */
  claims: TEXT.optional(),
  experiments: z.record(EXPERIMENT_NAME, EXPERIMENT, "a table of experiments").default({}),
});

export const PROJECT_NAME = /^[a-z0-9][a-z0-9_-]{0,39}$/;

export const CONFIG = defineSettings({
  server: SERVER.prefault({}),
  index: INDEX.prefault({}),
  projects: z
    .record(
      z.string().regex(PROJECT_NAME, "a name of lower-case letters, digits, - and _"),
      PROJECT,
      "a table of projects",
    )
    .refine((projects) => Object.keys(projects).length > 0, { error: "a table with at least one project" })
    .prefault({ default: {} }),
});

export type CollectorConfig = z.output<typeof CONFIG>;
export type ServerConfig = CollectorConfig["server"];
export type IndexConfig = CollectorConfig["index"];
export type ExperimentConfig = z.output<typeof EXPERIMENT>;
export type ProjectConfig = CollectorConfig["projects"][string];
export type PublishConfig = ProjectConfig["publish"];

/** Expects a table of the file that has no other keys. */
function defineSettings<T extends z.ZodRawShape>(shape: T) {
  return z.strictObject(shape, "a table of settings");
}

/** The scale of the noise is an exact fraction of millionths. */
function hasSixDecimals(value: number): boolean {
  return Math.round(value * 1e6) / 1e6 === value;
}

function isPlainUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) return false;
  return url.username + url.password + url.search + url.hash === "";
}

function isNetwork(text: string): boolean {
  try {
    addNetwork(new BlockList(), text);
    return true;
  } catch {
    return false;
  }
}

/** Adds an address such as `10.0.0.1`, or a network such as `10.0.0.0/8`. @throws if the text is neither */
export function addNetwork(list: BlockList, text: string): void {
  const [address = "", prefix] = text.split("/", 2);
  const family = address.includes(":") ? "ipv6" : "ipv4";
  if (prefix === undefined) list.addAddress(address, family);
  else if (/^\d{1,3}$/.test(prefix)) list.addSubnet(address, Number(prefix), family);
  else throw new RangeError(`not a network: ${text}`);
}
