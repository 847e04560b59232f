/** A person's yes and no: saved, obeyed by what runs, and overridden only by what they are told of. */
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { POLICY_DATE } from "../../src/version.js";
import { askCli, runCli, sendingTo } from "../support/cli.js";
import { blackHole } from "../support/network.js";
import { DIST, emptyFolder, environmentIn, filesIn, runProgram } from "../support/run.js";

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
    env: environmentIn(home, env),
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

describe("disable", () => {
  it("saves the choice with its date and the policy's, for the person alone", async () => {
    const home = emptyFolder();
    const { code, said } = await askCli(["disable"], { home, env: sendingTo("http://127.0.0.1:9") });
    expect([code, said.state]).toEqual([0, "off"]);
    const file = join(home, ".config", "codeweaver", "telemetry-choice.json");
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({
      telemetry: "disabled",
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      policy: POLICY_DATE,
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(filesIn(home)).toEqual([file]);
  });

  it("throws away what waits, and a later yes does not bring it back", async () => {
    await using receiver = await startReceiver();
    const home = emptyFolder();
    const env = { ...sendingTo(receiver.url), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
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
    const home = emptyFolder();
    const env = { ...sendingTo(receiver.url), CODEWEAVER__TELEMETRY__BATCH_INTERVAL_SECONDS: "1" };
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
    expect(filesIn(spoolOf(home))).toEqual([]);

    await runCli(["enable"], { home, env });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(await server.say("capture")).toBe("on 1");
    await server.say("flush");
    await vi.waitFor(() => expect(receiver.events).toHaveLength(1), 5000);
  });

  it("ends a request that is on its way", async () => {
    const home = emptyFolder();
    const env = {
      ...sendingTo(`http://${await blackHole()}`),
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
    const home = emptyFolder();
    const env = { ...sendingTo("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
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
    expect(filesIn(home).filter((file) => file.includes("spool"))).toEqual([]);
  });

  it("stops a child that is delivering", async () => {
    await using receiver = await startReceiver();
    const home = emptyFolder();
    const env = sendingTo(receiver.url);
    const order = {
      folder: spoolOf(home),
      host: receiver.url,
      apiKey: "phc_x",
      requestTimeoutMs: 5000,
      batchSize: 10,
      maxRetries: 0,
      maxBytes: 1e6,
      maxAgeMs: 1e9,
      choiceFile: join(home, ".config", "codeweaver", "telemetry-choice.json"),
      enabledExplicitly: false,
    };
    await runProgram(capturing('telemetry.capture("e")'), {
      home,
      env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "spool" },
    });
    const deliver = () =>
      runProgram(`await import(${JSON.stringify(join(DIST, "client", "detached-courier.js"))});`, {
        home,
        env: { CODEWEAVER_TELEMETRY_ORDER: JSON.stringify(order) },
      });
    mkdirSync(join(home, ".config", "codeweaver"), { recursive: true });
    writeFileSync(order.choiceFile, '{"telemetry":"disabled"}');
    await deliver();
    expect(receiver.requests).toEqual([]);
    writeFileSync(order.choiceFile, '{"telemetry":"enabled"}');
    await deliver();
    expect(receiver.events).toHaveLength(1);
  });

  it("says what overrides it, and fails", async () => {
    const home = emptyFolder();
    const env = { ...sendingTo("http://127.0.0.1:9"), [DISABLE]: "false" };
    const { code, stdout } = await runCli(["disable"], { home, env });
    expect(code).toBe(1);
    expect(stdout).toContain(`${DISABLE}=false in your environment overrides it`);
  });

  it("says so where something else is in the file's place", async () => {
    const home = emptyFolder();
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
      home: emptyFolder(),
      env: { ...sendingTo("http://127.0.0.1:9"), ...off },
    });
    expect(code).toBe(1);
    expect(stdout).toContain(`Saved, but telemetry is still off: ${Object.keys(off)[0]}`);
  });

  it("throws nothing away that nobody said no to", async () => {
    const home = emptyFolder();
    const env = { ...sendingTo("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "spool" };
    await runProgram(capturing('telemetry.capture("e")'), { home, env });
    await runCli(["enable"], { home }); // without the key, as for a tool that has it in its own code
    expect(readdirSync(spoolOf(home))).toHaveLength(1);
  });

  it("mends a choice that cannot be read", async () => {
    const home = emptyFolder();
    mkdirSync(join(home, ".config", "codeweaver"), { recursive: true });
    writeFileSync(join(home, ".config", "codeweaver", "telemetry-choice.json"), "{");
    const options = { home, env: sendingTo("http://127.0.0.1:9") };
    expect((await runCli(["status"], options)).code).toBe(1);
    expect((await runCli(["enable"], options)).code).toBe(0);
    expect((await runCli(["status"], options)).code).toBe(0);
  });
});
