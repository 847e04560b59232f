/** Reads the claims of the projects whose configuration names a file, and reads them again when they change. */
import { type Claim, readClaims } from "../claims/claim-file.js";
import { WatchedFile } from "../internal/watched-file.js";
import type { Project } from "../project/project.js";

/** By the names of the projects. */
export type ClaimFiles = ReadonlyMap<string, WatchedFile<readonly Claim[]>>;

/** @throws ConfigError if claims cannot be used */
export function watchClaims(projects: Iterable<Project>, log: (text: string) => void): ClaimFiles {
  const files = new Map<string, WatchedFile<readonly Claim[]>>();
  for (const { name, config } of projects)
    if (config.claims !== undefined)
      files.set(name, new WatchedFile({ path: config.claims, read: readClaims, content: "The claims", log }));
  return files;
}
