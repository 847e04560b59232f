/** Tests the settings of ClickHouse, and what is derived from them for a project. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load-config.js";
import { createClickHouseTarget } from "../../src/server/clickhouse-target.js";
import { createTempFolder } from "../support/temp-folder.js";

const URL_LINE = 'url = "https://clickhouse.example:8443"';

function load(toml: string, env: NodeJS.ProcessEnv = {}) {
  const cwd = createTempFolder();
  writeFileSync(join(cwd, "collector.toml"), toml);
  return loadConfig({ cwd, env, flags: {} });
}

const createToml = (...lines: string[]) =>
  ['[index]\nengine = "clickhouse"', "[index.clickhouse]", ...lines].join("\n");

describe("the settings of ClickHouse", () => {
  it("have defaults, and DuckDB is the default engine", async () => {
    expect((await load("")).index).toEqual({ engine: "duckdb", memory_limit: "640MB" });
    expect((await load(createToml(URL_LINE))).index).toEqual({
      engine: "clickhouse",
      memory_limit: "640MB",
      clickhouse: { url: "https://clickhouse.example:8443", username: "default", database: "codeweaver" },
    });
  });

  it.each([
    ["an unknown engine", '[index]\nengine = "sqlite"', "index.engine in collector.toml must be"],
    ["no address", '[index]\nengine = "clickhouse"', "index.clickhouse.url in collector.toml must be set"],
    ["an address of another scheme", createToml('url = "tcp://x:9000"'), "must be an address such as"],
    ["a password in the address", createToml('url = "https://a:secret@x"'), "without a name or a password"],
    ["a password in the file", createToml(URL_LINE, 'password = "secret"'), "must be in the environment"],
    ["a database with a dot", createToml(URL_LINE, 'database = "a.b"'), "a name of letters, digits and _"],
  ])("are refused with %s", async (_, toml, message) => {
    const error = await load(toml).catch((reason: Error) => reason.message);
    expect(error).toContain(message);
    expect(error).not.toContain("secret");
  });

  it("have the password of the environment as it is", async () => {
    const env = { CODEWEAVER_COLLECTOR__INDEX__CLICKHOUSE__PASSWORD: "0123" };
    expect((await load(createToml(URL_LINE), env)).index.clickhouse?.password).toBe("0123");
    const both = load(createToml(URL_LINE, 'password_file = "password"'), env);
    await expect(both).rejects.toThrow("index.clickhouse.password_file in collector.toml must be absent");
  });
});

describe("createClickHouseTarget", () => {
  it("reads the password, and keeps the id of the collector with the journals", async () => {
    const password_file = join(createTempFolder(), "password");
    writeFileSync(password_file, "secret \n");
    const { index, projects } = await load(createToml(URL_LINE, `password_file = "${password_file}"`));
    const { default: project } = projects;
    if (project === undefined) throw new Error("there is no project");
    const folder = createTempFolder();
    const target = createClickHouseTarget({ index, name: "default", project, folder });
    expect(target).toMatchObject({
      password: "secret ",
      database: "codeweaver_default",
      retention: { events: 90, spans: 30 },
    });
    expect(createClickHouseTarget({ index, name: "default", project, folder })).toEqual(target);
    const other = createClickHouseTarget({ index, name: "default", project, folder: createTempFolder() });
    expect(other?.collector).not.toBe(target?.collector);
  });
});
