/** `show`: what a person reads is what went over the wire, byte for byte. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { askCli, runCli, sendingTo } from "../support/cli.js";
import { CERTIFICATE, httpProxy, tlsFront } from "../support/network.js";
import { DIST, emptyFolder, runProgram } from "../support/run.js";

/** Events and a question for flags; twenty of them, so that one body is worth compressing and one is not. */
const program = (end: string) => `
  import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  await telemetry.getFeatureFlag("a", { personProperties: { plan: "free" } });
  for (let i = 0; i < 21; i++) telemetry.capture("e", { i, text: "ünï ✓ ".repeat(20) });
  ${end}
`;

describe("show --sent", () => {
  it.each([
    ["that the process sent itself", "inline", "await telemetry.endSession();"],
    ["that a child sent", "detached", ""],
  ])("has every body %s, as the server received it through a proxy", async (_, delivery, end) => {
    await using receiver = await startReceiver({ flags: { a: true } });
    const url = await tlsFront(receiver.port);
    const proxy = await httpProxy();
    const home = emptyFolder();
    const env = {
      ...sendingTo(url),
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
          (await askCli(["show", "--sent"], { home, env })).said.sent.every(
            ({ status }: { status: unknown }) => status === 200,
          ),
        { timeout: 5000 },
      )
      .toBe(true);
    const { said } = await askCli(["show", "--sent"], { home, env });
    const received = receiver.requests.map(({ method, path, body, text, status }) => ({
      method,
      url: `${url}${path}`,
      base64: body.toString("base64"),
      body: text,
      status,
    }));
    expect(received.length).toBeGreaterThan(1);
    expect(said.sent).toEqual(received.map((request) => ({ time: expect.any(String), ...request })));
    expect(proxy.asked.length).toBeGreaterThan(0);
  });

  it("has what was refused and what nobody answered, too", async () => {
    await using receiver = await startReceiver();
    const home = emptyFolder();
    const end = "await telemetry.endSession();";
    const env = {
      ...sendingTo(`${receiver.url}/nowhere`),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
    };
    await runProgram(program(end), { home, env });
    const { said } = await askCli(["show", "--sent"], { home, env });
    expect(said.sent.length).toBe(receiver.requests.length);
    expect(new Set(said.sent.map(({ status }: { status: number }) => status))).toEqual(new Set([404]));
  });

  it("reads well, and says where there is nothing", async () => {
    await using receiver = await startReceiver();
    const home = emptyFolder();
    const env = { ...sendingTo(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "inline" };
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
    const home = emptyFolder();
    const env = {
      ...sendingTo(receiver.url),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
      CODEWEAVER__TELEMETRY__RECEIPTS: "no",
    };
    await runProgram(program("await telemetry.endSession();"), { home, env });
    expect(receiver.events.length).toBe(22);
    expect((await runCli(["show", "--sent"], { home, env })).stdout).toContain("receipts = false");
    expect((await askCli(["show", "--sent"], { home, env })).said.sent).toEqual([]);
  });
});

describe("show --pending", () => {
  it("has the bodies that flush then sends, but for the time of sending", async () => {
    await using receiver = await startReceiver();
    const home = emptyFolder();
    const env = { ...sendingTo(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(program(""), { home, env });
    const asked = receiver.requests.length; // for flags
    const { said } = await askCli(["show", "--pending"], { home, env });
    expect(said.pending).toMatchObject([{ heldBy: null, events: 22 }]);
    expect(receiver.requests).toHaveLength(asked); // it is shown, and not sent

    expect((await runCli(["flush"], { home, env })).stdout).toBe("22 events delivered.\n");
    const withoutTime = (text: string) => ({ ...JSON.parse(text), sent_at: "" });
    expect(receiver.requests.slice(asked).map(({ text }) => withoutTime(text))).toEqual([
      withoutTime(said.pending[0].body),
    ]);
    expect((await runCli(["show", "--pending"], { home, env })).stdout).toBe("Nothing waits to be sent.\n");
  });

  it("has what waits for another server as events, and both kinds are shown where neither is asked for", async () => {
    const home = emptyFolder();
    const env = { ...sendingTo("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(program(""), { home, env });
    const { said } = await askCli(["show"], { home, env: sendingTo("http://127.0.0.1:8") });
    expect(said).toMatchObject({ sent: [], pending: [{ body: null, events: 21 }] });
    expect(said.pending[0].envelopes[0]).toMatchObject({ event: "e", properties: { i: 0 } });
  });

  it("passes over what a crash has cut", async () => {
    const home = emptyFolder();
    const env = { ...sendingTo("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(program(""), { home, env });
    const spool = join(home, ".data", "codeweaver", "telemetry", "spool");
    writeFileSync(join(spool, "1795272444146-e23b58e4-23264490.jsonl"), '\n{"uuid":"cut');
    writeFileSync(join(spool, "notes.txt"), "a person's own");
    expect((await askCli(["show", "--pending"], { home, env })).said.pending).toHaveLength(1);
  });
});
