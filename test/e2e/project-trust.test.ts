/** The subcommand `trust`, by which a person lets a project's file set more. */
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasTerminals, MAIN, runNodeOnTerminal, unwrap } from "../support/cli.js";
import {
  changeRepository,
  createGreedySettings,
  getProjectFile,
  home,
  readStatus,
  receiver,
  repository,
  runTool,
  runToolCli,
  write,
  writePerson,
  writeProject,
} from "../support/cloned-repository.js";
import { runNode } from "../support/run.js";

describe("the subcommand trust", () => {
  it("shows what a file asks for, and trusts it until it asks for something else", async () => {
    writeProject(`posthog_api_key = "phc_team"\nposthog_host = "${receiver.url}"`);
    const trust = await runToolCli(["trust"]);
    expect([trust.code, trust.stderr]).toEqual([0, ""]);
    expect(trust.stdout).toContain(`${getProjectFile()} sets:`);
    expect(trust.stdout).toContain('= "phc_team"');
    expect((await runTool()).state).toEqual({ status: "on" });
    expect(receiver.requests.some(({ text }) => text.includes('"phc_team"'))).toBe(true);

    // A new comment does not change what the file asks for; another host does.
    write(getProjectFile(), `# ours\n${readFileSync(getProjectFile(), "utf8")}`);
    expect((await runTool()).state).toEqual({ status: "on" });
    writeProject(`posthog_api_key = "phc_team"\nposthog_host = "https://events.example"`);
    expect((await runTool()).state).toMatchObject({ status: "off", reason: "no_key", ignored: {} });
  });

  it("trusts this file alone, and can withdraw that", async () => {
    const settings = `posthog_api_key = "phc_team"\nposthog_host = "${receiver.url}"`;
    writeProject(settings);
    expect((await runToolCli(["trust", getProjectFile()])).code).toBe(0);
    const trusted = repository;
    changeRepository(join(home, "work", "another-clone"));
    mkdirSync(join(repository, ".git"), { recursive: true });
    writeProject(settings);
    expect((await runTool()).state).toMatchObject({ reason: "no_key" });
    rmSync(getProjectFile());
    symlinkSync(join(trusted, "mytool.toml"), getProjectFile());
    expect((await runTool()).state).toMatchObject({ reason: "no_key" });

    changeRepository(trusted);
    expect((await runTool()).state).toMatchObject({ status: "on" });
    expect((await runToolCli(["trust", "--remove"])).code).toBe(0);
    expect((await runTool()).state).toMatchObject({ reason: "no_key" });
  });

  it.each([
    ["of a newer version", '{"version":2,"files":{"/elsewhere/mytool.toml":"something"}}'],
    ["that is damaged", '{"version":1,'],
    ["that is too large", `{"version":1,"files":{},"padding":"${"x".repeat(300_000)}"}`],
  ])("reports a file of records %s and does not change it", async (_, text) => {
    const records = join(home, ".config/mytool/telemetry-trust.json");
    write(records, text);
    writeProject(createGreedySettings());
    const trust = await runToolCli(["trust"]);
    expect([trust.code, trust.stdout]).toEqual([1, ""]);
    expect(trust.stderr).toContain(`${records} cannot be used`);
    if (hasTerminals)
      await runNodeOnTerminal([MAIN, "--tool", "mytool", "status"], { home, cwd: repository });
    expect((await runTool()).state).toMatchObject({ reason: "no_key", ignored: {} });
    expect(readFileSync(records, "utf8")).toBe(text);
    const doctor = await runToolCli(["doctor"]);
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringContaining("trusted files")]);
  });

  it("shows a host in ASCII, and escapes characters that hide or reverse text", async () => {
    writeProject('posthog_host = "https://eu.i.p\u043esthog.com"\nservice_name = "a\u202eb\\u001b[2Jc"');
    const { stdout } = await runToolCli(["trust"]);
    expect(stdout).toContain('"https://eu.i.xn--psthog-wqf.com"');
    expect(stdout).toContain("a\\u202eb\\u001b[2Jc");
    for (const unsafe of ["\u202e", "\u001b"]) expect(stdout).not.toContain(unsafe);
  });

  it.each([
    ["a host without a key", `posthog_host = "https://events.example"`, "posthog_api_key is not set"],
    ["a salt", 'salt = "one that others can read"', "is not allowed in a project's file"],
    [
      "a key that does not exist",
      "batch_sise = 3",
      "batch_sise in ~/work/cloned/mytool.toml [telemetry] is not a setting (did you mean batch_size?)",
    ],
  ])("says that telemetry is off because of %s", async (_, settings, why) => {
    writeProject(settings);
    const { code, stdout } = await runToolCli(["trust"]);
    expect([code, stdout]).toEqual([1, expect.stringContaining("mytool telemetry is off now.\n")]);
    expect(unwrap(stdout)).toContain(why);
  });

  it("ranks a trusted file above the author and below the person", async () => {
    writeProject("batch_size = 7");
    await runToolCli(["trust"]);
    expect((await readStatus()).settings.batch_size.value).toBe(7);
    writePerson("batch_size = 8");
    expect((await readStatus()).settings.batch_size.value).toBe(8);
    expect((await readStatus({ MYTOOL__TELEMETRY__BATCH_SIZE: "9" })).settings.batch_size.value).toBe(9);
  });

  it("withdraws trust from a file that was removed or cannot be read", async () => {
    const settings = `posthog_api_key = "phc_team"\nposthog_host = "${receiver.url}"`;
    for (const lose of [() => rmSync(getProjectFile()), () => write(getProjectFile(), "[telemetry")]) {
      writeProject(settings);
      expect((await runToolCli(["trust"])).code).toBe(0);
      lose();
      expect(await runToolCli(["trust", "--remove", getProjectFile()])).toMatchObject({
        code: 0,
        stderr: "",
      });
      writeProject(settings);
      expect((await runTool()).state).toMatchObject({ reason: "no_key" });
    }
  });

  it("fails to withdraw trust if there is no such record", async () => {
    writeProject("batch_size = 20");
    symlinkSync(repository, join(home, "link"));
    expect((await runToolCli(["trust", join(home, "link", "mytool.toml")])).code).toBe(0);
    const moved = join(home, "moved");
    renameSync(repository, moved);
    const { code, stdout, stderr } = await runNode(
      [MAIN, "--tool", "mytool", "trust", "--remove", join(home, "link", "mytool.toml")],
      { home },
    );
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`is not trusted; the trusted files are ${join(repository, "mytool.toml")}`);
  });

  it.each([
    ["a file that does not exist", ["trust", "nowhere/mytool.toml"], 1, "there is no"],
    ["a file of another name", ["trust", "package.json"], 2, "its name must be mytool.toml"],
    ["a project without a file", ["trust"], 1, "there is no mytool.toml in this project"],
  ])("explains what is wrong with %s", async (_, args, code, message) => {
    const run = await runToolCli(args);
    expect([run.code, run.stdout]).toEqual([code, ""]);
    expect(run.stderr).toContain(message);
  });
});
