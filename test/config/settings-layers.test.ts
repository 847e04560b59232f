/** The settings of layers that a tool hands over: who may set what. */
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { processInputs } from "../../src/bootstrap/process-inputs.js";
import { resolveTelemetry } from "../../src/bootstrap/resolve-telemetry.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { SettingsLayer } from "../../src/config/settings-layers.js";
import { runToolCommand } from "../support/cli.js";
import { createTempFolder } from "../support/run.js";

let home: string;
let cwd: string;

beforeEach(() => {
  home = createTempFolder();
  cwd = join(home, "project");
  mkdirSync(join(cwd, ".git"), { recursive: true });
});

function resolve(options: TelemetryOptions, env: Record<string, string> = {}) {
  const config = join(home, ".config", "mytool");
  const data = join(home, ".local");
  return resolveTelemetry(checkOptions({ tool: "mytool", posthogApiKey: "phc_author", ...options }), {
    ...processInputs,
    env,
    isCi: false,
    cwd: () => cwd,
    findToolFolders: () => ({
      config,
      data,
      spool: join(data, "spool"),
      ids: join(data, "ids"),
      receipts: join(data, "receipts"),
    }),
  });
}

/** Writes the file of a layer. */
function createLayer(
  owner: SettingsLayer["owner"],
  telemetry: object,
  path = join(cwd, "mytool.json"),
): SettingsLayer {
  writeFileSync(path, JSON.stringify({ telemetry }));
  return { owner, name: path, path, config: { telemetry } };
}

const GREEDY = { posthogHost: "https://stranger.example", toolsOverPrivacy: true, identity: "install" };

describe("a project's layer that is not trusted", () => {
  it("may only make telemetry more private", () => {
    const layer = createLayer("project", { ...GREEDY, sampleRate: 0.5, batch_size: 3 });
    const { settings, state } = resolve({ settingsLayers: [layer] });
    expect(settings).toMatchObject({
      posthogHost: "https://us.i.posthog.com",
      toolsOverPrivacy: false,
      identity: "session",
      sampleRate: 0.5,
      batchSize: 10,
    });
    expect(state.ignored).toEqual({
      file: layer.path,
      keys: ["tools_over_privacy", "posthog_host", "batch_size", "identity"],
      nextStep: "the tool's own telemetry command can trust it, if its author adds one",
    });
    const { state: withCommand } = resolve({ settingsLayers: [layer], command: "mytool telemetry" });
    expect(withCommand.ignored?.nextStep).toBe(`mytool telemetry trust ${layer.path}`);
  });

  it("cannot be trusted without a file of its own", () => {
    const layer: SettingsLayer = {
      owner: "project",
      name: ".mytoolrc of c12",
      config: { telemetry: GREEDY },
    };
    expect(resolve({ settingsLayers: [layer] }).state.ignored?.nextStep).toBe(
      "nobody can trust it: .mytoolrc of c12 is not one configuration file",
    );
  });

  it("is reported once if this library reads the same file", () => {
    const path = join(cwd, "mytool.toml");
    writeFileSync(path, "[telemetry]\nbatch_size = 3\nsample_rates = 0.5\n");
    const config = { telemetry: { batch_size: 3, sample_rates: 0.5, sample_rate: 0.25 } };
    const { problems, settings, state } = resolve({
      settingsLayers: [{ owner: "project", name: path, path, config }],
    });
    expect(problems).toHaveLength(1);
    expect(state.ignored).toMatchObject({ file: path, keys: ["batch_size"] });
    expect(settings.sampleRate).toBe(0.25); // which c12 has added
  });
});

describe("the subcommand `trust`", () => {
  const command = (args: readonly string[], layer: SettingsLayer) =>
    runToolCommand(args, `settingsLayers: [${JSON.stringify(layer)}]`, { home, cwd });
  const readStatus = async (layer: SettingsLayer) =>
    JSON.parse((await command(["status", "--json"], layer)).stdout);

  it("trusts exactly the content of a layer's file, until it is withdrawn", async () => {
    const layer = createLayer("project", { batchSize: 3 });
    expect((await command(["trust"], layer)).stdout).toContain("batch_size  = 3");
    expect((await readStatus(layer)).settings.batch_size).toMatchObject({ value: 3 });

    const changed = createLayer("project", { batchSize: 4 });
    expect((await readStatus(changed)).settings.batch_size).toMatchObject({ value: 10 });

    expect((await command(["trust", "mytool.json", "--remove"], layer)).code).toBe(0);
    expect((await readStatus(layer)).settings.batch_size).toMatchObject({ value: 10 });
  });

  it("names the files that it could trust", async () => {
    const layer = createLayer("project", { batchSize: 3 });
    const { code, stderr } = await command(["trust", "other.json"], layer);
    expect(code).toBe(2);
    expect(stderr.replace(/\s+/g, " ")).toContain("its name must be mytool.toml or mytool.json");
  });

  it("prefers the file that this library reads itself", async () => {
    writeFileSync(join(cwd, "mytool.toml"), "[telemetry]\nmax_retries = 5\n");
    const { stdout } = await command(["trust"], createLayer("project", { batchSize: 3 }));
    expect(stdout).toContain("max_retries");
  });
});

describe("a person's layer", () => {
  it("has precedence over the project's and the author's, and not over the environment", () => {
    const own = createLayer("person", { batchSize: 4, posthogApiKey: "phc_own" }, join(home, "mytool.json"));
    const settingsLayers = [createLayer("project", { batchSize: 3 }), own];
    const { settings, provenance } = resolve({ settingsLayers, batchSize: 5 });
    expect(settings).toMatchObject({ batchSize: 4, posthogApiKey: "phc_own" });
    expect(provenance.batchSize).toEqual({ kind: "person", label: `${own.path}, telemetry` });
    const env = { MYTOOL__TELEMETRY__BATCH_SIZE: "6" };
    expect(resolve({ settingsLayers }, env).settings.batchSize).toBe(6);
  });

  it.each([
    ["that everybody may write", (path: string) => chmodSync(path, 0o666), "every account may write"],
    [
      "that is a link without a target",
      (path: string) => {
        symlinkSync("/nowhere", `${path}.link`);
        return `${path}.link`;
      },
      "a link that leads nowhere",
    ],
    ["that does not exist", () => join(home, "none.json"), "no such file"],
  ])("turns telemetry off if it is a file %s", (_, change, error) => {
    const layer = createLayer("person", { batchSize: 4 }, join(home, "mytool.json"));
    const path = change(join(home, "mytool.json")) ?? join(home, "mytool.json");
    const { state } = resolve({ settingsLayers: [{ ...layer, path }] });
    expect(state).toMatchObject({ status: "off", reason: "unreadable_file", source: path });
    expect("error" in state && state.error).toContain(error);
  });
});

describe("an author's layer", () => {
  it("is a default for everybody, which is stronger than an option", () => {
    const layer: SettingsLayer = {
      owner: "author",
      name: "overrides of c12",
      config: { telemetry: { batchSize: 3 } },
    };
    const { settings, provenance } = resolve({ settingsLayers: [layer], batchSize: 5 });
    expect(settings.batchSize).toBe(3);
    expect(provenance.batchSize).toEqual({ kind: "option", label: "overrides of c12, telemetry" });
  });
});

describe("every layer", () => {
  const owners = ["author", "person", "project"] as const;

  it.each(owners)("of the %s can turn telemetry off", (owner) => {
    const layer: SettingsLayer = { owner, name: "layer", config: { telemetry: { disableTelemetry: true } } };
    expect(resolve({ settingsLayers: [layer] }).state).toMatchObject({
      status: "off",
      reason: "disabled",
      source: "layer, telemetry",
    });
  });

  it.each([
    ["a section that is false", { telemetry: false }, "telemetry is not a section"],
    ["a section that is true", { telemetry: true }, "telemetry is not a section"],
    ["an opt-out outside the section", { disableTelemetry: true }, "disableTelemetry is not in a section"],
  ])("with %s turns telemetry off", (_, config, error) => {
    for (const owner of owners)
      expect(resolve({ settingsLayers: [{ owner, name: "layer", config }] }).state).toMatchObject({
        status: "off",
        reason: "unreadable_file",
        source: "layer",
        error,
      });
  });

  it.each([
    ["an object", {}],
    ["null", null],
    ["a function", () => 1],
    ["a symbol", Symbol("x")],
    ["a date", new Date()],
    ["an object that contains itself", Object.assign([], { 0: globalThis })],
    ["a large integer", 2n ** 64n],
  ])("refuses %s as a value, and names the key", (_, batchSize) => {
    const { problems } = resolve({
      settingsLayers: [{ owner: "project", name: "layer", config: { telemetry: { batchSize } } }],
    });
    expect(problems).toMatchObject([{ key: "batch_size", complaint: expect.stringContaining("1 to 2048") }]);
  });

  it("ignores properties that are undefined", () => {
    const config = { telemetry: { batchSize: undefined } };
    expect(resolve({ settingsLayers: [{ owner: "person", name: "layer", config }] }).problems).toEqual([]);
  });

  it("turns telemetry off if the author says that it cannot be read", () => {
    const layer: SettingsLayer = { owner: "project", name: "mytool.json", error: "not JSON" };
    expect(resolve({ settingsLayers: [layer] }).state).toMatchObject({
      reason: "unreadable_file",
      source: "mytool.json",
      error: "not JSON",
    });
  });
});

describe("the option settingsLayers", () => {
  it.each([
    ["no list", {}],
    ["a list of something else", ["mytool.json"]],
    ["a layer of an unknown owner", [{ owner: "me", name: "x", config: {} }]],
    ["a layer without a name", [{ owner: "person", config: {} }]],
    ["a relative path", [{ owner: "person", name: "x", path: "x.json", config: {} }]],
    ["a configuration that is a text", [{ owner: "person", name: "x", config: "{}" }]],
    ["an error that is not a text", [{ owner: "person", name: "x", error: new Error("x") }]],
  ])("is refused if it is %s", (_, settingsLayers) => {
    const { mistake } = checkOptions({ settingsLayers } as unknown as TelemetryOptions);
    expect(mistake).toBe(
      'option settingsLayers is not a list of { owner: "author" | "person" | "project", name, path?, config?, error? }',
    );
  });
});
