/** Checks the JSON of a published period, and of the list of periods, which come from a server or a file. */
import { z } from "zod";

/** The name of a week or a month. */
export const PERIOD_PATTERN = /^\d{4}-(?:W(?:0[1-9]|[1-4]\d|5[0-3])|0[1-9]|1[0-2])$/;

const PERIOD = z
  .string()
  .regex(PERIOD_PATTERN, "expected a week such as 2026-W40, or a month such as 2026-10");

const DAY = z.string().regex(/^\d{4}-\d\d-\d\d$/, "expected a day such as 2026-09-28");

/** Larger numbers are not exact, and their squares may be infinite. */
const SAFE = z.number().nonnegative().max(Number.MAX_SAFE_INTEGER);

const PERIODS = z.object({
  format: z.literal("codeweaver-published-periods/1"),
  /** The newest first. */
  periods: z.array(PERIOD),
});

const CELL = z.object({ name: z.string(), value: z.int().nonnegative().nullable() });

const TABLE = z.object({
  id: z.string(),
  sentence: z.string(),
  outcome: z.enum(["published", "not enough reports"]),
  /** The noise of a value is within this margin with a probability of 95 %. */
  marginOfError: SAFE,
  threshold: SAFE,
});

const TOTAL_TABLE = TABLE.extend({ kind: z.literal("total"), cells: z.array(CELL) });

const NAMES_TABLE = TABLE.extend({
  kind: z.literal("names"),
  /** The path of a text, or of a list such as `features[]`. */
  field: z.string(),
  /** Of a list, only so many names of each report are counted. */
  cellsPerReport: z.int().positive().optional(),
  cells: z.array(CELL),
});

const DISTRIBUTION_TABLE = TABLE.extend({
  kind: z.literal("distribution"),
  /** The path of a number of the weekly report, or of two with a slash between them, for a share. */
  field: z.string(),
  unit: z.enum(["count", "milliseconds", "tokens", "share"]),
  cells: z.array(CELL.extend({ from: z.number().nullable() })).superRefine((cells, { addIssue }) => {
    const index = cells.findIndex(({ from }, position) => {
      const before = cells[position - 1]?.from ?? Number.NEGATIVE_INFINITY;
      return position > 0 && (from === null || from <= before);
    });
    if (index !== -1)
      addIssue({
        code: "custom",
        path: [index, "from"],
        message: "expected more than that of the cell before",
      });
  }),
});

const PUBLISHED_PERIOD = z.object({
  format: z.literal("codeweaver-published-period/1"),
  project: z.string(),
  period: PERIOD,
  firstDay: DAY,
  lastDay: DAY,
  publishedAt: z.string(),
  tables: z.array(z.discriminatedUnion("kind", [TOTAL_TABLE, NAMES_TABLE, DISTRIBUTION_TABLE])),
});

export type PublishedPeriod = Readonly<z.infer<typeof PUBLISHED_PERIOD>>;
export type PublishedTable = PublishedPeriod["tables"][number];
export type NamesTable = z.infer<typeof NAMES_TABLE>;
export type DistributionTable = z.infer<typeof DISTRIBUTION_TABLE>;
export type Unit = DistributionTable["unit"];

/** @param source the URL or file, for the message @throws an error that names the source, the field and what was expected */
export function parsePublishedPeriod(text: string, source: string): PublishedPeriod {
  return parseJson(PUBLISHED_PERIOD, text, source);
}

/** Returns the names of the periods, the newest first. @throws as `parsePublishedPeriod` */
export function parsePeriodList(text: string, source: string): readonly string[] {
  return parseJson(PERIODS, text, source).periods;
}

function parseJson<T>(schema: z.ZodType<T>, text: string, source: string): T {
  const result = schema.safeParse(readJson(text, source));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = formatFieldPath(issue?.path ?? []);
  const problem = (issue?.message ?? "").replace(/^Invalid \w+: /, "");
  throw new Error(`${source} is not published data of a known format: ${field}${problem}`);
}

function readJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw new Error(`${source} is not JSON`);
  }
}

/** Formats `["tables", 3, "id"]` as `tables[3].id: `. Returns an empty text for the whole document. */
function formatFieldPath(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  return text === "" ? "" : `${text.replace(/^\./, "")}: `;
}
