/** An opt-out is kept whatever state the person's files are in. */
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  createAuthorOptions,
  home,
  receiver,
  runTool,
  runToolCli,
  write,
} from "../support/cloned-repository.js";

describe("an opt-out in the person's files", () => {
  const FILES = [
    ["saved choice", "telemetry-choice.json", '{"telemetry":"disabled"}', "saved_choice"],
    ["settings", "mytool.toml", "[telemetry]\ndisable_telemetry = true\n", "disabled"],
  ] as const;
  it("is saved through a link to the person's own file, and keeps the link", async () => {
    const file = join(home, "dotfiles/choice.json");
    write(file, '{"telemetry":"enabled"}');
    mkdirSync(join(home, ".config/mytool"), { recursive: true });
    symlinkSync(file, join(home, ".config/mytool/telemetry-choice.json"));
    expect((await runToolCli(["disable"])).code).toBe(0);
    expect(JSON.parse(readFileSync(file, "utf8")).telemetry).toBe("disabled");
    expect((await runTool(createAuthorOptions())).state).toMatchObject({
      status: "off",
      reason: "saved_choice",
    });
  });

  it.each(FILES)("is read through a link to the person's own %s", async (_, name, text, reason) => {
    write(join(home, "dotfiles", name), text);
    mkdirSync(join(home, ".config/mytool"), { recursive: true });
    symlinkSync(join(home, "dotfiles", name), join(home, ".config/mytool", name));
    expect((await runTool(createAuthorOptions())).state).toMatchObject({ status: "off", reason });
    expect(receiver.requests).toEqual([]);
  });

  const UNUSABLE: readonly [string, (path: string, text: string) => void][] = [
    ["a broken link", (path) => symlinkSync(join(home, "gone"), path)],
    [
      "below a broken link",
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
  )("turns telemetry off if the %s is %s", async (_, __, name, text, make) => {
    const path = join(home, ".config/mytool", name);
    mkdirSync(dirname(path), { recursive: true });
    await make(path, text);
    expect((await runTool(createAuthorOptions())).state).toMatchObject({
      status: "off",
      reason: "unreadable_file",
    });
    expect(receiver.requests).toEqual([]);
  });
});

describe("an opt-out in the environment", () => {
  it.each([
    [
      "MYTOOL_TELEMETRY",
      ["disabled", "none", "never", "opt-out", "off", "0", "nope"],
      ["", "1", "true", "on"],
    ],
    ["MYTOOL_TELEMETRY_ENABLED", ["disabled", "false", "x"], ["", "yes"]],
    ["MYTOOL_TELEMETRY_DISABLED", ["1", "disabled", "please", "enabled"], ["", "0", "no"]],
    ["MYTOOL__TELEMETRY__DISABLE_TELEMETRY", ["1", "ture", "none"], ["", "false", "off"]],
    ["DO_NOT_TRACK", ["1", "please"], ["", "0", "false"]],
  ])("is read from %s", async (variable, off, on) => {
    for (const [values, expected] of [
      [off, "off"],
      [on, "on"],
    ] as const)
      for (const value of values) {
        const { state } = await runTool(createAuthorOptions(), { [variable]: value });
        expect([variable, value, state.status]).toEqual([variable, value, expected]);
      }
  });
});
