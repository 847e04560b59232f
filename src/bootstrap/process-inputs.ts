/** Provides what the settings and the state of telemetry depend on: the environment, the folders and the network. */
import { realpathSync } from "node:fs";
import ci from "ci-info";
import type { Environment } from "../config/environment.js";
import { findToolFolders, type ToolFolders } from "../config/file-locations.js";
import { type ProxyResolution, resolveProxy } from "../net/proxy-resolution.js";

/** Everything that `resolveTelemetry` reads besides files. */
export interface ProcessInputs {
  readonly env: Environment;
  /** Returns undefined if project files do not count. @throws the system's error if the directory no longer exists */
  readonly cwd: () => string | undefined;
  readonly isCi: boolean;
  /** Returns undefined without a home directory. */
  readonly findToolFolders: (tool: string) => ToolFolders | undefined;
  /** Returns the proxy for requests to a URL. */
  readonly resolveProxy: (url: string) => ProxyResolution;
}

/** The inputs of this process. */
export const processInputs: ProcessInputs = {
  env: process.env,
  cwd: findWorkingDirectory,
  isCi: ci.isCI,
  findToolFolders,
  resolveProxy,
};

/**
 * Returns the working directory as the system knows it. `process.cwd()` caches the path, so it would return the old path of
 * a repository that was moved.
 * @throws the system's error if the working directory no longer exists
 */
export function findWorkingDirectory(): string {
  return realpathSync.native(".");
}
