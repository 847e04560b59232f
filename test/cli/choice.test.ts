/** A person's yes and no: saved, obeyed by what runs, and overridden only by what they are told of. */

import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { createReceiverEnv, MAIN, runCli, runCliJson } from "../support/cli.js";
import { startBlackHole } from "../support/network.js";
import { createEnvironment, createTempFolder, DIST, listFiles, runProgram } from "../support/run.js";

const INDEX = JSON.stringify(join(DIST, "index.js"));
const DISABLE = "CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY";
const spoolOf = (home: string) => join(home, ".data", "codeweaver", "telemetry", "spool");
const capturing = (program: string) => `
  import { getTelemetryClient } from ${INDEX};
  const telemetry = getTelemetryClient();
  await telemetry.ready();
  ${program}
`;

/** A process that does as it is told: `capture`, or `state`. */
function startServer(home: string, env: Record<string, string>) {
  const text = capturing(`
    process.stdin.on("data", (said) => {
      for (const word of String(said).trim().split("\\n")) {
        if (word === "capture") telemetry.capture("e");
        if (word === "flush") telemetry.flush();
        console.log(telemetry.state.status + " " + telemetry.stats().pending);
      }
    });
    console.log(telemetry.state.status + " 0");
  `);
  const child = spawn(process.execPath, ["--input-type=module", "-e", text], {
    env: createEnvironment(home, env),
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const heard = async () => String((await lines.next()).value);
  return {
    child,
    ready: heard,
    async say(word: string): Promise<string> {
      child.stdin.write(`${word}\n`);
      return heard();
    },
  };
}

/** Takes every batch, each after so long. */
async function startSlowServer(milliseconds: number): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume();
    setTimeout(() => response.end("{}"), milliseconds);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: () => requests };
}

describe("disable", () => {
  it("saves the choice with its date, for the person alone, and nothing else", async () => {
    const home = createTempFolder();
    const { code, json } = await runCliJson(["disable"], {
      home,
      env: createReceiverEnv("http://127.0.0.1:9"),
    });
    expect([code, json.state]).toEqual([0, "off"]);
    const file = join(home, ".config", "codeweaver", "telemetry-choice.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      telemetry: "disabled",
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      refused: expect.stringMatching(/Z$/),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(listFiles(home)).toEqual([file]);
  });

  it("throws away what waits, and a later yes does not bring it back", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(capturing('telemetry.capture("before")'), { home, env });
    expect(readdirSync(spoolOf(home))).toHaveLength(1);
    await runCli(["disable"], { home, env });
    expect(readdirSync(spoolOf(home))).toEqual([]);
    await runCli(["enable"], { home, env });
    await runCli(["flush"], { home, env });
    expect(receiver.requests).toEqual([]);
  });

  it("is obeyed within a second by a process that runs, and so is enable after it", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__BATCH_INTERVAL_SECONDS: "1" };
    const server = startServer(home, env);
    expect(await server.ready()).toBe("on 0");
    expect(await server.say("capture")).toBe("on 1");

    await runCli(["disable"], { home, env });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await server.say("state")).toBe("off 0");
    expect(await server.say("capture")).toBe("off 0");
    expect(await server.say("flush")).toBe("off 0");
    await new Promise((resolve) => setTimeout(resolve, 1500)); // the batch's interval, too
    expect(receiver.requests).toEqual([]);
    expect(listFiles(spoolOf(home))).toEqual([]);

    await runCli(["enable"], { home, env });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await server.say("capture")).toBe("on 1");
    await server.say("flush");
    await vi.waitFor(() => expect(receiver.events).toHaveLength(1), 5000);
  });

  it("ends a request that is on its way", async () => {
    const home = createTempFolder();
    const env = {
      ...createReceiverEnv(`http://${await startBlackHole()}`),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
      CODEWEAVER__TELEMETRY__BATCH_SIZE: "1",
    };
    const server = startServer(home, env);
    await server.ready();
    expect(await server.say("capture")).toBe("on 1");
    await runCli(["disable"], { home, env });
    await vi.waitFor(async () => expect(await server.say("state")).toBe("off 0"), {
      timeout: 1000,
      interval: 100,
    });
  });

  it("reaches a process that ends in that moment: it leaves nothing behind to be sent", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    const choice = join(home, ".config", "codeweaver", "telemetry-choice.json");
    mkdirSync(join(home, ".config", "codeweaver"), { recursive: true });
    await runProgram(
      capturing(`
        import { writeFileSync } from "node:fs";
        telemetry.capture("e");
        writeFileSync(${JSON.stringify(choice)}, '{"telemetry":"disabled"}');
        process.exit();
      `),
      { home, env },
    );
    expect(listFiles(home).filter((file) => file.includes("spool"))).toEqual([]);
  });

  it.each([
    ["a batch", "await telemetry.endSession();"],
    ["a question for flags", 'await telemetry.getFeatureFlag("f");'],
  ])("keeps back %s of a process that had no time to hear of it", async (_, end) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const disabling = `
      import { execFileSync } from "node:child_process";
      telemetry.capture("e");
      execFileSync(process.execPath, [${JSON.stringify(MAIN)}, "disable"]);
      ${end}`;
    const run = await runProgram(capturing(disabling), { home, env: createReceiverEnv(receiver.url) });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(receiver.requests).toEqual([]);
  });

  it("is not undone by a yes that follows at once: what was captured before it does not go", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const toggling = `
      import { execFileSync } from "node:child_process";
      telemetry.capture("before");
      for (const verb of ["disable", "enable"]) execFileSync(process.execPath, [${JSON.stringify(MAIN)}, verb]);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      telemetry.capture("after");
      await telemetry.endSession();`;
    await runProgram(capturing(toggling), { home, env: createReceiverEnv(receiver.url) });
    expect(receiver.events.map(({ event }) => event)).toEqual(["after"]);
  });

  it("is heard though it was said while the client was put together", async () => {
    const home = createTempFolder();
    const choice = JSON.stringify(join(home, ".config", "mytool", "telemetry-choice.json"));
    const program = `
      import { createTelemetryClient } from ${INDEX};
      import { mkdirSync, writeFileSync } from "node:fs";
      import { dirname } from "node:path";
      const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x", posthogHost: "https://events.example",
        consent: "opt-out-immediately",
        onNotice: () => { mkdirSync(dirname(${choice}), { recursive: true }); writeFileSync(${choice}, '{"telemetry":"disabled"}'); } });
      await telemetry.ready();
      await new Promise((resolve) => setTimeout(resolve, 100));
      console.log(telemetry.state.reason);`;
    const env = { HTTPS_PROXY: "http://127.0.0.1:9" }; // nothing leaves this machine
    expect((await runProgram(program, { home, env })).stdout).toBe("saved_choice\n");
  });

  it("does not wake a client that was shut down, nor does a yes", async () => {
    const home = createTempFolder();
    const program = capturing(`
      import { execFileSync } from "node:child_process";
      await telemetry.shutdown();
      for (const verb of ["disable", "enable"]) execFileSync(process.execPath, [${JSON.stringify(MAIN)}, verb]);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      console.log(telemetry.state.reason);`);
    expect((await runProgram(program, { home, env: createReceiverEnv("http://127.0.0.1:9") })).stdout).toBe(
      "shut_down\n",
    );
  });

  /** 300 events that wait, and a server that takes a hundred of them a second. */
  async function backlog() {
    const server = await startSlowServer(1000);
    const home = createTempFolder();
    const env = { ...createReceiverEnv(server.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(capturing('for (let i = 0; i < 300; i++) telemetry.capture("e", { i });'), {
      home,
      env,
    });
    return { server, home, env };
  }

  it("stops a flush that is under way, which then does not claim to have done it", async () => {
    const { server, home, env } = await backlog();
    const flushing = runCliJson(["flush"], { home, env });
    await vi.waitFor(() => expect(server.requests()).toBe(1), 5000);
    await runCli(["disable"], { home, env });
    expect(await flushing).toMatchObject({
      code: 1,
      json: { delivered: 0, error: expect.stringContaining("turned off meanwhile") },
    });
    expect(server.requests()).toBe(1);
  });

  it.each(["disable", "forget"])("%s stops a child that is delivering", async (verb) => {
    const { server, home, env } = await backlog();
    const job = {
      folder: spoolOf(home),
      host: server.url,
      apiKey: "phc_x",
      requestTimeoutMs: 5000,
      batchSize: 10,
      maxRetries: 0,
      maxBytes: 1e6,
      maxAgeMs: 1e9,
      obedience: {
        file: join(home, ".config", "codeweaver", "telemetry-choice.json"),
        enabledExplicitly: false,
      },
    };
    const child = runProgram(
      `await import(${JSON.stringify(join(DIST, "bootstrap", "detached-sender.js"))});`,
      {
        home,
        env: { CODEWEAVER_TELEMETRY_SEND_JOB: JSON.stringify(job) },
      },
    );
    await vi.waitFor(() => expect(server.requests()).toBe(1), 5000);
    const flushing = await runCliJson(["flush"], { home, env });
    expect([flushing.code, flushing.json]).toEqual([0, { delivered: 0, lost: {}, left: 0, held: 300 }]);
    await runCli([verb], { home, env });
    expect((await child).code).toBe(0);
    expect(server.requests()).toBe(1);
    expect(listFiles(home).filter((file) => file.includes(".jsonl"))).toEqual([]);
  });

  it("says what overrides it, and fails", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), [DISABLE]: "false" };
    const { code, stdout } = await runCli(["disable"], { home, env });
    expect(code).toBe(1);
    expect(stdout).toContain(`${DISABLE} in your environment says otherwise, and overrides it`);
  });

  it("does not take the working directory for a home, where there is none", async () => {
    const home = createTempFolder();
    const { code, stderr } = await runCli(["disable"], {
      home,
      env: { HOME: "", XDG_CONFIG_HOME: "", XDG_DATA_HOME: "" },
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining("no home folder")]);
    expect(listFiles(home)).toEqual([]);
  });

  it("says so where something else is in the file's place", async () => {
    const home = createTempFolder();
    mkdirSync(join(home, ".config", "codeweaver", "telemetry-choice.json"), { recursive: true });
    const { code, stderr } = await runCli(["disable"], { home });
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^codeweaver-telemetry disable: the choice could not be saved .* set DO_NOT_TRACK=1/,
    );
  });
});

describe("enable", () => {
  it.each([
    ["DO_NOT_TRACK", { DO_NOT_TRACK: "1" }],
    ["the variable", { [DISABLE]: "1" }],
  ])("says that %s keeps it off, and fails", async (_, off) => {
    const { code, stdout } = await runCli(["enable"], {
      home: createTempFolder(),
      env: { ...createReceiverEnv("http://127.0.0.1:9"), ...off },
    });
    expect(code).toBe(1);
    expect(stdout).toContain(`Saved, but telemetry is still off: ${Object.keys(off)[0]}`);
  });

  it("throws away what was kept while the choice was no", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runCli(["disable"], { home, env });
    await runProgram(capturing('telemetry.capture("e")'), { home, env: { ...env, [DISABLE]: "false" } });
    expect(readdirSync(spoolOf(home))).toHaveLength(1);
    await runCli(["enable"], { home, env });
    expect(readdirSync(spoolOf(home))).toEqual([]);
  });

  it("throws nothing away that nobody said no to", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(capturing('telemetry.capture("e")'), { home, env });
    await runCli(["enable"], { home }); // without the key, as for a tool that has it in its own code
    expect(readdirSync(spoolOf(home))).toHaveLength(1);
  });

  it("mends a choice that cannot be read", async () => {
    const home = createTempFolder();
    mkdirSync(join(home, ".config", "codeweaver"), { recursive: true });
    writeFileSync(join(home, ".config", "codeweaver", "telemetry-choice.json"), "{");
    const options = { home, env: createReceiverEnv("http://127.0.0.1:9") };
    expect((await runCli(["status"], options)).code).toBe(1);
    expect((await runCli(["enable"], options)).code).toBe(0);
    expect((await runCli(["status"], options)).code).toBe(0);
  });
});
