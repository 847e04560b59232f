/** Files that belong to another account of the machine. */
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { getInstallationSalt } from "../../src/config/identity.js";
import { MAIN, unwrap } from "../support/cli.js";
import {
  changeRepository,
  createAuthorOptions,
  createGreedySettings,
  getProjectFile,
  home,
  receiver,
  repository,
  runTool,
  runToolCli,
  write,
  writeProject,
} from "../support/cloned-repository.js";
import { createTempFolder, runNode } from "../support/run.js";

/** The account "nobody" on most systems. */
const OTHER_ACCOUNT = 65534;
const isRoot = process.getuid?.() === 0;

describe.skipIf(!isRoot)("files of another account (skipped unless the tests run as root)", () => {
  const changeOwner = (path: string) => chownSync(path, OTHER_ACCOUNT, OTHER_ACCOUNT);
  const cases: readonly [string, () => void][] = [
    ["a settings file", () => changeOwner(getProjectFile())],
    ["a .git folder", () => changeOwner(join(repository, ".git"))],
  ];

  it.each(cases)("does not trust %s of another account", async (_, give) => {
    writeProject(createGreedySettings());
    expect((await runToolCli(["trust"])).code).toBe(0); // while it is the person's own
    give();
    const refused = await runToolCli(["trust"]);
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

  it("ignores another account's settings file in a folder above, such as /tmp", async () => {
    const shared = join(home, "tmp");
    mkdirSync(join(shared, ".git"), { recursive: true });
    write(join(shared, "mytool.toml"), `[telemetry]\n${createGreedySettings()}`);
    for (const path of [join(shared, ".git"), join(shared, "mytool.toml")]) changeOwner(path);
    changeRepository(join(shared, "jane"));
    mkdirSync(repository);
    expect((await runTool()).state).toMatchObject({ status: "off", reason: "no_key" });
    expect(receiver.requests).toEqual([]);
  });

  it("lets every account trust files of root", async () => {
    writeProject(`posthog_api_key = "phc_team"\nposthog_host = "${receiver.url}"`);
    mkdirSync(join(home, ".config"));
    for (const path of [home, join(home, ".config")]) changeOwner(path);
    for (const path of [join(home, "work"), repository]) chmodSync(path, 0o755);
    const options = { home, cwd: repository, uid: OTHER_ACCOUNT };
    const trust = await runNode([MAIN, "--tool", "mytool", "trust"], options);
    expect([trust.code, trust.stderr]).toEqual([0, ""]);
    const status = await runNode([MAIN, "--tool", "mytool", "status", "--json"], options);
    expect(JSON.parse(status.stdout)).toMatchObject({ state: "on", endpoint: receiver.url, ignored: null });
  });

  it("does not use another account's salt, which that account knows", () => {
    const folder = createTempFolder();
    const salt = getInstallationSalt(folder, "unused").value;
    expect(getInstallationSalt(folder, "unused").value).toBe(salt);
    changeOwner(join(folder, "salt"));
    expect(getInstallationSalt(folder, "another").value).not.toBe(salt);
  });

  it("names another account's salt in doctor", async () => {
    const salt = join(home, ".data/mytool/telemetry/salt");
    write(salt, "0".repeat(64));
    changeOwner(salt);
    expect(unwrap((await runToolCli(["doctor"])).stdout)).toContain(
      "~/.data/mytool/telemetry/salt belongs to another account, and is not used",
    );
  });

  it.each([
    ["saved choice", "telemetry-choice.json", '{"telemetry":"enabled","policy":"2026-11-28"}'],
    ["settings", "mytool.toml", '[telemetry]\nposthog_api_key = "phc_x"'],
  ])("turns telemetry off if another account owns the %s in the person's folder", async (_, name, text) => {
    write(join(home, ".config/mytool", name), text);
    changeOwner(join(home, ".config/mytool", name));
    expect((await runTool(createAuthorOptions())).state).toMatchObject({
      status: "off",
      reason: "unreadable_file",
    });
    expect(receiver.requests).toEqual([]);
  });
});
