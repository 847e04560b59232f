/** `export`: fetches the person's own events as one JSON object in each line. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasTerminals, MAIN, runCli, runCliJson, runNodeOnTerminal, unwrap } from "../support/cli.js";
import {
  type Answer,
  createHomeWithIds,
  exportText,
  getDataFolder,
  ID,
  refuse,
  startDataServer,
} from "../support/data-server.js";
import { findUnsafeText, HOSTILE_TEXT } from "../support/hostile-text.js";
import { createEnvironment, createTempFolder } from "../support/run.js";

const EXPORT = ["export", "--yes"];
const createEvent = (fields: object = {}) =>
  JSON.stringify({ event: "e", uuid: ID, distinct_id: ID, timestamp: "t", properties: {}, ...fields });
const SPAN = JSON.stringify({ name: "chat", span_id: "a1" });
const TWO_LINES = `${createEvent()}\n${SPAN}\n`;

describe("export", () => {
  it("prints the events on stdout, and the summary on stderr", async () => {
    const server = await startDataServer(exportText(TWO_LINES));
    const { code, stdout, stderr } = await runCli(EXPORT, { home: createHomeWithIds(), env: server.env });
    expect([code, stdout]).toEqual([0, TWO_LINES]);
    expect(unwrap(stderr)).toContain(
      `Exported 1 event and 1 span (${Buffer.byteLength(TWO_LINES)} bytes) under 1 id from ${server.url}. `,
    );
    expect(unwrap(stderr)).toContain("more than 90 days ago, or while nothing was kept on this machine");
    expect(server.requests).toEqual([{ path: "POST /api/export", body: { api_key: "phc_x", ids: [ID] } }]);
  });

  it("writes a file for this account alone, and replaces an older one", async () => {
    const server = await startDataServer(exportText(TWO_LINES));
    const home = createHomeWithIds();
    const folder = createTempFolder();
    writeFileSync(join(folder, "events.ndjson"), "old");
    const { code, stdout, stderr } = await runCli([...EXPORT, "--out", "events.ndjson"], {
      home,
      cwd: folder,
      env: server.env,
    });
    expect([code, stdout]).toEqual([0, ""]);
    expect(unwrap(stderr)).toContain(`from ${server.url} to events.ndjson. `);
    expect(readFileSync(join(folder, "events.ndjson"), "utf8")).toBe(TWO_LINES);
    expect(statSync(join(folder, "events.ndjson")).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["events.ndjson"]);
  });

  it("prints the summary as JSON: on stdout if the events are in a file, and otherwise on stderr", async () => {
    const server = await startDataServer(exportText(TWO_LINES));
    const home = createHomeWithIds();
    const summary = {
      server: server.url,
      ids: 1,
      events: 1,
      spans: 1,
      bytes: Buffer.byteLength(TWO_LINES),
      problems: [],
    };
    const toFile = await runCliJson([...EXPORT, "--out", "events.ndjson"], { home, env: server.env });
    expect([toFile.json, toFile.stderr]).toEqual([summary, ""]);
    const toStdout = await runCli([...EXPORT, "--json"], { home, env: server.env });
    expect([toStdout.stdout, JSON.parse(toStdout.stderr)]).toEqual([TWO_LINES, summary]);
  });

  it("writes the events of several requests for many ids", async () => {
    const server = await startDataServer(exportText(TWO_LINES));
    const ids = Array.from(
      { length: 40_001 },
      (_, index) => ID.slice(0, -6) + String(index).padStart(6, "0"),
    );
    const { stdout, json } = await (async () => {
      const home = createHomeWithIds(ids);
      const run = await runCli([...EXPORT, "--json"], { home, env: server.env });
      return { ...run, json: JSON.parse(run.stderr) };
    })();
    expect(server.requests.map(({ body }) => body.ids.length)).toEqual([20_000, 20_000, 1]);
    expect(stdout).toBe(TWO_LINES.repeat(3));
    expect(json).toMatchObject({ ids: 40_001, events: 3, spans: 3 });
  });

  it("works after an opt-out, and deletes nothing", async () => {
    const server = await startDataServer(exportText(TWO_LINES));
    const home = createHomeWithIds();
    await runCli(["disable"], { home, env: server.env });
    const before = readdirSync(getDataFolder(home));
    expect(await runCli(EXPORT, { home, env: server.env })).toMatchObject({ code: 0, stdout: TWO_LINES });
    expect(readdirSync(getDataFolder(home))).toEqual(before);
  });

  it.each([[[]], [["--json"]], [["--out", "events.ndjson"]]])(
    "sends no request with %j if this machine knows no id, and says so",
    async (flags) => {
      const server = await startDataServer(exportText(TWO_LINES));
      const home = createTempFolder();
      const { code, stderr, stdout } = await runCli(["export", ...flags], { home, env: server.env });
      expect(code).toBe(0);
      expect(stderr + stdout).toMatch(/There is nothing to export|"ids": 0/);
      expect([server.requests, readdirSync(home)]).toEqual([[], []]);
    },
  );

  it("accepts an answer without events", async () => {
    const server = await startDataServer(exportText(""));
    const { code, stdout, stderr } = await runCli(EXPORT, { home: createHomeWithIds(), env: server.env });
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("Exported 0 events and 0 spans (0 bytes)");
  });

  it("reads characters and lines that are divided between two parts", async () => {
    const text = Buffer.from(`${createEvent({ event: "größe 文" })}\n${SPAN}\n`);
    const server = await startDataServer((response) => {
      response.setHeader("Content-Type", "application/x-ndjson");
      let index = 0;
      const next = () => {
        if (index === text.length) return response.end();
        response.write(text.subarray(index, ++index));
        setImmediate(next);
      };
      next();
    });
    const { stdout } = await runCli(EXPORT, { home: createHomeWithIds(), env: server.env });
    expect(stdout).toBe(text.toString());
  });

  it("escapes what a terminal would interpret, and the JSON has the same value", async () => {
    const event = createEvent({ event: HOSTILE_TEXT, properties: { [HOSTILE_TEXT]: HOSTILE_TEXT } });
    const server = await startDataServer(exportText(`${event}\n`));
    const { stdout } = await runCli(EXPORT, { home: createHomeWithIds(), env: server.env });
    expect(findUnsafeText(stdout, false)).toEqual([]);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(event));
    const folder = createTempFolder();
    await runCli([...EXPORT, "--out", join(folder, "out")], { home: createHomeWithIds(), env: server.env });
    expect(readFileSync(join(folder, "out"), "utf8")).toBe(stdout);
  });

  it("passes a long export on without collecting it", async () => {
    const line = `${createEvent({ properties: { text: "x".repeat(60_000) } })}\n`;
    const lineCount = 4000; // 240 MB
    let sentCount = 0;
    const server = await startDataServer((response) => {
      response.setHeader("Content-Type", "application/x-ndjson");
      const pour = (): void => {
        while (sentCount < lineCount) {
          sentCount++;
          if (!response.write(line)) return void response.once("drain", pour);
        }
        response.end();
      };
      pour();
    });
    const home = createHomeWithIds();
    const child = spawn(process.execPath, ["--max-old-space-size=64", MAIN, ...EXPORT], {
      env: createEnvironment(home, server.env),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let bytes = 0;
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      stderr += chunk;
    });
    await once(child.stdout, "readable"); // nobody reads further for a while
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(sentCount).toBeLessThan(lineCount / 2);
    child.stdout.on("data", (chunk) => {
      bytes += chunk.length;
    });
    const [code] = await once(child, "close");
    expect([code, bytes]).toEqual([0, line.length * lineCount]);
    expect(stderr).toContain(`Exported ${lineCount} events`);
  });

  it("ends without an error when the reader of a pipe ends", async () => {
    const server = await startDataServer((response) => {
      response.setHeader("Content-Type", "application/x-ndjson");
      const pour = (): void => {
        while (response.write(TWO_LINES));
        response.once("drain", pour); // it never ends
      };
      pour();
    });
    const home = createHomeWithIds();
    const child = spawn(
      "bash",
      ["-c", `'${process.execPath}' '${MAIN}' export --yes | head -1; exit \${PIPESTATUS[0]}`],
      {
        env: createEnvironment(home, server.env),
      },
    );
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const [code] = await once(child, "close");
    expect([code, output]).toEqual([0, `${createEvent()}\n`]);
  });
});

describe("export fails and writes no file", () => {
  const cutAfter = (text: string): Answer => {
    return (response, { message }) => {
      response.setHeader("Content-Type", "application/x-ndjson").write(text);
      setTimeout(() => message.socket.destroy(), 50);
    };
  };

  it.each<[string, Answer, string]>([
    ["ends the stream early", cutAfter(TWO_LINES), "ended its answer early ("],
    ["ends the stream in a line", exportText(TWO_LINES.slice(0, -1)), "ended early"],
    ["sends a line that is not JSON", exportText(`${TWO_LINES}{cut\n`), "has a line that is no event"],
    ["sends a line that is no object", exportText("[]\n"), "has a line that is no event"],
    ["sends a line without an end", exportText("x".repeat(5_000_000)), "has a line that is too long"],
    ["sends a web page", refuse(200, "<html>", { "Content-Type": "text/html" }), "is not a list of events"],
    ["does not know the path", refuse(404), "takes no such request, as a server of PostHog does not (404)"],
    ["does not accept the key", refuse(401), "does not accept the project's key (401)"],
    ["is busy", refuse(503, "", { "Retry-After": "30" }), "cannot do it now (503); try again in 30 s"],
    ["redirects", refuse(302, "", { Location: "/other" }), "redirects to another address, which is not used"],
  ])("if the server %s", async (_, answer, problem) => {
    const server = await startDataServer(answer);
    const home = createHomeWithIds();
    const folder = createTempFolder();
    const { code, stdout, stderr } = await runCli([...EXPORT, "--out", "events.ndjson"], {
      home,
      cwd: folder,
      env: server.env,
    });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(
      /^codeweaver-telemetry export: .*; ask the author of codeweaver for your events\n$/,
    );
    expect(stderr).toContain(problem);
    expect(stderr).toContain(server.url);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("if %s interrupts the transfer", async (signal) => {
    let isSending = false;
    const server = await startDataServer((response) => {
      response.setHeader("Content-Type", "application/x-ndjson").write(TWO_LINES);
      isSending = true;
    });
    const folder = createTempFolder();
    const isHalf = () =>
      isSending && readdirSync(folder).some((name) => statSync(join(folder, name)).size > 0);
    const { code, stderr } = await runCli([...EXPORT, "--out", "events.ndjson"], {
      home: createHomeWithIds(),
      cwd: folder,
      env: server.env,
      kill: { signal, when: isHalf },
    });
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining(`the request to ${server.url} was interrupted`),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["a folder", "it is no regular file", (folder: string) => mkdirSync(join(folder, "out"))],
    ["in a missing folder", "ENOENT: no such file or directory", (folder: string) => folder],
  ])("if the file is %s, before a request", async (name, problem, create) => {
    const server = await startDataServer(exportText(TWO_LINES));
    const folder = createTempFolder();
    create(folder);
    const out = name === "a folder" ? "out" : "missing/out";
    const { code, stderr } = await runCli([...EXPORT, "--out", out], {
      home: createHomeWithIds(),
      cwd: folder,
      env: server.env,
    });
    expect([code, stderr]).toEqual([
      1,
      `codeweaver-telemetry export: ${out} cannot be written: ${problem}\n`,
    ]);
    expect(server.requests).toEqual([]);
  });

  it("with code 1 and the events if ids may be missing", async () => {
    const server = await startDataServer(exportText(TWO_LINES));
    const home = createHomeWithIds();
    writeFileSync(join(getDataFolder(home), "identity.json"), "{cut", { mode: 0o600 });
    const { code, stdout, stderr } = await runCli(EXPORT, { home, env: server.env });
    expect([code, stdout]).toEqual([1, TWO_LINES]);
    expect(unwrap(stderr)).toContain("Ids may be missing here, because");
  });
});

describe("the question of export", () => {
  it("is a usage error without a terminal and --yes", async () => {
    const server = await startDataServer(exportText(TWO_LINES));
    const run = await runCli(["export"], { home: createHomeWithIds(), env: server.env });
    expect([run.code, run.stdout, server.requests]).toEqual([2, "", []]);
    expect(run.stderr).toContain("--yes has to allow the request\n");
  });

  it.skipIf(!hasTerminals).each([
    ["y\r", 0],
    ["\r", 1],
  ])("is answered on a terminal by %j (skipped without script(1))", async (answer, expectedCode) => {
    const server = await startDataServer(exportText(TWO_LINES));
    const typed = { question: "Send the request? [y/N]", answer };
    const { code, output } = await runNodeOnTerminal([MAIN, "export"], {
      home: createHomeWithIds(),
      env: server.env,
      columns: 60,
      typed,
    });
    expect([code, server.requests.length]).toEqual([expectedCode, expectedCode === 0 ? 1 : 0]);
    expect(unwrap(output)).toContain(`This sends 1 id to ${server.url}, and asks that server for the events`);
    expect(unwrap(output)).toContain("shows the operator of the server that these ids belong together");
    expect(output).toContain(expectedCode === 0 ? createEvent() : "Nothing was sent.");
  });
});
