/** Creates the token that allows to read, in a file that only the operator's account can read. */
import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const TOKEN_FILE = "admin-token";
const TOKEN_BYTES = 24;

export interface AdminToken {
  readonly path: string;
  readonly token: string;
}

/** Reads the token, or creates it. @throws the system's error */
export function loadAdminToken(dataFolder: string): AdminToken {
  const path = join(dataFolder, TOKEN_FILE);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(path, `${randomBytes(TOKEN_BYTES).toString("base64url")}\n`, { flag: "wx", mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return { path, token: readFileSync(path, "utf8").trim() };
}
