/** The two demos as a newcomer runs them first: with an empty home, on a terminal or in a pipe. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { QUESTIONS } from "../../examples/code-search/questions.js";
import { hasTerminals, runNodeOnTerminal } from "../support/cli.js";
import { createTempFolder, runNode } from "../support/run.js";

const CHECKOUT = resolve(".");
const CODE_SEARCH = { name: "npm start", main: resolve("build/examples/code-search/main.js") };
const AGENT_RUN = { name: "npm run agents", main: resolve("build/examples/agent-run/main.js") };
const TERMINALS = [
  { where: "on a terminal of 80 columns", columns: 80 },
  { where: "on a terminal of 200 columns", columns: 200 },
];
const PLACES = [...(hasTerminals ? TERMINALS : []), { where: "in a pipe", columns: undefined }];

const ESCAPE = "\u001b";
/** A progress bar returns to the start of its line and draws over it. */
const REDRAW = new RegExp(`\r|${ESCAPE}\\[1G`);
const ESCAPE_SEQUENCE = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-Za-z]`, "g");

/** Runs a demo in the checkout with a home of its own. Without columns it runs in a pipe. */
async function runDemo(main: string, columns: number | undefined, env: Record<string, string> = {}) {
  const home = createTempFolder();
  const temporary = join(home, "tmp");
  mkdirSync(temporary);
  const options = { home, cwd: CHECKOUT, env: { ...env, TMPDIR: temporary } };
  const before = listChanges();
  const run =
    columns === undefined
      ? await runNode([main], options)
      : await runNodeOnTerminal([main], { ...options, columns });
  const output = "output" in run ? run.output : run.stdout;
  const lines = output.split("\n").map((line) => line.split(REDRAW).map(removeEscapeSequences));
  return {
    code: run.code,
    stderr: "stderr" in run ? run.stderr : "",
    /** Every line as it finally looks. */
    lines: lines.map((drawn) => drawn.at(-1) ?? ""),
    /** Lines that are wider than the terminal at any time. */
    tooWide: lines.flat().filter((line) => line.length > (columns ?? 80)),
    /** Files and folders in the home, beside the empty folder for temporary files. */
    writtenFiles: readdirSync(home, { recursive: true }).filter((path) => path !== "tmp"),
    isCheckoutUnchanged: listChanges() === before,
  };
}

function removeEscapeSequences(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, "");
}

function listChanges(): string {
  return execFileSync("git", ["status", "--porcelain"], { cwd: CHECKOUT, encoding: "utf8" });
}

/** Returns the lines of a part of the output, without its heading. */
function readPart(lines: readonly string[], heading: string): string[] {
  const start = lines.indexOf(heading);
  expect(start, heading).toBeGreaterThan(0);
  const part = lines.slice(start + 1);
  const end = part.indexOf("");
  return end === -1 ? part : part.slice(0, end);
}

describe.each([CODE_SEARCH, AGENT_RUN])("$name", ({ main }) => {
  it.each(PLACES)("fits the width and writes no files, $where", async ({ columns }) => {
    const run = await runDemo(main, columns);
    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(run.lines.join("\n")).not.toMatch(/telemetry is off/i);
    expect(run.tooWide).toEqual([]);
    expect(run.writtenFiles).toEqual([]);
    expect(run.isCheckoutUnchanged).toBe(true);
  });

  it.each(PLACES)("ends with totals and where to look next, $where", async ({ columns }) => {
    const { lines } = await runDemo(main, columns);
    const headings = lines.filter((line) => ["Totals", "Where to look next"].includes(line));
    expect(headings).toEqual(["Totals", "Where to look next"]);
    expect(readPart(lines, "Totals").length).toBeGreaterThan(3);
    const next = readPart(lines, "Where to look next");
    expect(next.length).toBeLessThanOrEqual(3);
    expect(lines.slice(lines.indexOf("Where to look next") + 1 + next.length)).toEqual([""]);
  });

  it("says once that telemetry is off because DO_NOT_TRACK is set, and how to see the demo", async () => {
    const run = await runDemo(main, undefined, { DO_NOT_TRACK: "1" });
    expect([run.code, run.stderr]).toEqual([0, ""]);
    const text = run.lines.join("\n");
    expect(text.match(/telemetry is off/gi)).toHaveLength(1);
    expect(run.lines[2]).toContain("Telemetry is off because DO_NOT_TRACK is set");
    expect(text).toContain(`DO_NOT_TRACK=0 npm ${main === CODE_SEARCH.main ? "start" : "run agents"}`);
    expect([run.tooWide, run.writtenFiles]).toEqual([[], []]);
  });

  it("shows everything if DO_NOT_TRACK is 0, as that explanation says", async () => {
    const { lines } = await runDemo(main, undefined, { DO_NOT_TRACK: "0" });
    expect(lines.join("\n")).not.toMatch(/telemetry is off/i);
    expect(lines.join("\n")).toContain("What was sent");
  });
});

it.each(PLACES)("npm start shows every search and sends its events, $where", async ({ columns }) => {
  const { lines } = await runDemo(CODE_SEARCH.main, columns);
  const shown = QUESTIONS.filter(({ query }) => lines.some((line) => line.includes(query.slice(0, 20))));
  expect(shown).toEqual(QUESTIONS);
  expect(readPart(lines, "Totals")[0]).toMatch(/^14 events in 3 requests/);
});

it("npm start names the variable that turned telemetry off", async () => {
  const variable = "CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY";
  const { code, lines } = await runDemo(CODE_SEARCH.main, undefined, { [variable]: "1" });
  expect(code).toBe(0);
  expect(lines[2]).toContain(`Telemetry is off because of ${variable}`);
});

it.each(PLACES)("npm run agents shows every step of the trace that was sent, $where", async ({ columns }) => {
  const { lines } = await runDemo(AGENT_RUN.main, columns);
  const steps = lines.filter((line) => /(invoke_agent|execute_tool|summarise).* [\d.]+/.test(line));
  expect(steps.length).toBeGreaterThanOrEqual(10);
  const [, sent, captured] = readPart(lines, "Totals")[0]?.match(/^(\d+) of (\d+) spans/) ?? [];
  expect([sent, captured].map(Number)).toEqual([steps.length, steps.length]);
});
