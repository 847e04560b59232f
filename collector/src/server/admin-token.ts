/** Creates the token that allows to read, in a file that only the operator's account can read. */
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readOrCreate } from "../internal/read-or-create.js";

const TOKEN_FILE = "admin-token";
const TOKEN_BYTES = 24;

export interface AdminToken {
  readonly path: string;
  readonly token: string;
}

/** Reads the token, or creates it. @throws the system's error */
export function loadAdminToken(dataFolder: string): AdminToken {
  const path = join(dataFolder, TOKEN_FILE);
  return { path, token: readOrCreate(path, () => randomBytes(TOKEN_BYTES).toString("base64url")) };
}
