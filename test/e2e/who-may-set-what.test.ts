/** Who may set what: real programs with settings files of a cloned repository, of the person, and of another account. */

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { getInstallationSalt } from "../../src/config/identity.js";
import { type Receiver, startReceiver } from "../../src/receiver/receiver.js";
import { hasTerminals, MAIN, runNodeOnTerminal } from "../support/cli.js";
import { createEnvironment, createTempFolder, DIST, runNode, runProgram } from "../support/run.js";

/** nobody, on every system that has accounts by number. */
const OTHER_ACCOUNT = 65534;
const isRoot = process.getuid?.() === 0;

let home: string;
let repository: string;
let receiver: Receiver;
beforeEach(async () => {
  home = createTempFolder();
  repository = join(home, "work", "cloned");
  mkdirSync(join(repository, ".git"), { recursive: true });
  receiver = await startReceiver();
  return () => receiver.close();
});

const write = (path: string, text: string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
};
const projectFile = () => join(repository, "mytool.toml");
const writeProject = (settings: string) => write(projectFile(), `[telemetry]\n${settings}\n`);
const writePerson = (settings: string) =>
  write(join(home, ".config/mytool/mytool.toml"), `[telemetry]\n${settings}\n`);

/** Everything that makes telemetry less private, as a stranger would write it. */
const greedy = () => `
posthog_api_key = "phc_stranger"
posthog_host = "${receiver.url}"
tools_over_privacy = true
identity = "install"
debug = true
delivery = "inline"
exit_budget_ms = 10000
sample_rate = 1.0
`;

/** A tool in the cloned repository: it searches once, and says in what state it is. */
async function runTool(options = "", env: Record<string, string> = {}) {
  const program = `
    import { captureSearchEvent, createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
    const telemetry = createTelemetryClient({ tool: "mytool", exitBudgetMs: 5000, ${options} });
    await telemetry.ready();
    captureSearchEvent({ response: { matches: [] }, query: "the secret plan" }, telemetry);
    await telemetry.endSession();
    console.log(JSON.stringify(telemetry.state));`;
  const run = await runProgram(program, { home, cwd: repository, env });
  return { ...run, state: JSON.parse(run.stdout) };
}

const runCli = (args: readonly string[], env: Record<string, string> = {}) =>
  runNode([MAIN, "--tool", "mytool", ...args], { home, cwd: repository, env });
const readStatus = async (env: Record<string, string> = {}) =>
  JSON.parse((await runCli(["status", "--json"], env)).stdout);

describe("an untrusted settings file", () => {
  it("does not turn telemetry on, name the destination or opt the person in", async () => {
    writeProject(greedy());
    const { state, stderr } = await runTool();
    expect(state).toMatchObject({
      status: "off",
      reason: "no_key",
      ignored: {
        file: projectFile(),
        keys: expect.arrayContaining(["posthog_api_key", "posthog_host", "tools_over_privacy"]),
        nextStep: `npx codeweaver-telemetry --tool mytool trust ${projectFile()}`,
      },
    });
    expect([stderr, receiver.requests]).toEqual(["", []]);
  });

  it("does not change the destination of the author or the person", async () => {
    writeProject(
      greedy().replace("phc_stranger", "phc_other").replace(receiver.url, "https://events.example"),
    );
    const author = `posthogApiKey: "phc_author", posthogHost: "${receiver.url}"`;
    const first = await runTool(author);
    const second = await runTool(author);
    expect([first.state.status, first.stderr, second.state.status]).toEqual(["on", "", "on"]);
    expect(receiver.events).toHaveLength(2);
    expect(new Set(receiver.events.map(({ distinct_id }) => distinct_id)).size).toBe(2); // identity = "session"
    expect(receiver.requests.every(({ text }) => text.includes('"phc_author"'))).toBe(true);
    expect(receiver.requests.map(({ text }) => text).join()).not.toContain("secret plan");
  });

  it.each([
    ["disable_telemetry = true", { status: "off", reason: "disabled" }, 0],
    ["sample_rate = 0.0", { status: "on" }, 0],
    ["tools_over_privacy = false", { status: "on" }, 1],
    ["events_per_minute = 1", { status: "on" }, 1],
  ])("makes telemetry more private: %s", async (settings, state, events) => {
    writeProject(settings);
    const person = { MYTOOL__TELEMETRY__TOOLS_OVER_PRIVACY: "true", MYTOOL__TELEMETRY__SAMPLE_RATE: "1" };
    const author = `posthogApiKey: "phc_author", posthogHost: "${receiver.url}"`;
    const run = await runTool(author, person);
    expect(run.state).toMatchObject(state);
    expect(run.state.ignored).toBeUndefined();
    expect(receiver.events).toHaveLength(events);
    const isOptedIn = receiver.requests.some(({ text }) => text.includes("secret plan"));
    expect(isOptedIn).toBe(events === 1 && !settings.startsWith("tools_over_privacy"));
  });

  it("is not reported if it changes nothing", async () => {
    writeProject('posthog_host = "https://us.i.posthog.com"\nbatch_size = 10\ndisable_telemetry = false');
    expect((await runTool()).state.ignored).toBeUndefined();
  });

  it("is reported by doctor and status, with the command that trusts it", async () => {
    writeProject(greedy());
    const command = `npx codeweaver-telemetry --tool mytool trust ${projectFile()}`;
    for (const page of ["status", "doctor"]) {
      const { stdout } = await runCli([page]);
      expect(stdout).toContain(`${projectFile()} asks for`);
      expect(stdout).toContain("posthog_api_key");
      expect(stdout).toContain(command);
    }
  });

  it.skipIf(!hasTerminals)("is told of once for each content, on a terminal", async () => {
    const file = join(home, "mytool.mjs");
    writeFileSync(
      file,
      `import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const telemetry = createTelemetryClient({ tool: "mytool", command: "mytool telemetry" });
      await telemetry.ready();`,
    );
    const run = async () => (await runNodeOnTerminal([file], { home, cwd: repository })).output;
    writeProject(greedy());
    const line = `mytool: ${projectFile()} asks for tools_over_privacy, posthog_api_key, `;
    expect(await run()).toContain(line);
    expect(await run()).toBe("");
    writeProject("batch_size = 500");
    expect(await run()).toMatch(/asks for batch_size, .*: mytool telemetry trust \S+mytool\.toml\n$/);
    expect(await run()).toBe("");
  });
});

describe("an untrusted settings file, in the host", () => {
  it.each([
    ["a number of 260,000 digits", `batch_size = "${"1".repeat(260_000)}x"`],
    ["a salt without end", `salt = "${"ab".repeat(120_000)}"`],
    ["30,000 keys", Array.from({ length: 30_000 }, (_, at) => `k${at}=1`).join("\n")],
    ["tables below ours", Array.from({ length: 9000 }, (_, at) => `[telemetry.x${at}]`).join("\n")],
  ])("causes no delay and at most a short warning: %s", async (_, settings) => {
    writeProject(settings);
    const { state, stderr, code } = await runTool(`posthogApiKey: "phc_x", posthogHost: "${receiver.url}"`);
    expect(code).toBe(0);
    expect(state).toMatchObject({ status: "off", reason: "invalid_setting" });
    expect(stderr.length).toBeLessThan(4000);
    expect(receiver.requests).toEqual([]);
  });

  it.each([
    ["in too many folders", 40, ""],
    ["which are too large together", 8, `# ${"x".repeat(60_000)}\n`],
  ])("turns telemetry off: settings files %s", async (_, folders, padding) => {
    for (let depth = 0; depth < folders; depth++) {
      write(projectFile(), `${padding}[telemetry]\nbatch_size = 10\n`);
      repository = join(repository, "a");
    }
    mkdirSync(repository);
    const { state } = await runTool(`posthogApiKey: "phc_x", posthogHost: "${receiver.url}"`);
    expect(state).toMatchObject({ status: "off", reason: "unreadable_file" });
  });

  it("cannot print control characters of its folder's name", async () => {
    repository = join(home, "work", "a\u001b[2Jb\u202ec");
    mkdirSync(join(repository, ".git"), { recursive: true });
    writeProject("batch_sise = 1");
    const { stderr } = await runTool();
    const pages = await Promise.all(["status", "doctor"].map((page) => runCli([page])));
    const printed = [stderr, ...pages.map(({ stdout }) => stdout)].join("");
    expect(printed).toContain("a\\u001b[2Jb\\u202ec");
    for (const unsafe of ["\u001b", "\u202e"]) expect(printed).not.toContain(unsafe);
  });

  it.skipIf(!hasTerminals).each([
    ["was turned off", async () => void (await runCli(["disable"])), ""],
    ["requires an opt-in", async () => {}, 'consent: "opt-in", spool: true'],
    ["requires an opt-in and a setting is invalid", async () => {}, 'consent: "opt-in"'],
  ])("is not reported if telemetry %s", async (_, prepare, options) => {
    await prepare();
    writeProject(`${greedy()}\n${options.includes("spool") ? "" : "batch_sise = 1"}`);
    const file = join(home, "mytool.mjs");
    writeFileSync(
      file,
      `import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const telemetry = createTelemetryClient({ tool: "mytool", posthogApiKey: "phc_x", ${options} });
      telemetry.capture("a");
      await telemetry.ready();`,
    );
    expect((await runNodeOnTerminal([file], { home, cwd: repository })).output).toBe("");
    expect(existsSync(join(home, ".config/mytool/telemetry-trust.json"))).toBe(false);
  });
});

describe("an off in the root of a repository", () => {
  const below = (folder: string, make: (folder: string) => void) => {
    writeProject("disable_telemetry = true");
    repository = join(repository, "vendor", folder);
    mkdirSync(repository, { recursive: true });
    make(repository);
  };
  const author = () => `posthogApiKey: "phc_author", posthogHost: "${receiver.url}"`;

  it.each<[string, (folder: string) => void]>([
    ["nothing of its own", () => {}],
    ["an empty settings file", (folder) => writeFileSync(join(folder, "mytool.toml"), "")],
    [
      "settings that turn it on",
      (folder) => writeFileSync(join(folder, "mytool.toml"), "[telemetry]\ndisable_telemetry = false\n"),
    ],
    ["a submodule's .git", (folder) => writeFileSync(join(folder, ".git"), "gitdir: ../../.git/modules/x")],
    ["an empty .git", (folder) => writeFileSync(join(folder, ".git"), "")],
    ["a .git link without a target", (folder) => symlinkSync("gone", join(folder, ".git"))],
  ])("counts in a folder below it with %s", async (_, make) => {
    below("x", make);
    expect((await runTool(author())).state).toMatchObject({ status: "off", reason: "disabled" });
    expect(receiver.requests).toEqual([]);
  });

  it("is assumed for a link without a target", async () => {
    symlinkSync("gone", projectFile());
    repository = join(repository, "sub");
    mkdirSync(repository);
    writeProject("batch_size = 10");
    expect((await runTool(author())).state).toMatchObject({ status: "off", reason: "unreadable_file" });
  });

  it.each(["/", "", "the folder that is gone"])(
    "stays off where the working directory is gone, with PWD %j",
    (pwd) => {
      below("gone", () => {});
      const program = join(home, "mytool.mjs");
      writeFileSync(
        program,
        `import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      console.log(createTelemetryClient({ tool: "mytool", ${author()} }).state.reason);`,
      );
      const set = pwd.startsWith("the") ? "" : `PWD='${pwd}'`;
      const script = `cd ${repository} && rmdir ${repository} && ${set} exec ${process.execPath} ${program}`;
      const stdout = execFileSync("sh", ["-c", script], { env: createEnvironment(home), encoding: "utf8" });
      expect(stdout).toBe("unreadable_file\n");
    },
  );

  it("counts after the repository was moved and replaced by another", async () => {
    below("x", () => {});
    const program = join(home, "mytool.mjs");
    // The program asks where it is first: Node remembers the answer.
    writeFileSync(
      program,
      `import { mkdirSync, renameSync } from "node:fs";
      import { dirname } from "node:path";
      import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const root = dirname(dirname(process.cwd()));
      renameSync(root, root + "-moved");
      mkdirSync(process.cwd(), { recursive: true });
      console.log(createTelemetryClient({ tool: "mytool", ${author()} }).state.reason);`,
    );
    const options = { cwd: repository, env: createEnvironment(home), encoding: "utf8" } as const;
    expect(execFileSync(process.execPath, [program], options)).toBe("disabled\n");
  });

  it("may also be a lower rate, and other settings of the file are ignored", async () => {
    writeProject('sample_rate = 0.0\nbatch_size = 500\nbatch_sise = 1\nposthog_api_key = "phc_x"');
    repository = join(repository, "packages", "a");
    mkdirSync(repository, { recursive: true });
    writeProject("tools_over_privacy = false");
    const { said } = { said: await readStatus() };
    expect(said.settings).toMatchObject({ sample_rate: { value: 0 }, batch_size: { value: 10 } });
    expect(said.ignored).toBeNull();
  });
});

describe("trust", () => {
  it("shows the settings of a file, and applies them until they change", async () => {
    writeProject(`posthog_api_key = "phc_team"\nposthog_host = "${receiver.url}"`);
    const trust = await runCli(["trust"]);
    expect([trust.code, trust.stderr]).toEqual([0, ""]);
    expect(trust.stdout).toContain(`${projectFile()} asks for:`);
    expect(trust.stdout).toContain('= "phc_team"');
    expect((await runTool()).state).toEqual({ status: "on" });
    expect(receiver.requests.some(({ text }) => text.includes('"phc_team"'))).toBe(true);

    // A comment is no other content; another receiver is.
    write(projectFile(), `# ours\n${readFileSync(projectFile(), "utf8")}`);
    expect((await runTool()).state).toEqual({ status: "on" });
    writeProject(`posthog_api_key = "phc_team"\nposthog_host = "https://events.example"`);
    expect((await runTool()).state).toMatchObject({ status: "off", reason: "no_key", ignored: {} });
  });

  it("counts for one file, and can be removed", async () => {
    const settings = `posthog_api_key = "phc_team"\nposthog_host = "${receiver.url}"`;
    writeProject(settings);
    expect((await runCli(["trust", projectFile()])).code).toBe(0);
    const trusted = repository;
    repository = join(home, "work", "another-clone");
    mkdirSync(join(repository, ".git"), { recursive: true });
    writeProject(settings);
    expect((await runTool()).state).toMatchObject({ reason: "no_key" });
    rmSync(projectFile());
    symlinkSync(join(trusted, "mytool.toml"), projectFile());
    expect((await runTool()).state).toMatchObject({ reason: "no_key" });

    repository = trusted;
    expect((await runTool()).state).toMatchObject({ status: "on" });
    expect((await runCli(["trust", "--remove"])).code).toBe(0);
    expect((await runTool()).state).toMatchObject({ reason: "no_key" });
  });

  it.each([
    ["of a newer version", '{"version":2,"files":{"/elsewhere/mytool.toml":"something"}}'],
    ["that is damaged", '{"version":1,'],
    ["that is too large", `{"version":1,"files":{},"padding":"${"x".repeat(300_000)}"}`],
  ])("does not change a file of records %s, and reports it", async (_, text) => {
    const records = join(home, ".config/mytool/telemetry-trust.json");
    write(records, text);
    writeProject(greedy());
    const trust = await runCli(["trust"]);
    expect([trust.code, trust.stdout]).toEqual([1, ""]);
    expect(trust.stderr).toContain(`${records} cannot be used`);
    if (hasTerminals)
      await runNodeOnTerminal([MAIN, "--tool", "mytool", "status"], { home, cwd: repository });
    expect((await runTool()).state).toMatchObject({ reason: "no_key", ignored: {} });
    expect(readFileSync(records, "utf8")).toBe(text);
    const doctor = await runCli(["doctor"]);
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringContaining("trusted files")]);
  });

  it("shows the normalised address, and escapes characters that hide or reverse text", async () => {
    writeProject('posthog_host = "https://eu.i.p\u043esthog.com"\nservice_name = "a\u202eb\\u001b[2Jc"');
    const { stdout } = await runCli(["trust"]);
    expect(stdout).toContain('"https://eu.i.xn--psthog-wqf.com"');
    expect(stdout).toContain("a\\u202eb\\u001b[2Jc");
    for (const unsafe of ["\u202e", "\u001b"]) expect(stdout).not.toContain(unsafe);
  });

  it.each([
    ["a host without a key", `posthog_host = "https://events.example"`, "posthog_api_key is not set"],
    ["a salt", 'salt = "one that others can read"', "is not allowed in a project's file"],
    ["a key that does not exist", "batch_sise = 3", "is not one of"],
  ])("reports that telemetry is now off for %s", async (_, settings, why) => {
    writeProject(settings);
    const { code, stdout } = await runCli(["trust"]);
    expect([code, stdout]).toEqual([1, expect.stringContaining("Telemetry is off now: ")]);
    expect(stdout).toContain(why);
  });

  it("lets a project win over the author, but not over the person", async () => {
    writeProject("batch_size = 7");
    await runCli(["trust"]);
    expect((await readStatus()).settings.batch_size.value).toBe(7);
    writePerson("batch_size = 8");
    expect((await readStatus()).settings.batch_size.value).toBe(8);
    expect((await readStatus({ MYTOOL__TELEMETRY__BATCH_SIZE: "9" })).settings.batch_size.value).toBe(9);
  });

  it("can be removed from a file that is missing or cannot be read", async () => {
    const settings = `posthog_api_key = "phc_team"\nposthog_host = "${receiver.url}"`;
    for (const lose of [() => rmSync(projectFile()), () => write(projectFile(), "[telemetry")]) {
      writeProject(settings);
      expect((await runCli(["trust"])).code).toBe(0);
      lose();
      expect(await runCli(["trust", "--remove", projectFile()])).toMatchObject({ code: 0, stderr: "" });
      writeProject(settings);
      expect((await runTool()).state).toMatchObject({ reason: "no_key" });
    }
  });

  it("is not reported as removed if there is no record", async () => {
    writeProject("batch_size = 20");
    symlinkSync(repository, join(home, "link"));
    expect((await runCli(["trust", join(home, "link", "mytool.toml")])).code).toBe(0);
    const moved = join(home, "moved");
    renameSync(repository, moved);
    const { code, stdout, stderr } = await runNode(
      [MAIN, "--tool", "mytool", "trust", "--remove", join(home, "link", "mytool.toml")],
      { home },
    );
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`is not among the trusted files: ${join(repository, "mytool.toml")}`);
  });

  it.each([
    ["a file that does not exist", ["trust", "nowhere/mytool.toml"], 1, "there is no"],
    ["a file of another name", ["trust", "package.json"], 2, "its name must be mytool.toml"],
    ["a project without a file", ["trust"], 1, "there is no mytool.toml in this project"],
  ])("reports the mistake in %s", async (_, args, code, message) => {
    const run = await runCli(args);
    expect([run.code, run.stdout]).toEqual([code, ""]);
    expect(run.stderr).toContain(message);
  });
});

describe.skipIf(!isRoot)("a file of another account (skipped unless the test may change owners)", () => {
  const giveAway = (path: string) => chownSync(path, OTHER_ACCOUNT, OTHER_ACCOUNT);
  const cases: readonly [string, () => void][] = [
    ["a settings file", () => giveAway(projectFile())],
    ["a .git folder", () => giveAway(join(repository, ".git"))],
  ];

  it.each(cases)("cannot be trusted and sets nothing that is less private: %s", async (_, give) => {
    writeProject(greedy());
    expect((await runCli(["trust"])).code).toBe(0); // while it is the person's own
    give();
    const refused = await runCli(["trust"]);
    expect([refused.code, refused.stdout]).toEqual([
      1,
      expect.stringContaining("belongs to another account"),
    ]);
    const { state } = await runTool();
    expect(state).toMatchObject({
      reason: "no_key",
      ignored: { nextStep: expect.stringContaining("nobody can trust it") },
    });
    expect(receiver.requests).toEqual([]);
  });

  it("does not apply from a folder above, such as /tmp", async () => {
    const shared = join(home, "tmp");
    mkdirSync(join(shared, ".git"), { recursive: true });
    write(join(shared, "mytool.toml"), `[telemetry]\n${greedy()}`);
    for (const path of [join(shared, ".git"), join(shared, "mytool.toml")]) giveAway(path);
    repository = join(shared, "jane");
    mkdirSync(repository);
    expect((await runTool()).state).toMatchObject({ status: "off", reason: "no_key" });
    expect(receiver.requests).toEqual([]);
  });

  it("can be trusted if the account is root", async () => {
    writeProject(`posthog_api_key = "phc_team"\nposthog_host = "${receiver.url}"`);
    mkdirSync(join(home, ".config"));
    for (const path of [home, join(home, ".config")]) giveAway(path);
    for (const path of [join(home, "work"), repository]) chmodSync(path, 0o755);
    const options = { home, cwd: repository, uid: OTHER_ACCOUNT };
    const trust = await runNode([MAIN, "--tool", "mytool", "trust"], options);
    expect([trust.code, trust.stderr]).toEqual([0, ""]);
    const status = await runNode([MAIN, "--tool", "mytool", "status", "--json"], options);
    expect(JSON.parse(status.stdout)).toMatchObject({ state: "on", endpoint: receiver.url, ignored: null });
  });

  it("is not used as a salt, which the other account knows", () => {
    const folder = createTempFolder();
    const salt = getInstallationSalt(folder, "unused");
    expect(getInstallationSalt(folder, "unused")).toBe(salt);
    giveAway(join(folder, "salt"));
    expect(getInstallationSalt(folder, "another")).not.toBe(salt);
  });

  it("is reported by doctor if it is a salt", async () => {
    const salt = join(home, ".data/mytool/telemetry/salt");
    write(salt, "0".repeat(64));
    giveAway(salt);
    expect((await runCli(["doctor"])).stdout).toContain(
      `${salt} belongs to another account, and is not used`,
    );
  });

  it.each([
    ["saved choice", "telemetry-choice.json", '{"telemetry":"enabled","policy":"2026-11-26"}'],
    ["settings", "mytool.toml", '[telemetry]\nposthog_api_key = "phc_x"'],
  ])("turns telemetry off if it is the %s in the person's folder", async (_, name, text) => {
    write(join(home, ".config/mytool", name), text);
    giveAway(join(home, ".config/mytool", name));
    const author = `posthogApiKey: "phc_author", posthogHost: "${receiver.url}"`;
    expect((await runTool(author)).state).toMatchObject({ status: "off", reason: "unreadable_file" });
    expect(receiver.requests).toEqual([]);
  });
});

describe("a file that may contain an off", () => {
  const FILES = [
    ["saved choice", "telemetry-choice.json", '{"telemetry":"disabled"}', "saved_choice"],
    ["settings", "mytool.toml", "[telemetry]\ndisable_telemetry = true\n", "disabled"],
  ] as const;
  const author = () => `posthogApiKey: "phc_author", posthogHost: "${receiver.url}"`;

  it("is written through a link to the person's own file, and the link remains", async () => {
    const file = join(home, "dotfiles/choice.json");
    write(file, '{"telemetry":"enabled"}');
    mkdirSync(join(home, ".config/mytool"), { recursive: true });
    symlinkSync(file, join(home, ".config/mytool/telemetry-choice.json"));
    expect((await runCli(["disable"])).code).toBe(0);
    expect(JSON.parse(readFileSync(file, "utf8")).telemetry).toBe("disabled");
    expect((await runTool(author())).state).toMatchObject({ status: "off", reason: "saved_choice" });
  });

  it.each(FILES)("counts if it is reached by a link: the %s", async (_, name, text, reason) => {
    write(join(home, "dotfiles", name), text);
    mkdirSync(join(home, ".config/mytool"), { recursive: true });
    symlinkSync(join(home, "dotfiles", name), join(home, ".config/mytool", name));
    expect((await runTool(author())).state).toMatchObject({ status: "off", reason });
    expect(receiver.requests).toEqual([]);
  });

  const UNUSABLE: readonly [string, (path: string, text: string) => void][] = [
    ["a link without a target", (path) => symlinkSync(join(home, "gone"), path)],
    [
      "below a link without a target",
      (path) => {
        rmSync(dirname(path), { recursive: true });
        symlinkSync(join(home, "not-mounted"), dirname(path));
      },
    ],
    [
      "a file that every account may write",
      (path, text) => {
        writeFileSync(path, text.replace("disabled", "enabled").replace("true", "false"));
        chmodSync(path, 0o666);
      },
    ],
    ["a link to itself", (path) => symlinkSync(path, path)],
    ["a folder", (path) => void mkdirSync(path)],
    ["a device", (path) => symlinkSync("/dev/zero", path)],
    ["/dev/null", (path) => symlinkSync("/dev/null", path)],
    ["too large", (path, text) => writeFileSync(path, `${text}${" ".repeat(300_000)}`)],
    ["a FIFO", (path) => void execFileSync("mkfifo", [path])],
  ];
  it.each(
    FILES.flatMap(([what, name, text]) =>
      UNUSABLE.map(([how, make]) => [what, how, name, text, make] as const),
    ),
  )("turns telemetry off: %s that is %s", async (_, __, name, text, make) => {
    const path = join(home, ".config/mytool", name);
    mkdirSync(dirname(path), { recursive: true });
    await make(path, text);
    expect((await runTool(author())).state).toMatchObject({ status: "off", reason: "unreadable_file" });
    expect(receiver.requests).toEqual([]);
  });
});

describe("a variable that turns telemetry on or off", () => {
  const author = () => `posthogApiKey: "phc_author", posthogHost: "${receiver.url}"`;

  it.each([
    [
      "MYTOOL_TELEMETRY",
      ["disabled", "none", "never", "opt-out", "off", "0", "nope", " "],
      ["", "1", "true", "on"],
    ],
    ["MYTOOL_TELEMETRY_ENABLED", ["disabled", "false", "x"], ["", "yes"]],
    ["MYTOOL_TELEMETRY_DISABLED", ["1", "disabled", "please", "enabled"], ["", "0", "no"]],
    ["MYTOOL__TELEMETRY__DISABLE_TELEMETRY", ["1", "ture", "none"], ["", "false", "off"]],
    ["DO_NOT_TRACK", ["1", "please"], ["", "0", "false"]],
  ])("counts as off for every unclear value: %s", async (variable, off, on) => {
    for (const [values, expected] of [
      [off.filter((value) => value !== " "), "off"],
      [on, "on"],
    ] as const)
      for (const value of values) {
        const { state } = await runTool(author(), { [variable]: value });
        expect([variable, value, state.status]).toEqual([variable, value, expected]);
      }
  });
});

describe("a destination", () => {
  it("is the person's key and host, even if the author sets both", async () => {
    await using authors = await startReceiver();
    await runTool(`posthogApiKey: "phc_author", posthogHost: "${authors.url}"`, {
      MYTOOL_POSTHOG_API_KEY: "phc_person",
      MYTOOL__TELEMETRY__POSTHOG_HOST: receiver.url,
    });
    expect(authors.requests).toEqual([]);
    expect(receiver.requests.map(({ text }) => text.includes('"phc_person"'))).toContain(true);
  });

  it("is incomplete with only the person's host, so that nothing is sent", async () => {
    const { state } = await runTool('posthogApiKey: "phc_author"', {
      MYTOOL__TELEMETRY__POSTHOG_HOST: receiver.url,
    });
    expect(state).toMatchObject({
      status: "off",
      reason: "no_key",
      source:
        "posthog_api_key is not set, and has to come from where posthog_host does (MYTOOL__TELEMETRY__POSTHOG_HOST)",
    });
    expect(receiver.requests).toEqual([]);
  });

  it("is PostHog's own host with only the person's key", async () => {
    const program = `
      import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli/index.js"))};
      await runTelemetryCli(["status", "--json"], { tool: "mytool", posthogApiKey: "phc_author", posthogHost: "${receiver.url}" });`;
    const { stdout } = await runProgram(program, { home, env: { MYTOOL_POSTHOG_API_KEY: "phc_person" } });
    expect(JSON.parse(stdout)).toMatchObject({ state: "on", endpoint: "https://us.i.posthog.com" });
  });
});

describe("Google's token", () => {
  /** Gives tokens, as the server that a person's credentials name. */
  async function credentials() {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.setHeader("Content-Type", "application/json");
      response.end(
        '{"access_token":"the-token","token_type":"Bearer","expires_in":3600,"issued_token_type":"x"}',
      );
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo; // of a listening TCP server
    write(join(home, "subject"), "somebody");
    const file = join(home, "credentials.json");
    const details = {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `http://127.0.0.1:${port}/token`,
      credential_source: { file: join(home, "subject") },
    };
    write(file, JSON.stringify(details));
    return { file, asked };
  }

  it.each([
    [
      "a cloned file names the exporter, the project and the host",
      () => `exporter = "google"\ngcp_project = "stranger-1"\nendpoint = "${receiver.url}"`,
      () => "",
      {},
      "no_key",
    ],
    [
      "the author names the host, and the person the exporter",
      () => "",
      () => `endpoint: "${receiver.url}"`,
      { MYTOOL__TELEMETRY__EXPORTER: "google", MYTOOL__TELEMETRY__GCP_PROJECT: "my-project" },
      // The person's own unit: it is sent to Google, through a proxy of the test's that is not there.
      undefined,
    ],
    [
      "a person names a host that is not Google's",
      () => "",
      () => "",
      {
        MYTOOL__TELEMETRY__EXPORTER: "google",
        MYTOOL__TELEMETRY__GCP_PROJECT: "my-project",
        MYTOOL__TELEMETRY__ENDPOINT: "https://telemetry.googleapis.com.example",
      },
      "invalid_setting",
    ],
  ])("is not sent if %s", async (_, project, options, env, reason) => {
    const { file } = await credentials();
    if (project() !== "") writeProject(project());
    const program = `
      import { startTracing, traced } from ${JSON.stringify(join(DIST, "otel/index.js"))};
      const tracing = await startTracing({ tool: "mytool", sampleRate: 1, spool: false, ${options()} });
      traced("work", () => {})();
      await tracing.flush();
      console.log(JSON.stringify(tracing.state));
      await tracing.shutdown();`;
    const { stdout } = await runProgram(program, {
      home,
      cwd: repository,
      env: {
        ...env,
        GOOGLE_APPLICATION_CREDENTIALS: file,
        HTTPS_PROXY: "http://127.0.0.1:9",
        NO_PROXY: "127.0.0.1", // where tokens come from
      },
    });
    expect(JSON.parse(stdout).reason).toBe(reason);
    expect(receiver.requests).toEqual([]);
  });
});
