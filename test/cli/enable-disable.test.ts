/** `enable` and `disable`: the choice is saved, running processes follow it, and a setting that overrides it is named. */
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { JOB_ENV, type SendJob } from "../../src/delivery/sender-process.js";
import { createReceiverEnv, MAIN, runCli, runCliJson, unwrap } from "../support/cli.js";
import { startBlackHole } from "../support/network.js";
import { startReceiver } from "../support/receiver.js";
import { createEnvironment, createTempFolder, DIST, listFiles, runProgram } from "../support/run.js";
import { startTestServer } from "../support/test-server.js";
import { createUsedHome } from "../support/used-home.js";

const INDEX = JSON.stringify(join(DIST, "index.js"));
const DISABLE = "CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY";
const getSpoolFolder = (home: string) => join(home, ".data", "codeweaver", "telemetry", "spool");
const createProgram = (code: string) => `
  import { getTelemetryClient } from ${INDEX};
  const telemetry = getTelemetryClient();
  await telemetry.ready();
  ${code}
`;

/** Starts a process that executes the commands `capture`, `flush` and `state`, and answers each with its state. */
function startTool(home: string, env: Record<string, string>) {
  const text = createProgram(`
    process.stdin.on("data", (input) => {
      for (const word of String(input).trim().split("\\n")) {
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
  const readLine = async () => String((await lines.next()).value);
  return {
    child,
    ready: readLine,
    async send(word: string): Promise<string> {
      child.stdin.write(`${word}\n`);
      return readLine();
    },
  };
}

/** Starts a server that accepts every batch after a delay. */
async function startSlowServer(delayMs: number): Promise<{ url: string; requests: () => number }> {
  let requests = 0;
  const url = await startTestServer((request, response) => {
    requests++;
    request.resume();
    setTimeout(() => response.end("{}"), delayMs);
  });
  return { url, requests: () => requests };
}

describe("disable", () => {
  it("deletes nothing behind a link in place of the spool or of its parent, and says so", async () => {
    for (const link of ["telemetry/spool", "telemetry"]) {
      const [home, aside] = [createTempFolder(), createTempFolder()];
      const name = "1700000000000-00000000-0000abcd.jsonl";
      mkdirSync(join(aside, "spool"));
      for (const path of [join(aside, name), join(aside, "spool", name)]) writeFileSync(path, "{}");
      const path = join(home, ".data", "codeweaver", link);
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      symlinkSync(aside, path);
      const { code, stdout } = await runCli(["disable"], { home });
      expect(code).toBe(1);
      expect(unwrap(stdout)).toContain(`Pending events could not be deleted (${path} is a link)`);
      expect(listFiles(aside)).toHaveLength(2);
    }
  });

  it("deletes the events of the spool, and no folder or file that is not telemetry's", async () => {
    const home = createTempFolder();
    const spool = getSpoolFolder(home);
    mkdirSync(join(spool, "1700000000000-00000000-0000abcd.jsonl"), { recursive: true, mode: 0o700 });
    writeFileSync(join(spool, "1700000000000-00000000-0000abcd.jsonl", "notes.txt"), "theirs");
    const own = ["1700000000000-00000001-0000abcd.jsonl", "sender-0000abcd.lock", "breaker-0000abcd.json"];
    for (const name of [...own, "notes.txt"]) writeFileSync(join(spool, name), "{}");
    const { code, stdout } = await runCli(["disable"], { home });
    expect(code).toBe(0);
    expect(unwrap(stdout)).toMatch(
      /Pending events were deleted\. Not deleted, because telemetry did not create it: \S+0000abcd\.jsonl, \S+notes\.txt\./,
    );
    expect(readdirSync(spool).toSorted()).toEqual(["1700000000000-00000000-0000abcd.jsonl", "notes.txt"]);
  });

  it("saves only the choice and its date, in a file that other accounts cannot read", async () => {
    const home = createTempFolder();
    const { code, json } = await runCliJson(["disable"], {
      home,
      env: createReceiverEnv("http://127.0.0.1:9"),
    });
    expect([code, json.state]).toEqual([0, "off"]);
    const file = join(home, ".config", "codeweaver", "telemetry-choice.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      version: 1,
      telemetry: "disabled",
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      refused: expect.stringMatching(/Z$/),
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(listFiles(home)).toEqual([file]);
  });

  it("deletes pending events, which enable does not restore", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(createProgram('telemetry.capture("before")'), { home, env });
    expect(readdirSync(getSpoolFolder(home))).toHaveLength(1);
    await runCli(["disable"], { home, env });
    expect(readdirSync(getSpoolFolder(home))).toEqual([]);
    await runCli(["enable"], { home, env });
    await runCli(["flush"], { home, env });
    expect(receiver.requests).toEqual([]);
  });

  it("stops a running process within a second, and enable starts it again", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__BATCH_INTERVAL_SECONDS: "1" };
    const tool = startTool(home, env);
    expect(await tool.ready()).toBe("on 0");
    expect(await tool.send("capture")).toBe("on 1");

    await runCli(["disable"], { home, env });
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await tool.send("state")).toBe("off 0");
    expect(await tool.send("capture")).toBe("off 0");
    expect(await tool.send("flush")).toBe("off 0");
    await new Promise((resolve) => setTimeout(resolve, 1500)); // longer than the batch interval
    expect(receiver.requests).toEqual([]);
    expect(listFiles(getSpoolFolder(home))).toEqual([]);

    await runCli(["enable"], { home, env });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await tool.send("capture")).toBe("on 1");
    await tool.send("flush");
    await vi.waitFor(() => expect(receiver.events).toHaveLength(1), 5000);
  });

  it("aborts a request in flight", async () => {
    const home = createTempFolder();
    const env = {
      ...createReceiverEnv(`http://${await startBlackHole()}`),
      CODEWEAVER__TELEMETRY__DELIVERY: "inline",
      CODEWEAVER__TELEMETRY__BATCH_SIZE: "1",
    };
    const tool = startTool(home, env);
    await tool.ready();
    expect(await tool.send("capture")).toBe("on 1");
    await runCli(["disable"], { home, env });
    await vi.waitFor(async () => expect(await tool.send("state")).toBe("off 0"), {
      timeout: 1000,
      interval: 100,
    });
  });

  it("stops a process that ends at the same moment from writing pending events", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    const choice = join(home, ".config", "codeweaver", "telemetry-choice.json");
    mkdirSync(join(home, ".config", "codeweaver"), { recursive: true });
    await runProgram(
      createProgram(`
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
    ["a flag request", 'await telemetry.getFeatureFlag("f");'],
  ])("stops %s of a process that has not noticed the choice yet", async (_, end) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const disabling = `
      import { execFileSync } from "node:child_process";
      telemetry.capture("e");
      execFileSync(process.execPath, [${JSON.stringify(MAIN)}, "disable"]);
      ${end}`;
    const run = await runProgram(createProgram(disabling), { home, env: createReceiverEnv(receiver.url) });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(receiver.requests).toEqual([]);
  });

  it("discards earlier events even when enable follows at once", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const toggling = `
      import { execFileSync } from "node:child_process";
      telemetry.capture("before");
      for (const name of ["disable", "enable"]) execFileSync(process.execPath, [${JSON.stringify(MAIN)}, name]);
      await new Promise((resolve) => setTimeout(resolve, 1000));
      telemetry.capture("after");
      await telemetry.endSession();`;
    await runProgram(createProgram(toggling), { home, env: createReceiverEnv(receiver.url) });
    expect(receiver.events.map(({ event }) => event)).toEqual(["after"]);
  });

  it("is noticed when it happens while the client is created", async () => {
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
    const env = { HTTPS_PROXY: "http://127.0.0.1:9" }; // so that nothing is sent over the network
    expect((await runProgram(program, { home, env })).stdout).toBe("saved_choice\n");
  });

  it("does not restart a client that was shut down, and neither does enable", async () => {
    const home = createTempFolder();
    const program = createProgram(`
      import { execFileSync } from "node:child_process";
      await telemetry.shutdown();
      for (const name of ["disable", "enable"]) execFileSync(process.execPath, [${JSON.stringify(MAIN)}, name]);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      console.log(telemetry.state.reason);`);
    expect((await runProgram(program, { home, env: createReceiverEnv("http://127.0.0.1:9") })).stdout).toBe(
      "shut_down\n",
    );
  });

  /** Creates 300 pending events, and a server whose answers take longer than two subcommands on a busy machine. */
  async function createBacklog() {
    const server = await startSlowServer(3000);
    const home = createUsedHome();
    const env = { ...createReceiverEnv(server.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(createProgram('for (let i = 0; i < 300; i++) telemetry.capture("e", { i });'), {
      home,
      env,
    });
    return { server, home, env };
  }

  it("stops a running flush, which then exits with 1", async () => {
    const { server, home, env } = await createBacklog();
    const flushing = runCliJson(["flush"], { home, env });
    await vi.waitFor(() => expect(server.requests()).toBe(1), 5000);
    await runCli(["disable"], { home, env });
    expect(await flushing).toMatchObject({
      code: 1,
      json: { delivered: 0, error: expect.stringContaining("turned off meanwhile") },
    });
    expect(server.requests()).toBe(1);
  });

  it.each(["disable", "forget"])("%s stops a child process that is sending", async (subcommand) => {
    const { server, home, env } = await createBacklog();
    const job: SendJob = {
      folder: getSpoolFolder(home),
      host: server.url,
      apiKey: "phc_x",
      proxy: undefined,
      wireFormat: "posthog",
      otlp: undefined,
      requestTimeoutMs: 5000,
      batchSize: 10,
      maxRetries: 0,
      backoffFactor: 2,
      maxBytes: 1e6,
      maxAgeMs: 1e9,
      requestLogFolder: undefined,
      consentSnapshot: {
        file: join(home, ".config", "codeweaver", "telemetry-choice.json"),
        signature: "",
        optOutDate: undefined,
        isForcedOn: false,
      },
    };
    const child = runProgram(`await import(${JSON.stringify(join(DIST, "detached-sender.cjs"))});`, {
      home,
      env: { [JOB_ENV]: JSON.stringify(job) },
    });
    await vi.waitFor(() => expect(server.requests()).toBe(1), 5000);
    const flushing = await runCliJson(["flush"], { home, env });
    expect([flushing.code, flushing.json]).toEqual([0, { delivered: 0, lost: {}, left: 0, held: 300 }]);
    await runCli([subcommand], { home, env });
    expect((await child).code).toBe(0);
    expect(server.requests()).toBe(1);
    expect(listFiles(home).filter((file) => file.includes(".jsonl"))).toEqual([]);
  });

  it("names the variable that overrides it, and exits with 1", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), [DISABLE]: "false" };
    const { code, stdout } = await runCli(["disable"], { home, env });
    expect(code).toBe(1);
    expect(unwrap(stdout)).toContain(`${DISABLE} in the environment overrides your choice.`);
  });

  it("does not use the working directory when there is no home folder", async () => {
    const home = createTempFolder();
    const { code, stderr } = await runCli(["disable"], {
      home,
      env: { HOME: "", XDG_CONFIG_HOME: "", XDG_DATA_HOME: "" },
    });
    expect([code, stderr]).toEqual([1, expect.stringContaining("no home folder")]);
    expect(listFiles(home)).toEqual([]);
  });

  it("suggests a variable when there is no home folder", async () => {
    const env = { HOME: "", XDG_CONFIG_HOME: "", XDG_DATA_HOME: "" };
    const run = async (name: string) => (await runCli([name], { home: createTempFolder(), env })).stderr;
    expect(await run("disable")).toContain("set DO_NOT_TRACK=1 instead");
    expect(await run("enable")).toContain(`set ${DISABLE}=false instead`);
  });

  it("explains that a folder is in the place of its file", async () => {
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
    ["the environment variable", { [DISABLE]: "1" }],
  ])("names %s, which keeps telemetry off, and exits with 1", async (_, off) => {
    const { code, stdout } = await runCli(["enable"], {
      home: createTempFolder(),
      env: { ...createReceiverEnv("http://127.0.0.1:9"), ...off },
    });
    expect(code).toBe(1);
    expect(stdout).toContain("Your choice is saved, but codeweaver telemetry is still off.");
    expect(stdout).toContain(`To turn it on: unset ${Object.keys(off)[0]}`);
  });

  it("deletes events that were captured while the choice was disabled", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runCli(["disable"], { home, env });
    await runProgram(createProgram('telemetry.capture("e")'), { home, env: { ...env, [DISABLE]: "false" } });
    expect(readdirSync(getSpoolFolder(home))).toHaveLength(1);
    await runCli(["enable"], { home, env });
    expect(readdirSync(getSpoolFolder(home))).toEqual([]);
  });

  it("keeps pending events when the person has not opted out", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(createProgram('telemetry.capture("e")'), { home, env });
    await runCli(["enable"], { home }); // without the key, which some tools have in their own code
    expect(readdirSync(getSpoolFolder(home))).toHaveLength(1);
  });

  it("replaces a choice that cannot be read", async () => {
    const home = createTempFolder();
    mkdirSync(join(home, ".config", "codeweaver"), { recursive: true });
    writeFileSync(join(home, ".config", "codeweaver", "telemetry-choice.json"), "{");
    const options = { home, env: createReceiverEnv("http://127.0.0.1:9") };
    expect((await runCli(["status"], options)).code).toBe(1);
    expect((await runCli(["enable"], options)).code).toBe(0);
    expect((await runCli(["status"], options)).code).toBe(0);
  });
});
