/** Request logs and folders that are damaged or hostile: a subcommand tells what it can, and does not claim what it cannot. */
import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli, runCliJson, unwrap } from "../support/cli.js";
import { createBatchBody, type LoggedTestRequest, writeRequestLog } from "../support/request-log.js";
import { createTempFolder } from "../support/run.js";

const ESC = "\u001b";

function createHome(...requests: readonly LoggedTestRequest[]): string {
  const home = createTempFolder();
  writeRequestLog(home, requests);
  return home;
}

function appendToLog(home: string, line: string): void {
  const folder = join(home, ".data", "codeweaver", "telemetry", "receipts");
  appendFileSync(join(folder, readdirSync(folder).at(-1) ?? ""), `${line}\n`);
}

describe("with a damaged request log", () => {
  it.each([
    ["status", "1 event to an unknown host, answered 200"],
    ["show", "1 to an unknown host, answered 200"],
  ])("%s names an unknown host for an invalid URL", async (subcommand, expected) => {
    const { code, stdout } = await runCli([subcommand], {
      home: createHome({ url: "nowhere", body: createBatchBody("e") }),
    });
    expect(code).toBe(0);
    expect(unwrap(stdout)).toContain(expected);
  });

  it.each([
    ["events", '{"batch":[{"event":{"toString":1}},{"event":"e"}]}'],
    ["events of plain HTTP", '{"events":[{"event_type":{"toString":1}},{"event_type":"e"}]}'],
    ["spans", '{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":{"toString":1}},{"name":"e"}]}]}]}'],
  ])("show lists %s without a name beside the others", async (_, body) => {
    const { code, stdout } = await runCli(["show"], { home: createHome({ body }) });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}1 {2}(span )?\(no name\)$/m);
    expect(stdout).toMatch(/^ {2}1 {2}(span )?e$/m);
  });

  it.each([[["show"]], [["show", "--full"]], [["show", "--event", "e"]], [["status"]]])(
    "%j prints no control characters of an invalid time",
    async (args) => {
      const home = createHome({ body: createBatchBody("e") });
      const body = Buffer.from(createBatchBody("e")).toString("base64");
      appendToLog(home, JSON.stringify({ id: "x", time: `z${ESC}[31m`, method: "POST", url: "u", body }));
      const { code, stdout } = await runCli(args, { home });
      expect(code).toBe(0);
      expect(stdout).not.toContain(ESC);
    },
  );

  it("show --full escapes the method and the URL of a request", async () => {
    const home = createHome({ body: createBatchBody("e") });
    const body = Buffer.from(createBatchBody("e")).toString("base64");
    const time = new Date().toISOString();
    appendToLog(home, JSON.stringify({ id: "x", time, method: `${ESC}[2J`, url: `${ESC}[2J`, body }));
    const { stdout } = await runCli(["show", "--full"], { home });
    expect(stdout).toContain("\\u001b[2J \\u001b[2J");
    expect(stdout).not.toContain(ESC);
  });

  it.each([[["show"]], [["show", "--full"]]])("%j counts the lines that cannot be read", async (args) => {
    const home = createHome({ body: createBatchBody("e") });
    appendToLog(home, "{cut");
    const { stdout } = await runCli(args, { home });
    expect(stdout).toContain("\n1 line of the request log is damaged and not shown.\n");
    expect((await runCli([...args, "--pending"], { home })).stdout).not.toContain("damaged");
  });

  it("show does not take spans in protobuf for a flag request if they begin like JSON", async () => {
    const body = new Uint8Array([0x0a, 0x7b, 0x0a, 0x00]); // a field of 123 bytes: a line break and a brace
    const { stdout } = await runCli(["show"], { home: createHome({ body }) });
    expect(stdout).toContain("  1  spans in protobuf to ");
  });
});

describe("status", () => {
  it("says when spans in protobuf were last sent", async () => {
    const home = createHome({ body: new Uint8Array([10, 2, 3, 4]) });
    const { stdout } = await runCli(["status"], { home });
    expect(unwrap(stdout)).toMatch(/last sent 20\S+ \S+ UTC: spans to eu\.i\.posthog\.com, answered 200/);
    expect((await runCliJson(["status"], { home })).json.lastDelivery).toMatchObject({
      events: null,
      spans: true,
    });
  });

  it("does not say that nothing is pending or was sent if the folders cannot be read", async () => {
    const home = createTempFolder();
    const data = join(home, ".data", "codeweaver", "telemetry");
    mkdirSync(data, { recursive: true });
    for (const name of ["receipts", "spool"]) writeFileSync(join(data, name), "not a folder");
    const stdout = unwrap((await runCli(["status"], { home })).stdout);
    const unknown = "not known, because the folder cannot be read";
    expect(stdout).toContain(`pending ${unknown} last sent ${unknown} last 7 days ${unknown} data folder`);
    expect(stdout).toMatch(/error \S+spool is not a folder, and is not used/);
  });
});

it.each([
  ["show", `${ESC}[2J\u202eevil`],
  ["show", "\\u001b[2J\\u202eevil"],
  ["preview", `${ESC}[2J\u202eevil`],
  ["preview", "\\u001b[2J\\u202eevil"],
])("%s finds an event by its name %j, as it is and as it is printed", async (subcommand, name) => {
  const home = createHome({ body: createBatchBody(`${ESC}[2J\u202eevil`) });
  const { code, stdout } = await runCli([subcommand, "--event", name], { home });
  expect([code, stdout.includes("\\u001b[2J\\u202eevil")]).toEqual([0, true]);
});
