/** `status`: its report agrees with the behaviour of a tool under the same settings. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createReceiverEnv, runCli, runCliJson, unwrap } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createFolderWithFiles, DIST, listFiles, runProgram } from "../support/run.js";
import { createUsedHome } from "../support/used-home.js";

/** Captures one event and prints the state of the client. */
const PROGRAM = `
  import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  telemetry.capture("e");
  await telemetry.ready();
  const { state } = telemetry;
  await telemetry.endSession();
  console.log(JSON.stringify(state));
`;

const CHOICE = ".config/codeweaver/telemetry-choice.json";
const PERSON = ".config/codeweaver/codeweaver.toml";
const PROJECT = "codeweaver.toml";
const DISABLE = "CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY";

interface Case {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The exit code of `status`: 1 when telemetry is off because of a fault. */
  readonly code: 0 | 1;
}

describe("status agrees with a tool under the same settings", () => {
  it.each<[string, string, Case]>([
    ["no setting", "on", { code: 0 }],
    ["DO_NOT_TRACK", "do_not_track", { env: { DO_NOT_TRACK: "1" }, code: 0 }],
    ["DO_NOT_TRACK=0", "on", { env: { DO_NOT_TRACK: "0" }, code: 0 }],
    ["the full name of the variable", "disabled", { env: { [DISABLE]: "true" }, code: 0 }],
    ["its short name", "disabled", { env: { CODEWEAVER_TELEMETRY_DISABLED: "1" }, code: 0 }],
    ["a variable that is neither yes nor no", "disabled", { env: { [DISABLE]: "ture" }, code: 0 }],
    ["the saved choice", "saved_choice", { files: { [CHOICE]: '{"telemetry":"disabled"}' }, code: 0 }],
    ["a yes", "on", { files: { [CHOICE]: '{"telemetry":"enabled"}' }, code: 0 }],
    ["a damaged choice", "unreadable_file", { files: { [CHOICE]: '{"tele' }, code: 1 }],
    [
      "a choice that the environment overrides",
      "on",
      { files: { [CHOICE]: '{"telemetry":"disabled"}' }, env: { [DISABLE]: "false" }, code: 0 },
    ],
    [
      "the project's file",
      "disabled",
      { files: { [PROJECT]: "[telemetry]\ndisable_telemetry = true" }, code: 0 },
    ],
    [
      "the person's file",
      "disabled",
      { files: { [PERSON]: "[telemetry]\ndisable_telemetry = true" }, code: 0 },
    ],
    ["a file that is no TOML", "unreadable_file", { files: { [PROJECT]: "[telemetry" }, code: 1 }],
    ["a misspelt key", "invalid_setting", { files: { [PROJECT]: "[telemetry]\nbatch_sise = 1" }, code: 1 }],
    [
      "a proxy that cannot be used",
      "unusable_proxy",
      {
        env: {
          CODEWEAVER__TELEMETRY__POSTHOG_HOST: "https://localhost:9",
          HTTPS_PROXY: "socks5://127.0.0.1:1",
        },
        code: 1,
      },
    ],
    [
      "no key",
      "no_key",
      { env: { CODEWEAVER_POSTHOG_API_KEY: "", CODEWEAVER__TELEMETRY__POSTHOG_HOST: "" }, code: 0 },
    ],
    ["a host without a key beside it", "no_key", { env: { CODEWEAVER_POSTHOG_API_KEY: "" }, code: 1 }],
  ])("%s: %s", async (_, expected, { files = {}, env = {}, code }) => {
    await using receiver = await startReceiver();
    const home = createFolderWithFiles(files);
    const options = { home, env: { ...createReceiverEnv(receiver.url), ...env } };
    const before = listFiles(home);
    const status = await runCliJson(["status"], options);
    expect(listFiles(home)).toEqual(before); // no file is created
    expect(receiver.requests).toEqual([]);

    const run = await runProgram(PROGRAM, options);
    const state = JSON.parse(run.stdout);
    expect(status.json.state).toBe(state.status);
    expect([status.json.reason?.name, status.json.reason?.source]).toEqual([state.reason, state.source]);
    expect(state.reason ?? state.status).toBe(expected);
    expect(status.code).toBe(code);
    expect(receiver.events).toHaveLength(expected === "on" ? 1 : 0);
  });
});

describe("status", () => {
  it("never prints the key, the salt or a proxy's password", async () => {
    const home = createUsedHome();
    const env = {
      ...createReceiverEnv("https://localhost:9"),
      CODEWEAVER_POSTHOG_API_KEY: "phc_thekeyitself",
      CODEWEAVER__TELEMETRY__SALT: "thesaltitself, which is long enough",
      HTTPS_PROXY: "http://jane:thepassword@127.0.0.1:8080",
    };
    for (const args of [["status"], ["status", "--json"], ["doctor", "--json"]]) {
      const { stdout, stderr } = await runCli(args, { home, env });
      expect(stdout + stderr).not.toMatch(/thekeyitself|thesaltitself|thepassword/);
      expect(stdout).toContain("127.0.0.1:8080");
    }
  });

  it("explains what is wrong with a salt, and does not print it", async () => {
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__SALT: "thesalt" };
    for (const args of [["status"], ["status", "--json"], ["doctor"]]) {
      const { stdout, stderr } = await runCli(args, { home: createUsedHome(), env });
      expect(unwrap(stdout)).toMatch(/salt .*is not a text of at least 16 characters/);
      expect(stdout + stderr).not.toContain("thesalt");
    }
  });

  it("names the source of every setting, and the file of the choice", async () => {
    const home = createUsedHome();
    writeFileSync(join(home, PROJECT), "[telemetry]\nbatch_size = 7");
    expect(await runCli(["trust"], { home })).toMatchObject({ code: 0, stderr: "" });
    const { json } = await runCliJson(["status"], { home, env: createReceiverEnv("http://127.0.0.1:9") });
    expect(json.settings).toMatchObject({
      batch_size: { value: 7, from: `${join(home, PROJECT)} [telemetry]` },
      posthog_host: { value: "http://127.0.0.1:9", from: "CODEWEAVER__TELEMETRY__POSTHOG_HOST" },
      posthog_api_key: { value: "set, not shown", from: "CODEWEAVER_POSTHOG_API_KEY" },
      identity: { value: "session", from: "default" },
    });
    expect(json).toMatchObject({
      choice: null,
      choiceFile: join(home, CHOICE),
      files: { settings: [join(home, PROJECT)] },
    });
  });

  it("reports pending, sent and refused events of all processes", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = createReceiverEnv(receiver.url);
    await runProgram(PROGRAM, { home, env });
    await runProgram(PROGRAM, { home, env: { ...env, CODEWEAVER__TELEMETRY__SAMPLE_RATE: "0" } });
    await runProgram(PROGRAM, { home, env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "spool" } });
    const { json } = await runCliJson(["status"], { home, env });
    expect(json).toMatchObject({
      pending: { events: 1, files: 1, forOtherServers: 0, pausedUntil: null },
      lastDelivery: { status: 200, events: 1, url: `${receiver.url}/batch/` },
      lastSevenDays: { requests: 1, answers: { 200: 1 }, refused: { sampled_out: 1 } },
    });
    const underOtherServer = await runCliJson(["status"], {
      home,
      env: createReceiverEnv("http://127.0.0.1:9"),
    });
    expect(underOtherServer.json.pending).toMatchObject({ events: 0, forOtherServers: 1 });
    const page = await runCli([], { home, env });
    expect(page.stdout).toContain("telemetry is on");
    expect(page.stdout).toContain("1 event in 1 file");
    expect(page.stdout).toContain("1 event (sampled_out)");
  });

  it("reports that deliveries fail", async () => {
    const home = createUsedHome();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), CODEWEAVER__TELEMETRY__DELIVERY: "inline" };
    await runProgram(PROGRAM, { home, env });
    const failing = await runCli(["status"], { home, env });
    expect(unwrap(failing.stdout)).toMatch(
      /1 event in 1 file, .* the last (?:try|\d tries) to send failed\. To find out why: codeweaver-telemetry doctor /,
    );
  });

  it("reports the files that it cannot read, and everything else", async () => {
    const home = createUsedHome();
    const data = join(home, ".data", "codeweaver", "telemetry");
    mkdirSync(data, { recursive: true });
    writeFileSync(join(data, "receipts"), "a file");
    writeFileSync(join(data, "spool"), "a file");
    const { code, stdout } = await runCli(["status"], { home, env: createReceiverEnv("http://127.0.0.1:9") });
    expect(code).toBe(0);
    expect(stdout).toContain("telemetry is on");
    expect(unwrap(stdout).match(/error \S+ is not a folder, and is not used/g)).toHaveLength(2);
  });

  it("does not report off when the key may be in the tool's own code", async () => {
    const { stdout, code } = await runCli(["status", "--tool", "othertool"], { home: createUsedHome() });
    expect(stdout).toContain("Whether othertool telemetry is on cannot be determined here");
    expect(unwrap(stdout)).toContain("It may be set in othertool's own code");
    expect(stdout).toContain("To turn it off in any case: codeweaver-telemetry disable --tool othertool");
    expect(code).toBe(0);
  });
});

describe("status", () => {
  it("says how many undeclared texts were removed", async () => {
    await using receiver = await startReceiver();
    const home = createUsedHome();
    const env = createReceiverEnv(receiver.url);
    const program = PROGRAM.replace('capture("e")', 'capture("e", { a: "two words", b: "x y" })');
    await runProgram(program, { home, env });
    const { json } = await runCliJson(["status"], { home, env });
    expect(json.lastSevenDays.omitted).toEqual({ undeclared_text: 2 });
    expect((await runCli(["status"], { home, env })).stdout).toMatch(/removed +2 texts \(undeclared_text\)/);
  });

  it.each<[string, string, string]>([
    ["an id that is kept", '{"version":1}', "a random id, new every 30 days"],
    ["an id of a newer package", '{"version":2}', "a random id, new in every process"],
    ["a folder in place of the id", "", "a random id, new in every process"],
  ])("says how long %s lasts", async (_, text, lasts) => {
    const id = ".data/codeweaver/telemetry/identity.json";
    const home = createFolderWithFiles({ [text === "" ? `${id}/x` : id]: text });
    const env = {
      ...createReceiverEnv("http://127.0.0.1:9"),
      CODEWEAVER__TELEMETRY__IDENTITY: "install",
      XDG_DATA_HOME: join(home, ".data"),
    };
    chmodSync(join(home, ".data/codeweaver/telemetry"), 0o700);
    const { stdout } = await runCli(["status"], { home, env });
    expect(unwrap(stdout)).toContain(`sender id ${lasts}`);
  });
});
