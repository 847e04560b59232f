/** What the settings file of a cloned repository may set, and that it cannot disturb the host. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasTerminals, runNodeOnTerminal, unwrap } from "../support/cli.js";
import {
  changeRepository,
  createAuthorOptions,
  createGreedySettings,
  getProjectFile,
  home,
  readStatus,
  receiver,
  repository,
  runTool,
  runToolCli,
  write,
  writeProject,
} from "../support/cloned-repository.js";
import { createEnvironment, DIST } from "../support/run.js";

describe("a settings file of a cloned repository", () => {
  it("ignores settings that turn telemetry on, name a server or opt the person in", async () => {
    writeProject(createGreedySettings());
    const { state, stderr } = await runTool();
    expect(state).toMatchObject({
      status: "off",
      reason: "no_key",
      ignored: {
        file: getProjectFile(),
        keys: expect.arrayContaining(["posthog_api_key", "posthog_host", "tools_over_privacy"]),
        nextStep: `npx codeweaver-telemetry --tool mytool trust ${getProjectFile()}`,
      },
    });
    expect([stderr, receiver.requests]).toEqual(["", []]);
  });

  it("does not replace the author's key, host or identity", async () => {
    writeProject(
      createGreedySettings()
        .replace("phc_stranger", "phc_other")
        .replace(receiver.url, "https://events.example"),
    );
    const first = await runTool(createAuthorOptions());
    const second = await runTool(createAuthorOptions());
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
  ])("applies a setting that makes telemetry more private: %s", async (settings, state, events) => {
    writeProject(settings);
    const person = { MYTOOL__TELEMETRY__TOOLS_OVER_PRIVACY: "true", MYTOOL__TELEMETRY__SAMPLE_RATE: "1" };
    const run = await runTool(createAuthorOptions(), person);
    expect(run.state).toMatchObject(state);
    expect(run.state.ignored).toBeUndefined();
    expect(receiver.events).toHaveLength(events);
    const isOptedIn = receiver.requests.some(({ text }) => text.includes("secret plan"));
    expect(isOptedIn).toBe(events === 1 && !settings.startsWith("tools_over_privacy"));
  });

  it("reports nothing ignored if the file only repeats defaults", async () => {
    writeProject('posthog_host = "https://us.i.posthog.com"\nbatch_size = 10\ndisable_telemetry = false');
    expect((await runTool()).state.ignored).toBeUndefined();
  });

  it("shows in status and doctor what the file asks for, and the command that trusts it", async () => {
    writeProject(createGreedySettings());
    const command = `npx codeweaver-telemetry --tool mytool trust ${getProjectFile()}`;
    for (const page of ["status", "doctor"]) {
      const stdout = unwrap((await runToolCli([page])).stdout);
      expect(stdout).toMatch(/posthog_api_key.* in ~\/work\/cloned\/mytool\.toml/);
      expect(stdout).toContain("because this file is not trusted");
      expect(stdout).toContain(command);
    }
  });

  it.skipIf(!hasTerminals)("shows a hint about the file once for each content, on a terminal", async () => {
    const file = join(home, "mytool.mjs");
    writeFileSync(
      file,
      `import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const telemetry = createTelemetryClient({ tool: "mytool", command: "mytool telemetry" });
      await telemetry.ready();`,
    );
    const run = async () => (await runNodeOnTerminal([file], { home, cwd: repository })).output;
    writeProject(createGreedySettings());
    const line = `mytool: ${getProjectFile()} asks for tools_over_privacy, posthog_api_key, `;
    expect(await run()).toContain(line);
    expect(await run()).toBe("");
    writeProject("batch_size = 500");
    expect(await run()).toMatch(/asks for batch_size, .*: mytool telemetry trust \S+mytool\.toml\n$/);
    expect(await run()).toBe("");
  });
});

describe("a hostile settings file", () => {
  it.each([
    ["a number of 260,000 digits", `batch_size = "${"1".repeat(260_000)}x"`],
    ["a salt without end", `salt = "${"ab".repeat(120_000)}"`],
    ["30,000 keys", Array.from({ length: 30_000 }, (_, at) => `k${at}=1`).join("\n")],
    ["tables below ours", Array.from({ length: 9000 }, (_, at) => `[telemetry.x${at}]`).join("\n")],
  ])("ends at once, with a short warning at most, with %s", async (_, settings) => {
    writeProject(settings);
    const { state, stderr, code } = await runTool(`posthogApiKey: "phc_x", posthogHost: "${receiver.url}"`);
    expect(code).toBe(0);
    expect(state).toMatchObject({ status: "off", reason: "invalid_setting" });
    expect(stderr.length).toBeLessThan(4000);
    expect(receiver.requests).toEqual([]);
  });

  it.each([
    ["in very many folders", 40, ""],
    ["that are too large together", 8, `# ${"x".repeat(60_000)}\n`],
  ])("turns telemetry off with settings files %s", async (_, folders, padding) => {
    for (let depth = 0; depth < folders; depth++) {
      write(getProjectFile(), `${padding}[telemetry]\nbatch_size = 10\n`);
      changeRepository(join(repository, "a"));
    }
    mkdirSync(repository);
    const { state } = await runTool(`posthogApiKey: "phc_x", posthogHost: "${receiver.url}"`);
    expect(state).toMatchObject({ status: "off", reason: "unreadable_file" });
  });

  it("escapes control characters in the name of its folder", async () => {
    changeRepository(join(home, "work", "a\u001b[2Jb\u202ec"));
    mkdirSync(join(repository, ".git"), { recursive: true });
    writeProject("batch_sise = 1");
    const { stderr } = await runTool();
    const pages = await Promise.all(["status", "doctor"].map((page) => runToolCli([page])));
    const printed = [stderr, ...pages.map(({ stdout }) => stdout)].join("");
    expect(printed).toContain("a\\u001b[2Jb\\u202ec");
    for (const unsafe of ["\u001b", "\u202e"]) expect(printed).not.toContain(unsafe);
  });

  it.skipIf(!hasTerminals).each([
    ["was turned off", async () => void (await runToolCli(["disable"])), ""],
    ["is not opted in", async () => {}, 'consent: "opt-in", spool: true'],
    ["is not opted in, and a setting is invalid", async () => {}, 'consent: "opt-in"'],
  ])("prints and writes nothing if telemetry %s", async (_, prepare, options) => {
    await prepare();
    writeProject(`${createGreedySettings()}\n${options.includes("spool") ? "" : "batch_sise = 1"}`);
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

describe("telemetry that the root of a repository turns off", () => {
  const enterFolderBelow = (folder: string, make: (folder: string) => void) => {
    writeProject("disable_telemetry = true");
    changeRepository(join(repository, "vendor", folder));
    mkdirSync(repository, { recursive: true });
    make(repository);
  };
  it.each<[string, (folder: string) => void]>([
    ["nothing of its own", () => {}],
    ["an empty settings file", (folder) => writeFileSync(join(folder, "mytool.toml"), "")],
    [
      "settings that turn it on",
      (folder) => writeFileSync(join(folder, "mytool.toml"), "[telemetry]\ndisable_telemetry = false\n"),
    ],
    ["a submodule's .git", (folder) => writeFileSync(join(folder, ".git"), "gitdir: ../../.git/modules/x")],
    ["an empty .git", (folder) => writeFileSync(join(folder, ".git"), "")],
    ["a .git that is a broken link", (folder) => symlinkSync("gone", join(folder, ".git"))],
  ])("is off in a folder below it with %s", async (_, make) => {
    enterFolderBelow("x", make);
    expect((await runTool(createAuthorOptions())).state).toMatchObject({ status: "off", reason: "disabled" });
    expect(receiver.requests).toEqual([]);
  });

  it("is off if the settings file is a broken link", async () => {
    symlinkSync("gone", getProjectFile());
    changeRepository(join(repository, "sub"));
    mkdirSync(repository);
    writeProject("batch_size = 10");
    expect((await runTool(createAuthorOptions())).state).toMatchObject({
      status: "off",
      reason: "unreadable_file",
    });
  });

  it.each(["/", "", "the folder that is gone"])(
    "is off if the working directory was removed, with PWD %j",
    (pwd) => {
      enterFolderBelow("gone", () => {});
      const program = join(home, "mytool.mjs");
      writeFileSync(
        program,
        `import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      console.log(createTelemetryClient({ tool: "mytool", ${createAuthorOptions()} }).state.reason);`,
      );
      const set = pwd.startsWith("the") ? "" : `PWD='${pwd}'`;
      const script = `cd ${repository} && rmdir ${repository} && ${set} exec ${process.execPath} ${program}`;
      const stdout = execFileSync("sh", ["-c", script], { env: createEnvironment(home), encoding: "utf8" });
      expect(stdout).toBe("unreadable_file\n");
    },
  );

  it("is off if the repository was moved and another one is in its old place", async () => {
    enterFolderBelow("x", () => {});
    const program = join(home, "mytool.mjs");
    // The program reads the working directory first, because Node caches it.
    writeFileSync(
      program,
      `import { mkdirSync, renameSync } from "node:fs";
      import { dirname } from "node:path";
      import { createTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
      const root = dirname(dirname(process.cwd()));
      renameSync(root, root + "-moved");
      mkdirSync(process.cwd(), { recursive: true });
      console.log(createTelemetryClient({ tool: "mytool", ${createAuthorOptions()} }).state.reason);`,
    );
    const options = { cwd: repository, env: createEnvironment(home), encoding: "utf8" } as const;
    expect(execFileSync(process.execPath, [program], options)).toBe("disabled\n");
  });

  it("takes a lower sample rate from the root, and no other setting", async () => {
    writeProject('sample_rate = 0.0\nbatch_size = 500\nbatch_sise = 1\nposthog_api_key = "phc_x"');
    changeRepository(join(repository, "packages", "a"));
    mkdirSync(repository, { recursive: true });
    writeProject("tools_over_privacy = false");
    const status = await readStatus();
    expect(status.settings).toMatchObject({ sample_rate: { value: 0 }, batch_size: { value: 10 } });
    expect(status.ignored).toBeNull();
  });
});
