/** The files of config/, which operators copy. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load-config.js";
import { createTempFolder } from "../support/temp-folder.js";

const CONFIG = join(import.meta.dirname, "../../config");
/** The working directory has no collector.toml. */
const SOURCES = { env: {}, flags: {}, cwd: import.meta.dirname };

const readExample = (name: string) => readFileSync(join(CONFIG, name), "utf8");

describe("collector.toml", () => {
  it("has the defaults", async () => {
    const file = join(CONFIG, "collector.toml");
    expect(await loadConfig({ ...SOURCES, file })).toEqual(await loadConfig(SOURCES));
  });

  it("shows every setting, and the ones without a default are accepted", async () => {
    const file = join(createTempFolder(), "collector.toml");
    writeFileSync(file, readExample("collector.toml").replaceAll(/^# (\w+ = |\[index|\[projects)/gm, "$1"));
    const { server, index, projects } = await loadConfig({ ...SOURCES, file });
    expect(Object.keys(server).sort()).toEqual([
      "allowed_hosts",
      "host",
      "port",
      "public",
      "tls_cert",
      "tls_key",
      "trusted_proxies",
    ]);
    expect(Object.keys(index).sort()).toEqual(["clickhouse", "engine", "memory_limit"]);
    expect(Object.keys(index.clickhouse ?? {}).sort()).toEqual([
      "database",
      "password_file",
      "url",
      "username",
    ]);
    expect(Object.keys(projects.default ?? {}).sort()).toEqual([
      "claims",
      "experiments",
      "flags",
      "key",
      "manifests",
      "publish",
      "retention_days",
      "trace_retention_days",
    ]);
    // `minimum_reports` cannot be set beside the numbers of noise, so that the comment names it.
    expect(Object.keys(projects.default?.publish ?? {}).sort()).toEqual(["delta", "epsilon", "tables"]);
    expect(readExample("collector.toml")).toContain("`minimum_reports`");
    expect(Object.keys(projects.default?.experiments.new_reranker ?? {}).sort()).toEqual([
      "control",
      "decrease",
      "planned_installations",
      "shares",
    ]);
  });
});

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).error === undefined;

describe("codeweaver-collector.service", () => {
  it.skipIf(!hasSystemd)("is a unit that systemd accepts", () => {
    const unit = join(createTempFolder(), "codeweaver-collector.service");
    // The program is not installed here.
    writeFileSync(
      unit,
      readExample("codeweaver-collector.service").replace(/(?<=^ExecStart=)\S+/m, process.execPath),
    );
    const { status, stderr } = spawnSync("systemd-analyze", ["verify", unit], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });
});
