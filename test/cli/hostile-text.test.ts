/** Text from outside, planted in every place that a subcommand or a host prints from, on a terminal and in a pipe. */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { getDestinationId } from "../../src/delivery/spool-destination.js";
import { createReceiverEnv, MAIN, runCliJson } from "../support/cli.js";
import {
  findUnsafeText,
  HOSTILE_PATH_TEXT,
  HOSTILE_TEXT,
  runEverywhere,
  toToml,
} from "../support/hostile-text.js";
import { writeRequestLog } from "../support/request-log.js";
import { createTempFolder, DIST } from "../support/run.js";

const FOLDER_NAME = HOSTILE_PATH_TEXT.replaceAll("/", "");
const NOW = new Date().toISOString();

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A home folder with a hostile name, and with hostile local files: the log, the spool, the choice and the trust records. */
function createHostileHome(key = "phc_x", host = "http://127.0.0.1:9"): { folder: string; home: string } {
  const folder = createTempFolder();
  const home = join(folder, FOLDER_NAME);
  const properties = { [HOSTILE_TEXT]: HOSTILE_TEXT, list: [HOSTILE_TEXT] };
  const event = { event: HOSTILE_TEXT, distinct_id: HOSTILE_TEXT, uuid: "u", timestamp: NOW, properties };
  const spans = {
    resourceSpans: [{ scopeSpans: [{ spans: [{ name: HOSTILE_TEXT, spanId: HOSTILE_TEXT }] }] }],
  };
  writeRequestLog(home, [
    { body: JSON.stringify({ batch: [event], distinct_id: HOSTILE_TEXT }) },
    { body: JSON.stringify({ events: [{ event_type: HOSTILE_TEXT, ...properties }] }), url: HOSTILE_TEXT },
    { body: JSON.stringify(spans), url: `https://a.example/${HOSTILE_TEXT}` },
    { body: `{${HOSTILE_TEXT}`, status: undefined },
  ]);
  const data = join(home, ".data", "codeweaver", "telemetry");
  const log = join(data, "receipts", `${NOW.slice(0, 10)}-0001.jsonl`);
  const drops = { refused: { [HOSTILE_TEXT]: 1 }, omitted: { [HOSTILE_TEXT]: 2 } };
  const body = Buffer.from("{}").toString("base64");
  writeFileSync(log, `${JSON.stringify(drops)}\n{cut ${HOSTILE_TEXT}\n`);
  appendFileSync(
    log,
    `${JSON.stringify({ id: "z", time: NOW, method: HOSTILE_TEXT, url: HOSTILE_TEXT, body })}\n`,
  );
  const spooled = {
    uuid: "u",
    event: HOSTILE_TEXT,
    distinctId: HOSTILE_TEXT,
    timestamp: HOSTILE_TEXT,
    properties,
  };
  for (const destination of [getDestinationId(host, key), "ffffffff"])
    write(
      join(data, "spool", `1700000000000-00000000-${destination}.jsonl`),
      `\n${JSON.stringify(spooled)}\n`,
    );
  write(
    join(home, ".config", "codeweaver", "telemetry-choice.json"),
    JSON.stringify({ telemetry: "enabled", date: HOSTILE_TEXT, policy: HOSTILE_TEXT }),
  );
  return { folder, home };
}

/** Every subcommand with each of its flags. `forget` and `disable` delete what the others print. */
const ALL_SUBCOMMANDS = [
  ["status"],
  ["status", "--all"],
  ["status", "--json"],
  ["show"],
  ["show", "--full"],
  ["show", "--sent", "--last", "7d"],
  ["show", "--pending", "--full"],
  ["show", "--event", HOSTILE_PATH_TEXT],
  ["show", "--json"],
  ["preview"],
  ["preview", "--all"],
  ["preview", "--json"],
  ["doctor"],
  ["doctor", "--json"],
  ["manifest"],
  ["manifest", "--check"],
  ["trust"],
  ["trust", "--remove"],
  ["flush"],
  ["flush", "--json"],
  ["help"],
  ["enable"],
  ["export", "--yes"],
  ["disable"],
  ["forget", "--send", "--yes"],
  ["forget"],
];

/** Mistakes in arguments, which the error repeats. */
const MISTAKES = [
  [HOSTILE_PATH_TEXT],
  ["help", HOSTILE_PATH_TEXT],
  [`--${HOSTILE_PATH_TEXT}`],
  ["status", HOSTILE_PATH_TEXT],
  ["status", "--json", HOSTILE_PATH_TEXT],
  ["status", "--tool", HOSTILE_PATH_TEXT],
  ["status", `--all=${HOSTILE_PATH_TEXT}`],
  ["show", "--last", HOSTILE_PATH_TEXT],
  ["show", "--event", `${HOSTILE_PATH_TEXT}!`],
  ["preview", "--event", `${HOSTILE_PATH_TEXT}!`],
  ["receive", "--port", HOSTILE_PATH_TEXT],
  ["export", "--yes", "--out", `missing/${HOSTILE_PATH_TEXT}`],
  ["trust", HOSTILE_PATH_TEXT],
  ["trust", join(HOSTILE_PATH_TEXT.replaceAll("/", ""), "codeweaver.toml")],
  ["complete", HOSTILE_PATH_TEXT],
  ["complete", "--", HOSTILE_PATH_TEXT],
];

/** Answers every request with a status line, headers and a body that are hostile. */
async function startHostileServer(): Promise<string> {
  const server: Server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () =>
      socket.end(`HTTP/1.1 400 \u009b2J\t\r\nDate: \u009b2J\r\nServer: \u009b2J\r\n\r\n${HOSTILE_TEXT}`),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
}

const toMain = (commands: readonly (readonly string[])[]) => commands.map((args) => [MAIN, ...args]);

/** The text is planted where this escape of it is printed. */
function expectOnlyEscaped(outputs: Awaited<ReturnType<typeof runEverywhere>>): void {
  for (const { output, isTerminal } of outputs) {
    expect(findUnsafeText(output, isTerminal)).toEqual([]);
    expect(output).toContain("\\u001b]0;title\\u0007");
    expect(output).not.toMatch(/^ +at /m); // the stack trace of a crash
  }
}

describe("no character of the text that a terminal would interpret is printed", { timeout: 120_000 }, () => {
  it("by any subcommand, with hostile local files, in a hostile folder, and with a hostile server", async () => {
    const host = await startHostileServer();
    const { folder, home } = createHostileHome("phc_x", host);
    const env = createReceiverEnv(host);
    expectOnlyEscaped(await runEverywhere(toMain(ALL_SUBCOMMANDS), { folder, home, env }));
  });

  it("by any subcommand, with hostile variables", async () => {
    const { folder, home } = createHostileHome();
    const env = {
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: HOSTILE_PATH_TEXT,
      CODEWEAVER__TELEMETRY__POSTHOG_API_KEY: HOSTILE_PATH_TEXT,
      CODEWEAVER__TELEMETRY__SAMPLE_RATE: HOSTILE_PATH_TEXT,
      [`CODEWEAVER__TELEMETRY__${HOSTILE_PATH_TEXT}`]: HOSTILE_PATH_TEXT,
      HTTPS_PROXY: HOSTILE_PATH_TEXT,
    };
    expectOnlyEscaped(await runEverywhere(toMain(ALL_SUBCOMMANDS), { folder, home, env }));
  });

  it.each([
    ["the person's file", ".config/codeweaver"],
    ["a project's file", "."],
  ])("by any subcommand, with hostile keys and values in %s", async (_, place) => {
    const { folder, home } = createHostileHome();
    const settings = [
      `${toToml(HOSTILE_PATH_TEXT)} = ${toToml(HOSTILE_PATH_TEXT)}`,
      `posthog_host = ${toToml(HOSTILE_PATH_TEXT)}`,
    ];
    write(join(home, place, "codeweaver.toml"), `[telemetry]\n${settings.join("\n")}\n`);
    mkdirSync(join(home, ".git"));
    expectOnlyEscaped(await runEverywhere(toMain(ALL_SUBCOMMANDS), { folder, home }));
  });

  it.each(["", "[["])("by any subcommand, if each local file is %j", async (text) => {
    const { folder, home } = createHostileHome();
    const files = [
      ".config/codeweaver/telemetry-choice.json",
      ".config/codeweaver/telemetry-trust.json",
      ".config/codeweaver/codeweaver.toml",
      "codeweaver.toml",
    ];
    for (const file of files) write(join(home, file), text === "" ? HOSTILE_TEXT : `${text}${HOSTILE_TEXT}`);
    expectOnlyEscaped(await runEverywhere(toMain(ALL_SUBCOMMANDS), { folder, home }));
  });

  it("by mistakes in arguments", async () => {
    const { folder, home } = createHostileHome();
    expectOnlyEscaped(await runEverywhere(toMain(MISTAKES), { folder, home }));
  });

  it("by a tool's own command, with hostile names in the author's events and options", async () => {
    const folder = createTempFolder();
    const program = (args: readonly string[]) => `
      import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli", "index.js"))};
      const text = ${JSON.stringify(HOSTILE_TEXT)};
      const fails = { toPosthogEvent() { throw new Error(text); } };
      const event = { toPosthogEvent: () => [text, { [text]: text }] };
      process.exitCode = await runTelemetryCli(${JSON.stringify(args)}, { tool: "mytool", command: text, events: [event, fails] });`;
    const commands = [
      ["status"],
      ["preview"],
      ["manifest"],
      ["help"],
      ["help", "show"],
      ["nonsense"],
      ["show"],
    ].map((args) => ["--input-type=module", "-e", program(args)]);
    expectOnlyEscaped(await runEverywhere(commands, { folder, home: folder }));
  });

  it.each([
    ["receive", []],
    ["receive --json", ["--json"]],
  ])("by %s, with hostile events and spans", async (_, flags) => {
    const folder = createTempFolder();
    const program = `
      import { spawn } from "node:child_process";
      import { createServer } from "node:net";
      const text = ${JSON.stringify(HOSTILE_TEXT)};
      const server = createServer().listen(0, "127.0.0.1");
      await new Promise((resolve) => server.once("listening", resolve));
      const { port } = server.address();
      await new Promise((resolve) => server.close(resolve));
      const child = spawn(process.execPath, [${JSON.stringify(MAIN)}, "receive", "--port", port, ...${JSON.stringify(flags)}], { stdio: "inherit" });
      const post = (path, body) => fetch("http://127.0.0.1:" + port + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
      const isUp = () => fetch("http://127.0.0.1:" + port + "/received").then(() => true, () => false);
      while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 20));
      const properties = { [text]: text };
      await post("/batch/", { api_key: "phc_x", batch: [{ event: text, distinct_id: "d", uuid: crypto.randomUUID(), timestamp: ${JSON.stringify(NOW)}, properties }] });
      const attributes = [{ key: text, value: { stringValue: text } }];
      const ids = { traceId: "0".repeat(31) + "1", spanId: "0".repeat(15) + "1", startTimeUnixNano: "1", endTimeUnixNano: "2" };
      await post("/v1/traces", { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ scope: { name: text }, spans: [{ name: text, ...ids, attributes }] }] }] });
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("close", resolve));`;
    const outputs = await runEverywhere([["--input-type=module", "-e", program]], { folder, home: folder });
    expectOnlyEscaped(outputs);
    for (const { output } of outputs) expect(output.match(/\\u001b]0;title/g)?.length).toBeGreaterThan(5);
  });

  it("by a host: dry_run = true, NODE_DEBUG, the logger, warnings and the notice", async () => {
    const { folder, home } = createHostileHome();
    const project = join(home, FOLDER_NAME);
    write(
      join(project, "mytool.toml"),
      `[telemetry]\n${toToml(HOSTILE_PATH_TEXT)} = true\nposthog_host = ${toToml(HOSTILE_PATH_TEXT)}\n`,
    );
    mkdirSync(join(project, ".git"));
    const createHost = (options: string, after = "") => `
      import { createTelemetryClient, verbatim } from ${JSON.stringify(join(DIST, "index.js"))};
      const text = ${JSON.stringify(HOSTILE_TEXT)};
      const logger = { warn: (message) => console.error(message), debug: (message) => console.error(message) };
      const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x", logger, ${options} });
      telemetry.capture(text, { a: verbatim(text), [text]: text });
      ${after}
      await telemetry.flush();`;
    const hosts = [
      createHost(""),
      createHost("overrides: { dryRun: true }"),
      createHost("[text]: 1, consent: text"),
      createHost("command: 'my tool', posthogHost: text"),
    ];
    const commands = hosts.map((host) => ["--input-type=module", "-e", host]);
    const env = {
      NODE_DEBUG: "codeweaver-telemetry",
      NODE_ENV: "development",
      [`MYTOOL__TELEMETRY__${HOSTILE_PATH_TEXT}`]: "1",
    };
    for (const variables of [{ NODE_DEBUG: "codeweaver-telemetry", NODE_ENV: "development" }, env]) {
      const outputs = await runEverywhere(commands, { folder, home, cwd: project, env: variables });
      expectOnlyEscaped(outputs);
    }
  });
});

it("prints JSON that escapes the text and has the same value", async () => {
  const { home } = createHostileHome();
  const { stdout, json } = await runCliJson(["show"], { home });
  expect(findUnsafeText(stdout, false)).toEqual([]);
  const bodies = json.sent.map(({ body }: { body: string }) => body);
  const batch = bodies.find((body: string) => body.startsWith('{"batch"'));
  expect(JSON.parse(batch).batch[0].properties[HOSTILE_TEXT]).toBe(HOSTILE_TEXT);
  const preview = (await runCliJson(["preview"], { home })).json;
  expect(preview.events.map(({ event }: { event: string }) => event)).toContain(HOSTILE_TEXT);
});
