import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  CONTEXT_WINDOW_TOKENS,
  compareWithBaselines,
  countTokens,
  selectTopPassages,
  selectWholeFiles,
} from "../../examples/code-search/baselines.js";
import type { Passage } from "../../examples/code-search/tree.js";
import { createTempFolder, runNode } from "../support/run.js";

const MAIN = resolve("build/examples/code-search/main.js");

function createPassage(id: number, path: string, text: string): Passage {
  return {
    id,
    path,
    text,
    language: "typescript",
    category: "code",
    start: 1,
    end: 1,
    symbols: [],
    kinds: [],
  };
}

describe("the baseline whole_files", () => {
  it("has all passages of the files with a hit, each file once", () => {
    const passages = ["a.ts", "b.ts", "a.ts", "c.ts"].map((path, id) => createPassage(id, path, "x"));
    const [first, , third] = passages as [Passage, Passage, Passage];
    expect(selectWholeFiles([first, third], passages)).toEqual([first, third]);
  });
});

describe("the baseline top_k_passages", () => {
  const select = (...texts: string[]) =>
    selectTopPassages(
      "read the file",
      texts.map((text, id) => createPassage(id, "a.ts", text)),
    ).map(({ id }) => id);

  it("has the passages with most of the question's words first, and none without them", () => {
    expect(select("a file", "nothing", "READ the file: read", "the file")).toEqual([2, 3, 0]);
  });

  it("counts whole words only", () => {
    expect(select("reader profile", "read")).toEqual([1]);
  });

  it("leaves out passages that do not fit into the context window", () => {
    const half = CONTEXT_WINDOW_TOKENS * 2; // characters
    const long = (words: string) => words.padEnd(half);
    expect(select(long("read"), long("read the file"), long("the file"), "the")).toEqual([1, 2]);
    expect(select("read the file".padEnd(half * 2 + 4), "the")).toEqual([1]);
  });
});

describe("an answer that is compared with both baselines", () => {
  it("has the tokens of its hits, and a quarter of a baseline's characters", () => {
    const hit = createPassage(0, "a.ts", "settings".repeat(10));
    const rest = createPassage(1, "a.ts", "x".repeat(400));
    const other = createPassage(2, "b.ts", "all settings ".repeat(100));
    expect(compareWithBaselines("settings", [hit], [hit, rest, other])).toEqual({
      deliveredTokens: 20,
      baselineTokens: { whole_files: 120, top_k_passages: 325 },
    });
    expect(countTokens([])).toBe(0);
  });
});

/** Creates a tree with files of five passages. A search shows only some passages of a file. */
function createTree(): string {
  const tree = createTempFolder();
  for (const name of ["settings.ts", "server.ts", "retry.ts", "cache.ts"]) {
    const lines = Array.from({ length: 200 }, (_, line) => `const value${line} = "the ${name}";`);
    writeFileSync(join(tree, name), lines.join("\n"));
  }
  return tree;
}

/** Runs the demo with `--json`, and returns its searches and the tokens of its session. */
async function runAsJson(tree: string) {
  const { stdout } = await runNode([MAIN, tree, "--json"], { home: createTempFolder() });
  const { searches, events } = JSON.parse(stdout);
  const session = events.find(({ event }: { event: string }) => event === "codeweaver_session");
  return { searches, tokens: session.properties.tokens };
}

describe("npm start", () => {
  it("sends savings against the files and passages that were really searched", async () => {
    const tree = createTree();
    const { searches, tokens } = await runAsJson(tree);

    let wholeFiles = 0;
    for (const { top } of searches) {
      const paths = new Set<string>(top.map(({ path }: { path: string }) => path));
      for (const path of paths) wholeFiles += readFileSync(join(tree, path), "utf8").length / 4;
    }
    expect(wholeFiles).toBeGreaterThan(tokens.delivered);
    // A passage does not contain the line break at its end.
    expect(Math.abs(tokens.baseline.whole_files - wholeFiles) / wholeFiles).toBeLessThan(0.01);
    expect(tokens.baseline.top_k_passages).toBeLessThanOrEqual(searches.length * CONTEXT_WINDOW_TOKENS);
    for (const name of ["whole_files", "top_k_passages"]) {
      expect(tokens.saved[name]).toBe(tokens.baseline[name] - tokens.delivered);
      expect(tokens.savings_usd[name]).toBeCloseTo((tokens.saved[name] * 0.003) / 1000, 5);
    }
    expect(tokens.baseline).not.toHaveProperty("own");
    expect(tokens.prices).toBe("2026-11");
  });

  it("shows both baselines side by side, with the numbers that were sent", async () => {
    const tree = createTree();
    const { tokens } = await runAsJson(tree);
    const { stdout } = await runNode([MAIN, tree], { home: createTempFolder() });
    const format = (count: number) => count.toLocaleString("en");
    expect(stdout.replace(/\s+/g, " ")).toContain(`questions have ${format(tokens.delivered)} tokens.`);
    for (const name of ["whole_files", "top_k_passages"]) {
      const row = stdout.split("\n").find((line) => line.startsWith(name));
      const [, baseline, saved, usd] = row?.split(/\s+/) ?? [];
      expect([baseline, saved]).toEqual([format(tokens.baseline[name]), format(tokens.saved[name])]);
      expect(usd).toBe(tokens.savings_usd[name].toFixed(2));
    }
    expect(stdout).toContain("Tokens are estimated: 4 characters are one token.");
    expect(stdout).toContain("example price of 2026-11");
  });
});
