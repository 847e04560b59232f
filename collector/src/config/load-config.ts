/** Loads the configuration: `collector.toml`, over it the environment, and over both the flags of the command line. */
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { z } from "zod";
import { describeError } from "../internal/errors.js";
import { formatTomlKey } from "../internal/toml-key.js";
import { CONFIG, type CollectorConfig, type IndexConfig } from "./collector-config.js";
import { ConfigError, createSettingError } from "./config-error.js";
import { readEnvironment } from "./environment.js";

/** The settings that the command line has. */
export interface ServerFlags {
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly tls_cert?: string | undefined;
  readonly tls_key?: string | undefined;
  readonly public?: boolean | undefined;
}

export interface ConfigSources {
  /** @default no file, or `collector.toml` in the working directory if it exists */
  readonly file?: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly flags: ServerFlags;
  readonly cwd: string;
}

const DEFAULT_FILE = "collector.toml";

type Table = Record<string, unknown>;

/** @throws ConfigError that names the key, its location and what is expected */
export async function loadConfig({ file, env, flags, cwd }: ConfigSources): Promise<CollectorConfig> {
  const path = resolve(cwd, file ?? DEFAULT_FILE);
  const isFile = existsSync(path);
  if (file !== undefined && !isFile) throw new ConfigError(`${file} does not exist.`);
  const merged = isFile ? await readFile(path, cwd) : {};
  const locations = new Map<string, string>();
  for (const { variable, path: keys, value } of readEnvironment(env)) {
    setValue(merged, keys, value, variable);
    locations.set(keys.join("."), variable);
  }
  for (const [key, value] of Object.entries(flags)) {
    if (value === undefined) continue;
    setValue(merged, ["server", key], value, "the command line");
    locations.set(`server.${key}`, `the flag --${key.replaceAll("_", "-")}`);
  }
  const { success, data, error } = CONFIG.safeParse(merged);
  const fileName = isFile ? (file ?? DEFAULT_FILE) : "the configuration";
  if (!success) throw describeIssue(error, locations, fileName);
  checkClickHouse(data.index, locations, fileName);
  checkPublish(data.projects, locations, fileName);
  return resolvePaths(checkTogether(data, fileName), isFile ? dirname(path) : cwd, cwd, locations);
}

/** c12 reads TOML only, runs no code and uses no network. It needs 8 MB, so that it is loaded only if there is a file. */
async function readFile(path: string, cwd: string): Promise<Table> {
  if (!path.endsWith(".toml"))
    throw new ConfigError(`${path} must be a TOML file, whose name ends with .toml.`);
  const { loadConfig: loadLayers } = await import("c12");
  try {
    const { config } = await loadLayers<Table>({
      cwd,
      configFile: path,
      rcFile: false,
      globalRc: false,
      packageJson: false,
      dotenv: false,
      extend: false,
      envName: false,
      giget: false,
    });
    return structuredClone(config);
  } catch (error) {
    throw new ConfigError(`${path} could not be read: ${describeError(error)}${describeLine(error)}.`);
  }
}

/** The parser of c12 has the line beside its message. */
function describeLine(error: unknown): string {
  return error instanceof Error && "line" in error ? ` in line ${error.line}` : "";
}

/** @throws ConfigError if a key on the way has a value that is no table */
function setValue(table: Table, keys: readonly string[], value: unknown, location: string): void {
  let place = table;
  for (const key of keys.slice(0, -1)) {
    const next = place[key] ?? {};
    if (typeof next !== "object" || next === null)
      throw new ConfigError(`${location} sets ${keys.join(".")}, but ${key} is not a table.`);
    place[key] = next;
    place = next as Table; // an object of TOML, or one that this function made
  }
  place[keys.at(-1) ?? ""] = value;
}

function describeIssue(error: z.ZodError, locations: ReadonlyMap<string, string>, file: string): ConfigError {
  const [issue] = error.issues;
  if (issue === undefined) return new ConfigError("the configuration cannot be used.");
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const key = [...path, issue.keys[0] ?? ""].join(".");
    return new ConfigError(`${key} in ${locations.get(key) ?? file} is not a setting of the collector.`);
  }
  const key = path.join(".");
  // An item of a list has the location of the list.
  const location = locations.get(key) ?? locations.get(path.slice(0, -1).join(".")) ?? file;
  if (issue.code !== "invalid_key") return createSettingError(key, location, issue.message);
  const [reason] = issue.issues;
  return createSettingError(path.map(formatTomlKey).join("."), location, reason?.message ?? issue.message);
}

/** Checks what concerns several settings. */
function checkTogether(config: CollectorConfig, file: string): CollectorConfig {
  const { tls_cert, tls_key } = config.server;
  if ((tls_cert === undefined) !== (tls_key === undefined)) {
    const missing = tls_cert === undefined ? "server.tls_cert" : "server.tls_key";
    throw createSettingError(missing, file, "set as well, because a certificate and its key belong together");
  }
  const projects = Object.entries(config.projects);
  const keys = new Map<string, string>();
  for (const [name, { key }] of projects) {
    if (key === undefined && projects.length > 1)
      throw createSettingError(`projects.${name}.key`, file, "set, because there are several projects");
    const other = key === undefined ? undefined : keys.get(key);
    if (other !== undefined)
      throw createSettingError(`projects.${name}.key`, file, `another key than that of ${other}`);
    if (key !== undefined) keys.set(key, name);
  }
  return config;
}

/** @throws ConfigError */
function checkClickHouse(
  { engine, clickhouse }: IndexConfig,
  locations: ReadonlyMap<string, string>,
  file: string,
): void {
  if (engine === "clickhouse" && clickhouse === undefined)
    throw createSettingError("index.clickhouse.url", file, "set, because index.engine is clickhouse");
  const key = "index.clickhouse.password";
  if (clickhouse?.password === undefined) return;
  if (!locations.has(key))
    throw createSettingError(key, file, "in the environment or in index.clickhouse.password_file");
  if (clickhouse.password_file !== undefined)
    throw createSettingError(
      "index.clickhouse.password_file",
      file,
      "absent, because the environment has a password",
    );
}

/** @throws ConfigError if settings of noise and of exact numbers are combined */
function checkPublish(
  projects: CollectorConfig["projects"],
  locations: ReadonlyMap<string, string>,
  file: string,
): void {
  for (const [name, { publish }] of Object.entries(projects)) {
    if (publish.minimum_reports === undefined) continue;
    const { epsilon, delta } = publish;
    const [noise] = Object.entries({ epsilon, delta }).filter(([, value]) => value !== undefined);
    if (noise === undefined) continue;
    const key = `projects.${name}.publish.${noise[0]}`;
    throw createSettingError(key, locations.get(key) ?? file, "absent, because minimum_reports is set");
  }
}

/** Paths in the file are relative to its folder, and those of the environment and the flags to the working directory. */
function resolvePaths(
  { server, index, projects }: CollectorConfig,
  fileFolder: string,
  cwd: string,
  locations: ReadonlyMap<string, string>,
): CollectorConfig {
  const toPath = (key: string, path: string) => resolve(locations.has(key) ? cwd : fileFolder, path);
  const { tls_cert, tls_key, ...rest } = server;
  return {
    index: resolvePasswordFile(index, (path) => toPath("index.clickhouse.password_file", path)),
    server: {
      ...rest,
      ...(tls_cert !== undefined && { tls_cert: toPath("server.tls_cert", tls_cert) }),
      ...(tls_key !== undefined && { tls_key: toPath("server.tls_key", tls_key) }),
    },
    projects: Object.fromEntries(
      Object.entries(projects).map(([name, { flags, claims, manifests, ...project }]) => [
        name,
        {
          ...project,
          manifests: manifests.map((path) => toPath(`projects.${name}.manifests`, path)),
          ...(flags !== undefined && { flags: toPath(`projects.${name}.flags`, flags) }),
          ...(claims !== undefined && { claims: toPath(`projects.${name}.claims`, claims) }),
        },
      ]),
    ),
  };
}

function resolvePasswordFile(index: IndexConfig, toPath: (path: string) => string): IndexConfig {
  const { clickhouse } = index;
  if (clickhouse?.password_file === undefined) return index;
  return { ...index, clickhouse: { ...clickhouse, password_file: toPath(clickhouse.password_file) } };
}
