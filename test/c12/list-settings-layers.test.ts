/** Whose each layer of c12 is, and which layers are refused. */
import { symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type LoadConfigOptions, loadConfig, type ResolvedConfig } from "c12";
import { describe, expect, it } from "vitest";
import { type LoadedConfig, listSettingsLayers } from "../../src/c12/index.js";
import { createFolderWithFiles, createTempFolder, DIST, runProgram } from "../support/run.js";

const SECTION = "[telemetry]\nbatch_size = 3\n";
const STRANGER = { posthog_host: "https://stranger.example" };

function load(cwd: string, options: LoadConfigOptions = {}) {
  return loadConfig({ name: "mytool", cwd, dotenv: false, ...options });
}

describe("listSettingsLayers", () => {
  it("names the file of a project, which can be trusted", async () => {
    const cwd = createFolderWithFiles({ "mytool.config.toml": SECTION });
    const path = join(cwd, "mytool.config.toml");
    expect(listSettingsLayers(await load(cwd))).toEqual([
      { owner: "project", name: path, path, config: { telemetry: { batch_size: 3 } } },
    ]);
  });

  it("names a file in .config/", async () => {
    const cwd = createFolderWithFiles({ ".config/mytool.json": '{ "telemetry": { "batchSize": 3 } }' });
    expect(listSettingsLayers(await load(cwd))).toMatchObject([
      { path: join(cwd, ".config", "mytool.json") },
    ]);
  });

  it("lists the layers in c12's order, and only the main file has a path", async () => {
    const cwd = createFolderWithFiles({
      "mytool.config.toml": `extends = "./base"\n${SECTION}`,
      "base/mytool.config.toml": SECTION,
      ".mytoolrc": "telemetry.batch_size=3",
      "package.json": '{ "mytool": { "telemetry": { "batch_size": 3 } } }',
    });
    const loaded = await load(cwd, { packageJson: true, overrides: { telemetry: { batch_size: 3 } } });
    expect(listSettingsLayers(loaded).map(({ owner, name, path }) => [owner, name, path])).toEqual([
      ["author", "overrides of c12", undefined],
      ["project", join(cwd, "mytool.config.toml"), join(cwd, "mytool.config.toml")],
      ["project", ".mytoolrc of c12", undefined],
      ["project", "package.json of c12", undefined],
      ["project", `${join(cwd, "base", "mytool.config.toml")} of c12`, undefined],
    ]);
  });

  it("gives all layers of a person's folder to the person, except c12's overrides", async () => {
    const cwd = createFolderWithFiles({
      "mytool.config.toml": SECTION,
      ".mytoolrc": "telemetry.batch_size=3",
    });
    const loaded = await load(cwd, { overrides: { telemetry: { batch_size: 3 } } });
    const owners = listSettingsLayers(loaded, { owner: "person" }).map(({ owner }) => owner);
    expect(owners).toEqual(["author", "person", "person"]);
  });

  it("includes the values that c12 selects by the environment", async () => {
    const cwd = createFolderWithFiles({
      "mytool.config.toml": `${SECTION}["$production".telemetry]\nbatch_size = 4\n`,
    });
    const [layer] = listSettingsLayers(await load(cwd, { envName: "production" }));
    expect(layer?.config).toEqual({ telemetry: { batch_size: 4 } });
  });

  it("keeps no other settings of the tool", async () => {
    const cwd = createFolderWithFiles({ "mytool.config.toml": `password = "x"\n${SECTION}` });
    expect(JSON.stringify(listSettingsLayers(await load(cwd)))).not.toContain("password");
  });

  it("lists nothing of a configuration without the section", async () => {
    const cwd = createFolderWithFiles({ "mytool.config.toml": "x = 1\n" });
    expect(listSettingsLayers(await load(cwd))).toEqual([]);
    expect(listSettingsLayers(await load(createTempFolder()))).toEqual([]);
  });

  it("accepts c12's type", () => {
    const loaded: LoadedConfig = {} as ResolvedConfig; // only the type is tested
    expect(loaded).toBeDefined();
  });
});

describe("a project's file that imitates the layer of somebody else", () => {
  it("adds layers by the key `_layers`", async () => {
    const imitated = [
      { config: { telemetry: STRANGER } },
      { config: { telemetry: STRANGER }, cwd: homedir(), configFile: join(homedir(), ".config/mytool.json") },
    ];
    const cwd = createFolderWithFiles({ "mytool.config.json": JSON.stringify({ _layers: imitated }) });
    const layers = listSettingsLayers(await load(cwd));
    expect(layers.map(({ owner, path }) => [owner, path])).toEqual([
      ["project", undefined],
      ["project", undefined],
    ]);
  });

  it("is in the working directory, and the person's folder has no file of that name", async () => {
    const project = createFolderWithFiles({ "mytool.toml": SECTION });
    const { stdout } = await runProgram(
      `
      import { loadConfig } from ${JSON.stringify(import.meta.resolve("c12"))};
      import { listSettingsLayers } from ${JSON.stringify(join(DIST, "c12", "index.js"))};
      const loaded = await loadConfig({ cwd: ${JSON.stringify(createTempFolder())}, configFile: "mytool.toml" });
      console.log(JSON.stringify(listSettingsLayers(loaded, { owner: "person" })));`,
      { home: createTempFolder(), cwd: project },
    );
    expect(JSON.parse(stdout)).toMatchObject([{ owner: "project", path: join(project, "mytool.toml") }]);
  });
});

describe("files of a stranger", () => {
  it("do not become the person's because the person's file extends a file that is missing", async () => {
    const person = createFolderWithFiles({ "mytool.config.json": '{ "extends": ["./work.toml"] }' });
    const project = createFolderWithFiles({ "work.toml": '[telemetry]\nidentity = "install"\n' });
    const { stdout } = await runProgram(
      `
      import { loadConfig } from ${JSON.stringify(import.meta.resolve("c12"))};
      import { listSettingsLayers } from ${JSON.stringify(join(DIST, "c12", "index.js"))};
      const loaded = await loadConfig({ name: "mytool", cwd: ${JSON.stringify(person)} });
      console.log(JSON.stringify(listSettingsLayers(loaded, { owner: "person" })));`,
      { home: createTempFolder(), cwd: project },
    );
    expect(JSON.parse(stdout)).toMatchObject([
      { owner: "project", config: { telemetry: { identity: "install" } } },
    ]);
  });

  it("cannot be trusted as links to a file that the person has trusted elsewhere", async () => {
    const trusted = createFolderWithFiles({ "mytool.config.toml": SECTION });
    const cwd = createTempFolder();
    symlinkSync(join(trusted, "mytool.config.toml"), join(cwd, "mytool.config.toml"));
    const [layer] = listSettingsLayers(await load(cwd));
    expect([layer?.owner, layer?.path]).toEqual(["project", undefined]);
  });

  it("can be trusted in a folder that is reached by a link", async () => {
    const cwd = createFolderWithFiles({ "mytool.config.toml": SECTION });
    const link = join(createTempFolder(), "link");
    symlinkSync(cwd, link);
    expect(listSettingsLayers(await load(link))[0]?.path).toMatch(/mytool\.config\.toml$/);
  });
});

describe("a configuration that telemetry cannot rely on", () => {
  it.each([
    ["a list", '[{ "telemetry": { "disable_telemetry": true } }]', "a list is not a configuration"],
    [
      "an extended file whose settings `extends` overrides",
      '{ "extends": [["./base", { "overrides": { "telemetry": { "disable_telemetry": false } } }]] }',
      "overrides in extends hide settings of the layer",
    ],
  ])("is %s", async (_, text, error) => {
    const cwd = createFolderWithFiles({
      "mytool.config.json": text,
      "base/mytool.config.json": '{ "telemetry": { "disable_telemetry": true } }',
    });
    expect(listSettingsLayers(await load(cwd))).toContainEqual(expect.objectContaining({ error }));
  });

  it("keeps a section that is a list, which is then refused", async () => {
    const cwd = createFolderWithFiles({ "mytool.config.json": '{ "telemetry": [] }' });
    expect(listSettingsLayers(await load(cwd))).toMatchObject([{ config: { telemetry: [] } }]);
  });

  it.each([
    ["defaults", { defaults: { telemetry: { batch_size: 3 } } }, "batch_size"],
    ["defaultConfig", { defaultConfig: { telemetry: { batchSize: 3, spool: false } } }, "batch_size, spool"],
    ["an opt-out in defaults", { defaults: { telemetry: false } }, "telemetry"],
  ])("has settings in c12's %s, which may hide an opt-out", async (_, options, keys) => {
    const loaded = await load(createTempFolder(), options);
    expect(listSettingsLayers(loaded)).toEqual([
      {
        owner: "author",
        name: "defaults of c12",
        error: `${keys}: no layer of c12 contains it; give defaults as options of the client`,
      },
    ]);
  });

  it.each([
    ["nothing", undefined],
    ["a promise", Promise.resolve({})],
    ["layers that are no list", { config: {}, layers: 7 }],
    ["a layer that is null", { config: {}, layers: [null] }],
    [
      "a getter that throws",
      {
        get config() {
          throw new Error("no");
        },
        layers: [],
      },
    ],
  ])("is %s", (_, loaded) => {
    expect(listSettingsLayers(loaded as unknown as LoadedConfig)).toMatchObject([{ owner: "author" }]);
  });
});
