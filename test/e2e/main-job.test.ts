import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { QUESTIONS } from "../../examples/code-search/questions.js";
import { listFiles, readPassages } from "../../examples/code-search/tree.js";
import * as vocabulary from "../../src/models/closed-sets.js";
import { type ReceivedEvent, type Receiver, startReceiver } from "../../src/receiver/index.js";
import { createReceiverEnv } from "../support/cli.js";
import { createTempFolder, DIST, runNode } from "../support/run.js";

const MAIN = resolve("build/examples/code-search/main.js");
const TREE = resolve("test/fixtures/greenhouse");

/** Runs the main job over a tree, sending to the test's receiver. */
async function runMainJob(receiver: Receiver, env: Record<string, string> = {}, args: string[] = []) {
  return runNode([...args, MAIN, TREE, "--json"], {
    home: createTempFolder(),
    env: {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: receiver.url,
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
      ...env,
    },
  });
}

/** Lists the texts of the tree and of the questions that must not be sent. */
async function listForbiddenTerms(): Promise<Set<string>> {
  const terms = new Set<string>([TREE]);
  for (const file of await listFiles(TREE)) {
    const name = basename(file);
    for (const term of [file, file.slice(TREE.length + 1), name, basename(name, extname(name))])
      terms.add(term);
    for (const passage of await readPassages(TREE, file, 0)) {
      for (const symbol of passage.symbols) terms.add(symbol);
      for (const line of passage.text.split("\n")) terms.add(line.trim());
    }
  }
  for (const { query } of QUESTIONS) for (const word of query.split(/\W+/)) terms.add(word);
  return new Set(
    [...terms].filter((term) => term.length >= 4 && !WIRE_VOCABULARY.includes(term.toLowerCase())),
  );
}

/** The words of the protocol, which do not depend on a tree: the golden files, the closed sets, the standard properties. */
const WIRE_VOCABULARY = [
  ...readdirSync("test/events")
    .filter((file) => file.endsWith(".golden.json"))
    .map((file) => readFileSync(join("test/events", file), "utf8")),
  JSON.stringify(vocabulary),
  "tool runtime runtime_version platform arch is_ci backend minisearch phc_x sent_at api_key batch distinct_id uuid timestamp codeweaver-telemetry",
  "$lib $lib_version $session_id $process_person_profile $geoip_disable token person_properties groups group_properties $feature_flag_called $feature_flag_response",
  "$feature_flag_request_id $feature_flag_error $feature_flag_version $feature_flag_reason condition_match locally_evaluated evaluation_runtime server",
]
  .join(" ")
  .toLowerCase();

/** Finds the terms that are in the requests, compressed or not, keys and headers included. */
function findLeaks(receiver: Receiver, terms: Iterable<string>): string[] {
  const bytes = receiver.requests
    .map(({ path, headers, body, text }) =>
      [path, JSON.stringify(headers), body.toString("latin1"), text].join("\n"),
    )
    .join("\n");
  // A line with quotes is escaped in JSON.
  return [...terms].filter(
    (term) => bytes.includes(term) || bytes.includes(JSON.stringify(term).slice(1, -1)),
  );
}

const selectByName = (events: readonly ReceivedEvent[], name: string) =>
  events.filter(({ event }) => event === name).map(({ properties }) => properties);

describe("the main job", () => {
  it("sends a search event for each question, and a session event with the sums of those", async () => {
    await using receiver = await startReceiver({ flags: { new_reranker: "test" } });
    const run = await runMainJob(receiver);
    expect([run.code, run.stderr]).toEqual([0, ""]);
    const report = JSON.parse(run.stdout);

    const searches = selectByName(receiver.events, "codeweaver_search") as Record<
      string,
      Record<string, number>
    >[];
    const [session] = selectByName(receiver.events, "codeweaver_session") as Record<
      string,
      Record<string, unknown>
    >[];
    const sum = (numbers: (number | undefined)[]) =>
      numbers.reduce<number>((total, number) => total + (number ?? 0), 0);
    expect(searches.length).toBeGreaterThanOrEqual(10);
    expect(new Set(searches.map(({ intent }) => intent)).size).toBe(7);
    expect(searches.every((search) => search["$feature/new_reranker"] === ("test" as never))).toBe(true);
    expect(sum(searches.map(({ match_count }) => Number(match_count)))).toBeGreaterThan(10);
    expect(session).toMatchObject({
      requests: { total: searches.length, successful: searches.length, failed: 0, success_rate: 1 },
      timing: { tool_calls: { n: searches.length } },
      tokens: { delivered: sum(searches.map(({ results }) => results?.token_count)) },
      index: {
        total_files: 6,
        total_operations: 6 + sum(searches.map(({ results }) => results?.returned)),
        languages: { python: 1, java: 1, typescript: 1, markdown: 1, toml: 1, shell: 1 },
        by_category: { code: 4, docs: 1, config: 1 },
      },
    });
    const average = sum(searches.map(({ execution_time_ms }) => Number(execution_time_ms))) / searches.length;
    expect(session).toMatchObject({ timing: { tool_calls: { avg_ms: expect.closeTo(average, 1) } } });
    expect(report).toMatchObject({
      files: 6,
      stats: {
        captured: receiver.events.length,
        sent: receiver.events.length,
        pending: 0,
        refused: {},
        omitted: {},
      },
    });
    expect(new Set(receiver.events.map(({ uuid }) => uuid)).size).toBe(receiver.events.length);
  });

  it("sends nothing of the tree or of the questions", async () => {
    await using receiver = await startReceiver({ flags: { new_reranker: "test" } });
    await runMainJob(receiver);
    const terms = await listForbiddenTerms();
    expect(receiver.events.length).toBeGreaterThan(10);
    expect(terms.size).toBeGreaterThan(100);
    for (const term of [
      "valve_scheduler.py",
      "ValveScheduler",
      "environment",
      "greta.gardener@tomato.example",
    ]) {
      expect(
        [...terms].some((each) => each.includes(term)),
        term,
      ).toBe(true);
    }
    expect(findLeaks(receiver, terms)).toEqual([]);
  });

  it("sends redacted queries and hashes of files, but no path, name or line, if the person has opted in", async () => {
    await using receiver = await startReceiver({ flags: { new_reranker: "control" } });
    await runMainJob(receiver, { CODE_SEARCH_DEMO__TELEMETRY__TOOLS_OVER_PRIVACY: "true" });
    const [search] = selectByName(receiver.events, "codeweaver_search");
    expect(search).toMatchObject({
      query: { query: QUESTIONS[0]?.query, token_count: 7 },
      matches: expect.arrayContaining([
        expect.objectContaining({ file: expect.stringMatching(/^[0-9a-f]{64}$/) }),
      ]),
    });
    const words = new Set(QUESTIONS.flatMap(({ query }) => query.split(/\W+/)));
    expect(
      findLeaks(
        receiver,
        [...(await listForbiddenTerms())].filter((term) => !words.has(term)),
      ),
    ).toEqual([]);
  });
});

describe("the search for leaks", () => {
  /** Writes a module that removes a conversion before the main job starts. */
  const removeConversion = (statement: string) => {
    const file = join(createTempFolder(), "remove-conversion.mjs");
    const from = (path: string) => JSON.stringify(join(DIST, path));
    writeFileSync(
      file,
      `import { declareAnonymity, SearchEvent, SessionEvent } from ${from("index.js")};
       import { SessionStatistics } from ${from("models/index.js")};
       const { index } = new SessionEvent(new SessionStatistics()).toPosthogEvent()[1];
       const search = new SearchEvent({ response: { matches: [{ file: { path: "x" } }] } }).toPosthogEvent()[1];
       const SearchProperties = search.constructor;
       const [match] = search.matches;
       ${statement}`,
    );
    return ["--import", file];
  };

  it.each([
    ["TEXT_COUNT of the summary", 'declareAnonymity(SearchProperties, { summary_length: "PUBLIC" });'],
    ["the opt-in of the query", 'declareAnonymity(SearchProperties, { query: "PUBLIC" });'],
    [
      "opt-in and HASH of a match's file",
      'declareAnonymity(SearchProperties, { matches: "PUBLIC" }); declareAnonymity(match.constructor, { file: "PUBLIC" });',
    ],
  ])("finds a leak without %s", async (_, statement) => {
    await using receiver = await startReceiver({ flags: { new_reranker: "test" } });
    const run = await runMainJob(receiver, {}, removeConversion(statement));
    expect(run.code).toBe(0);
    expect(findLeaks(receiver, await listForbiddenTerms()).length).toBeGreaterThan(0);
  });

  it("finds no leak without COUNT of the indexed files, because the manifest allows only a number there", async () => {
    await using receiver = await startReceiver({ flags: { new_reranker: "test" } });
    const lost = removeConversion('declareAnonymity(index.constructor, { total_files: "PUBLIC" });');
    const { stdout } = await runMainJob(receiver, {}, lost);
    expect(JSON.parse(stdout).stats.omitted).toEqual({ unlisted: 1 });
    expect(findLeaks(receiver, await listForbiddenTerms())).toEqual([]);
  });
});

describe("the main job without options", () => {
  it("shows what was known beside what was sent to its own receiver, with nothing on stderr", async () => {
    const run = await runNode([MAIN, TREE], { home: createTempFolder() });
    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(run.stdout).toContain("What the search knew");
    expect(run.stdout).toContain("web/dashboard.ts");
    expect(run.stdout).toContain("14 events in 3 requests");
    expect(run.stdout).toContain("captured 14 events: 14 were sent, 0 are pending, none was dropped");
    expect(run.stdout).toContain("None of the questions, paths, code lines and summaries is in");
  });

  it("says what was sent of the questions if the person has opted in", async () => {
    const run = await runNode([MAIN, TREE], {
      home: createTempFolder(),
      env: { CODE_SEARCH_DEMO__TELEMETRY__TOOLS_OVER_PRIVACY: "1" },
    });
    expect(run.stdout).toContain("12 of the questions, paths, code lines and summaries were sent");
    expect(run.stdout).toContain("query how are settings read from the");
  });

  it("shows what was found if the events are sent to a PostHog project", async () => {
    await using receiver = await startReceiver({ flags: { new_reranker: "test" } });
    const run = await runNode([MAIN, TREE], {
      home: createTempFolder(),
      env: createReceiverEnv(receiver.url),
    });
    expect([run.code, run.stderr]).toEqual([0, ""]);
    expect(receiver.events).toHaveLength(14);
    expect(run.stdout).toContain("the PostHog project of CODEWEAVER_POSTHOG_API_KEY");
    expect(run.stdout).toContain("What they found");
    expect(run.stdout).toContain("captured 14 events: 14 were sent");
  });

  it("says which folder has no source", async () => {
    const run = await runNode([MAIN, createTempFolder()], { home: createTempFolder() });
    expect([run.code, run.stdout]).toEqual([1, ""]);
    expect(run.stderr).toContain("No source files in");
  });
});
