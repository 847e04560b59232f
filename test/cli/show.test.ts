/** `show`: it prints exactly the bytes that were sent. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createReceiverEnv, runCli, runCliJson } from "../support/cli.js";
import { CERTIFICATE, startProxy, startTlsFront } from "../support/network.js";
import { startReceiver } from "../support/receiver.js";
import { createEnvironment, DIST, listFiles, runProgram } from "../support/run.js";
import { startTestServer } from "../support/test-server.js";
import { createUsedHome } from "../support/used-home.js";

/** Requests a flag and captures 21 events, so that one body is large enough to be compressed and one is not. */
const createProgram = (code: string) => `
  import { getTelemetryClient, redacted } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  await telemetry.getFeatureFlag("a", { personProperties: { plan: "free" } });
  for (let i = 0; i < 21; i++) telemetry.capture("e", { i, text: redacted("ünï ✓ ".repeat(20)) });
  ${code}
`;

describe("show --sent", () => {
  it.each([
    ["that the process sends itself", "inline", "await telemetry.endSession();"],
    ["that a child process sends", "detached", ""],
  ])("prints every body %s as the server receives it through a proxy", async (_, delivery, end) => {
    await using receiver = await startReceiver({ flags: { a: true } });
    const url = await startTlsFront(receiver.port);
    const proxy = await startProxy();
    const home = createUsedHome();
    const env = {
      ...createReceiverEnv(url),
      HTTPS_PROXY: `http://${proxy.host}`,
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
      CODEWEAVER__TELEMETRY__DELIVERY: delivery,
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
    };
    await runProgram(createProgram(end), { home, env });
    await expect.poll(() => receiver.events.length, { timeout: 10_000 }).toBe(22);
    await expect
      .poll(
        async () =>
          (await runCliJson(["show", "--sent"], { home, env })).json.sent.every(
            ({ status }: { status: unknown }) => status === 200,
          ),
        { timeout: 5000 },
      )
      .toBe(true);
    const { json } = await runCliJson(["show", "--sent"], { home, env });
    const received = receiver.requests.map(({ method, path, body, text, status }) => ({
      method,
      url: `${url}${path}`,
      base64: body.toString("base64"),
      body: text,
      status,
    }));
    expect(received.length).toBeGreaterThan(1);
    expect(json.sent).toEqual(received.map((request) => ({ time: expect.any(String), ...request })));
    expect(proxy.tunnels.length).toBeGreaterThan(0);
  });

  it("prints requests that the server refuses, too", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const end = "await telemetry.endSession();";
    const env = {
      ...createReceiverEnv(`${receiver.url}/nowhere`),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
    };
    await runProgram(createProgram(end), { home, env });
    const { json } = await runCliJson(["show", "--sent"], { home, env });
    expect(json.sent.length).toBe(receiver.requests.length);
    expect(new Set(json.sent.map(({ status }: { status: number }) => status))).toEqual(new Set([404]));
  });

  it("prints a request of a process that is killed while it sends", async () => {
    const home = createUsedHome();
    let pid = 0;
    const url = await startTestServer((request) => {
      request.resume().on("end", () => process.kill(pid, "SIGKILL"));
    });
    const env = {
      ...createReceiverEnv(url),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
    };
    const text = createProgram("await telemetry.endSession();").replace(
      /await telemetry.getFeatureFlag.*\n/,
      "",
    );
    const child = spawn(process.execPath, ["--input-type=module", "-e", text], {
      env: createEnvironment(home, env),
    });
    pid = Number(child.pid);
    await new Promise((resolve) => child.on("exit", resolve));
    const { json } = await runCliJson(["show", "--sent"], { home, env });
    expect(json.sent).toMatchObject([{ status: null }]);
    expect(JSON.parse(json.sent[0].body).batch).toHaveLength(10);
  });

  it("prints requests although a project's file turns the spool off", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    writeFileSync(
      join(home, "codeweaver.toml"),
      `[telemetry]\nspool = false\nposthog_host = "${receiver.url}"\nposthog_api_key = "phc_theirs"`,
    );
    await runProgram(createProgram("await telemetry.endSession();"), { home });
    expect((await runCliJson(["show", "--sent"], { home })).json.sent).toHaveLength(receiver.requests.length);
  });

  it("prints a readable page, and explains when there is nothing to print", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "inline" };
    expect((await runCli(["show", "--sent"], { home, env })).stdout).toContain(
      "Nothing was sent by codeweaver",
    );
    await runProgram(createProgram("await telemetry.endSession();"), { home, env });
    const { stdout } = await runCli(["show", "--full", "--sent"], { home, env });
    expect(stdout).toMatch(/UTC {2}POST http:\/\/127\.0\.0\.1:\d+\/batch\/ {2}answered 200/);
    expect(stdout).toContain("10 events, ");
    expect(stdout).toContain("a flag request");
    expect(stdout).toContain('"text": "ünï ✓ ');
  });

  it("prints nothing when the person sets receipts = false", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = {
      ...createReceiverEnv(receiver.url),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
      CODEWEAVER__TELEMETRY__RECEIPTS: "no",
    };
    await runProgram(createProgram("await telemetry.endSession();"), { home, env });
    expect(receiver.events.length).toBe(22);
    expect((await runCli(["show", "--sent"], { home, env })).stdout).toContain("receipts = false");
    expect((await runCliJson(["show", "--sent"], { home, env })).json.sent).toEqual([]);
  });
});

describe("show --pending", () => {
  it("prints the bodies that flush then sends, except for the time of sending", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(createProgram(""), { home, env });
    const flagRequestCount = receiver.requests.length;
    const readFiles = () => listFiles(home).map((file) => [file, readFileSync(file, "utf8")]);
    const filesBefore = readFiles();
    const { json } = await runCliJson(["show", "--pending"], { home, env });
    expect(json.pending).toMatchObject([{ heldBy: null, events: 22 }]);
    expect(receiver.requests).toHaveLength(flagRequestCount);
    expect(readFiles()).toEqual(filesBefore);

    expect((await runCli(["flush"], { home, env })).stdout).toBe("22 events were delivered.\n");
    const withoutTime = (text: string) => ({ ...JSON.parse(text), sent_at: "" });
    expect(receiver.requests.slice(flagRequestCount).map(({ text }) => withoutTime(text))).toEqual([
      withoutTime(json.pending[0].bodies[0]),
    ]);
    expect((await runCli(["show", "--pending"], { home, env })).stdout).toBe("Nothing is pending.\n");
  });

  it("prints one body for each request that a large backlog needs", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(createProgram("for (let i = 0; i < 230; i++) telemetry.capture(String(i));"), {
      home,
      env,
    });
    const { json } = await runCliJson(["show", "--pending"], { home, env });
    const flagRequestCount = receiver.requests.length;
    await runCli(["flush"], { home, env });
    const sizes = (texts: string[]) => texts.map((text) => JSON.parse(text).batch.length);
    expect(sizes(json.pending[0].bodies)).toEqual([100, 100, 52]);
    expect(sizes(receiver.requests.slice(flagRequestCount).map(({ text }) => text))).toEqual([100, 100, 52]);
  });

  it("prints events for another server without bodies, and both lists without a flag", async () => {
    const home = createUsedHome();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(createProgram(""), { home, env });
    const { json } = await runCliJson(["show"], { home, env: createReceiverEnv("http://127.0.0.1:8") });
    expect(json).toMatchObject({ sent: [], pending: [{ bodies: null, events: 21 }] });
    expect(json.pending[0].envelopes[0]).toMatchObject({ event: "e", properties: { i: 0 } });
  });

  it("skips a line that a crash has cut", async () => {
    const home = createUsedHome();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(createProgram(""), { home, env });
    const spool = join(home, ".data", "codeweaver", "telemetry", "spool");
    writeFileSync(join(spool, "1795272444146-e23b58e4-23264490.jsonl"), '\n{"uuid":"cut');
    writeFileSync(join(spool, "notes.txt"), "a person's own");
    expect((await runCliJson(["show", "--pending"], { home, env })).json.pending).toHaveLength(1);
  });
});
