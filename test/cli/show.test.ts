/** `show`: what a person reads is what went over the wire, byte for byte. */
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { createReceiverEnv, runCli, runCliJson } from "../support/cli.js";
import { CERTIFICATE, startProxy, startTlsFront } from "../support/network.js";
import { createEnvironment, createTempFolder, DIST, runProgram } from "../support/run.js";

/** Events and a question for flags; twenty of them, so that one body is worth compressing and one is not. */
const program = (end: string) => `
  import { getTelemetryClient, redacted } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  await telemetry.getFeatureFlag("a", { personProperties: { plan: "free" } });
  for (let i = 0; i < 21; i++) telemetry.capture("e", { i, text: redacted("ünï ✓ ".repeat(20)) });
  ${end}
`;

describe("show --sent", () => {
  it.each([
    ["that the process sent itself", "inline", "await telemetry.endSession();"],
    ["that a child sent", "detached", ""],
  ])("has every body %s, as the server received it through a proxy", async (_, delivery, end) => {
    await using receiver = await startReceiver({ flags: { a: true } });
    const url = await startTlsFront(receiver.port);
    const proxy = await startProxy();
    const home = createTempFolder();
    const env = {
      ...createReceiverEnv(url),
      HTTPS_PROXY: `http://${proxy.host}`,
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
      CODEWEAVER__TELEMETRY__DELIVERY: delivery,
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
    };
    await runProgram(program(end), { home, env });
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

  it("has what was refused and what nobody answered, too", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const end = "await telemetry.endSession();";
    const env = {
      ...createReceiverEnv(`${receiver.url}/nowhere`),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
    };
    await runProgram(program(end), { home, env });
    const { json } = await runCliJson(["show", "--sent"], { home, env });
    expect(json.sent.length).toBe(receiver.requests.length);
    expect(new Set(json.sent.map(({ status }: { status: number }) => status))).toEqual(new Set([404]));
  });

  it("has what left a process that was killed for it", async () => {
    const home = createTempFolder();
    let pid = 0;
    const server = createServer((request) => {
      request.resume().on("end", () => process.kill(pid, "SIGKILL"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const env = {
      ...createReceiverEnv(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
    };
    const text = program("await telemetry.endSession();").replace(/await telemetry.getFeatureFlag.*\n/, "");
    const child = spawn(process.execPath, ["--input-type=module", "-e", text], {
      env: createEnvironment(home, env),
    });
    pid = Number(child.pid);
    await new Promise((resolve) => child.on("exit", resolve));
    const { json } = await runCliJson(["show", "--sent"], { home, env });
    expect(json.sent).toMatchObject([{ status: null }]);
    expect(JSON.parse(json.sent[0].body).batch).toHaveLength(10);
  });

  it("cannot be done away with by a project's file", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    writeFileSync(
      join(home, "codeweaver.toml"),
      `[telemetry]\nspool = false\nposthog_host = "${receiver.url}"\nposthog_api_key = "phc_theirs"`,
    );
    await runProgram(program("await telemetry.endSession();"), { home });
    expect((await runCliJson(["show", "--sent"], { home })).json.sent).toHaveLength(receiver.requests.length);
  });

  it("reads well, and says where there is nothing", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "inline" };
    expect((await runCli(["show", "--sent"], { home, env })).stdout).toContain(
      "Nothing of codeweaver left this machine",
    );
    await runProgram(program("await telemetry.endSession();"), { home, env });
    const { stdout } = await runCli(["show", "--sent"], { home, env });
    expect(stdout).toMatch(/UTC {2}POST http:\/\/127\.0\.0\.1:\d+\/batch\/ {2}answered 200/);
    expect(stdout).toContain("10 events, ");
    expect(stdout).toContain("a question for flags");
    expect(stdout).toContain('"text": "ünï ✓ ');
  });

  it("keeps nothing where the person says receipts = false", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = {
      ...createReceiverEnv(receiver.url),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
      CODEWEAVER__TELEMETRY__RECEIPTS: "no",
    };
    await runProgram(program("await telemetry.endSession();"), { home, env });
    expect(receiver.events.length).toBe(22);
    expect((await runCli(["show", "--sent"], { home, env })).stdout).toContain("receipts = false");
    expect((await runCliJson(["show", "--sent"], { home, env })).json.sent).toEqual([]);
  });
});

describe("show --pending", () => {
  it("has the bodies that flush then sends, but for the time of sending", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(program(""), { home, env });
    const asked = receiver.requests.length; // for flags
    const { json } = await runCliJson(["show", "--pending"], { home, env });
    expect(json.pending).toMatchObject([{ heldBy: null, events: 22 }]);
    expect(receiver.requests).toHaveLength(asked); // it is shown, and not sent

    expect((await runCli(["flush"], { home, env })).stdout).toBe("22 events delivered.\n");
    const withoutTime = (text: string) => ({ ...JSON.parse(text), sent_at: "" });
    expect(receiver.requests.slice(asked).map(({ text }) => withoutTime(text))).toEqual([
      withoutTime(json.pending[0].bodies[0]),
    ]);
    expect((await runCli(["show", "--pending"], { home, env })).stdout).toBe("Nothing waits to be sent.\n");
  });

  it("has one body for each request that a large backlog takes", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(program("for (let i = 0; i < 230; i++) telemetry.capture(String(i));"), { home, env });
    const { json } = await runCliJson(["show", "--pending"], { home, env });
    const asked = receiver.requests.length;
    await runCli(["flush"], { home, env });
    const sizes = (texts: string[]) => texts.map((text) => JSON.parse(text).batch.length);
    expect(sizes(json.pending[0].bodies)).toEqual([100, 100, 52]);
    expect(sizes(receiver.requests.slice(asked).map(({ text }) => text))).toEqual([100, 100, 52]);
  });

  it("has what waits for another server as events, and both kinds are shown where neither is asked for", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(program(""), { home, env });
    const { json } = await runCliJson(["show"], { home, env: createReceiverEnv("http://127.0.0.1:8") });
    expect(json).toMatchObject({ sent: [], pending: [{ bodies: null, events: 21 }] });
    expect(json.pending[0].envelopes[0]).toMatchObject({ event: "e", properties: { i: 0 } });
  });

  it("passes over what a crash has cut", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(program(""), { home, env });
    const spool = join(home, ".data", "codeweaver", "telemetry", "spool");
    writeFileSync(join(spool, "1795272444146-e23b58e4-23264490.jsonl"), '\n{"uuid":"cut');
    writeFileSync(join(spool, "notes.txt"), "a person's own");
    expect((await runCliJson(["show", "--pending"], { home, env })).json.pending).toHaveLength(1);
  });
});
