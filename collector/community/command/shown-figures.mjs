/** Asks a collector the questions whose answers `npm run community` prints, and measures how long each takes. */

/** @typedef {{ columns: { name: string }[], rows: (string | number | null)[][], n: number }} Answer */
/** @typedef {Record<string, string | number | null>} Row */

const NUMBER = new Intl.NumberFormat("en");

/** @type {readonly { id: string, label: string, describe: (rows: Row[]) => string }[]} */
const FIGURES = [
  {
    id: "sessions-and-searches",
    label: "searches",
    describe: (rows) =>
      `${formatCount(sum(rows, "search_count"))} in ${formatCount(sum(rows, "session_count"))} sessions`,
  },
  {
    id: "active-installations",
    label: "active",
    describe: (rows) => {
      const weeks = rows.filter(({ period }) => period === "week");
      return `${formatCount(Math.max(...weeks.map(({ installations }) => Number(installations))))} installations in the best week`;
    },
  },
  {
    id: "search-latency",
    label: "search time",
    describe: (rows) =>
      rows
        .filter(({ mode }) => mode === "hybrid")
        .map(({ version, p95 }) => `95 % of hybrid searches below ${Math.round(Number(p95))} ms (${version})`)
        .join(", "),
  },
  {
    id: "search-failures",
    label: "failures",
    describe: (rows) =>
      rows.map(({ version, failed_share }) => `${formatShare(failed_share)} (${version})`).join(", "),
  },
  {
    id: "saved-share",
    label: "tokens saved",
    describe: (rows) =>
      rows.map(({ baseline, saved_share }) => `${formatShare(saved_share)} against ${baseline}`).join(", "),
  },
  {
    id: "mcp-tools",
    label: "tool calls",
    describe: (rows) => `${formatCount(sum(rows, "calls"))}, most of ${rows[0]?.tool}`,
  },
];

/**
 * @param {string} url of the collector
 * @param {string} days as a filter of questions
 * @returns {Promise<{ label: string, text: string, ms: number }[]>}
 */
export async function askFigures(url, days) {
  const figures = [];
  for (const { id, label, describe } of FIGURES) {
    const start = performance.now();
    const response = await fetch(`${url}/api/questions/${id}?${days}`);
    if (!response.ok) throw new Error(`the question ${id} was answered with ${response.status}`);
    // The collector's documentation states the members of an answer.
    const { columns, rows } = /** @type {Answer} */ (await response.json());
    const ms = performance.now() - start;
    const read = rows.map((row) =>
      Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])),
    );
    figures.push({ label, text: read.length === 0 ? "not enough data" : describe(read), ms });
  }
  return figures;
}

/** @param {Row[]} rows @param {string} column */
function sum(rows, column) {
  return rows.reduce((total, row) => total + Number(row[column]), 0);
}

/** @param {number} count */
export function formatCount(count) {
  return NUMBER.format(Math.round(count));
}

/** @param {string | number | null | undefined} share */
function formatShare(share) {
  return `${(100 * Number(share)).toFixed(1)} %`;
}
