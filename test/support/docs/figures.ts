/** Checks that every measured figure names the command that measures it and the run that it comes from. */
import type { Nodes, RootContent } from "mdast";
import { toString as toPlainText } from "mdast-util-to-string";
import { getLine, listNodes, type Page } from "./pages.js";
import { listSentences, type Sentence } from "./sentences.js";

/** Every figure of these pages is measured. */
const MEASURED_PAGES = ["docs/PERFORMANCE.md", "docs/FAULTS.md"];
/** The figures of these pages are settings, fields and output, and SEEDS.md quotes the promises of others. */
const EXEMPT_PAGES = ["docs/SETTINGS.md", "docs/DATA.md", "docs/TRANSCRIPT.md", "docs/SEEDS.md"];

const UNIT =
  "(?:ms|µs|ns|%|×|[KM]B|(?:events|requests|captures) (?:a|per) second|times (?:as|faster|slower|more|less))";
const FIGURE = new RegExp(`\\d(?:[\\d.,]*\\d)?\\s?${UNIT}(?![\\w/])`);
const UNIT_OF_COLUMN = new RegExp(`(?:^|[\\s(,])${UNIT}(?:$|[\\s),])`);
/** A limit or a default is chosen, not measured. */
const LIMIT = new RegExp(
  `\\b(?:at most|at least|up to|within|no more than|(?:limit|default|budget|maximum) (?:of|is)|every|after) \\d[\\d.,]*\\s?${UNIT}`,
  "gi",
);
/** Words that tell a measured figure from a limit, on pages that have both. */
const MEASURING =
  /\b(?:measur(?:e|ed|es|ing|ement)s?|median|mean|average|percentiles?|p\d\d|takes?|took|costs?|adds?|faster|slower|throughput|overhead|found|missed|lost)\b/i;

const COMMAND = /^(?:npm (?:run|test|start|cit)\b|(?:node|npx) )/m;
const RUN = /\b20\d\d-\d\d-\d\d\b|\bcommit `?[0-9a-f]{7,40}\b/;

interface Section {
  readonly nodes: readonly RootContent[];
  readonly startLine: number;
  readonly endLine: number;
}

/** Returns a problem for each section that has figures but no command or no run, with the line of the first figure. */
export function findFigureProblems(page: Page): string[] {
  if (EXEMPT_PAGES.includes(page.path)) return [];
  const sentences = listSentences(page);
  return listSections(page).flatMap((section) => {
    const own = sentences.filter(({ line }) => line >= section.startLine && line < section.endLine);
    const columns = section.nodes.flatMap(listFiguresInColumns);
    const figures = [...own.filter((sentence) => isMeasured(sentence)), ...columns];
    const [first] = figures;
    const missing = listMissing(section, own);
    if (first === undefined || missing.length === 0) return [];
    const others = figures.length > 1 ? ` (and ${figures.length - 1} more in this section)` : "";
    return [`${page.path}:${first.line}: no ${missing.join(" and no ")} for: ${first.text}${others}`];
  });
}

/** Returns whether a page has any measured figure. */
export function hasFigures(page: Page): boolean {
  return listSentences(page).some(isMeasured) || page.root.children.flatMap(listFiguresInColumns).length > 0;
}

/** Splits a page at its headings of the first and second level. */
function listSections({ root, text }: Page): Section[] {
  const starts = root.children.flatMap((node, index) =>
    node.type === "heading" && node.depth <= 2 ? [index] : [],
  );
  return [...new Set([0, ...starts])].map((start, index, all) => {
    const nodes = root.children.slice(start, all[index + 1]);
    const next = root.children[all[index + 1] ?? root.children.length];
    const startLine = nodes[0] === undefined ? 1 : getLine(nodes[0]);
    return { nodes, startLine, endLine: next === undefined ? text.split("\n").length + 1 : getLine(next) };
  });
}

function isMeasured({ page, prose }: Sentence): boolean {
  const mayBeMeasured = MEASURED_PAGES.includes(page) || MEASURING.test(prose);
  return mayBeMeasured && FIGURE.test(prose.replaceAll(LIMIT, ""));
}

/** Finds tables with a unit in the head of a column and numbers below it. */
function listFiguresInColumns(node: Nodes): { line: number; text: string }[] {
  return listNodes(node).flatMap((table) => {
    if (table.type !== "table") return [];
    const [head, ...rows] = table.children.map((row) => row.children.map((cell) => toPlainText(cell)));
    const column = head?.findIndex((cell) => UNIT_OF_COLUMN.test(cell)) ?? -1;
    const hasNumber = column !== -1 && rows.some((row) => /^[~≈<>]?\s?\d/.test(row[column] ?? ""));
    return hasNumber ? [{ line: getLine(table), text: `the column "${head?.[column]}"` }] : [];
  });
}

function listMissing({ nodes }: Section, sentences: readonly Sentence[]): string[] {
  const commands = nodes.flatMap(listNodes).flatMap((node) => {
    const isCode = node.type === "inlineCode" || (node.type === "code" && node.lang === "sh");
    return isCode ? [node.value] : [];
  });
  const hasCommand = commands.some((code) => COMMAND.test(code));
  const hasRun = sentences.some(({ text }) => RUN.test(text));
  return [...(hasCommand ? [] : ["command"]), ...(hasRun ? [] : ["run (a date or a commit)"])];
}
