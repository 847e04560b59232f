/** Creates the folder of `npm run community`, with the configuration of its collector. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../build/community/", import.meta.url));
const CLAIMS = fileURLToPath(new URL("../../config/claims.toml", import.meta.url));

/** The name of the tool, which pages show. */
export const PROJECT = "codeweaver";
/** How many days the collector keeps events: the months in which the ninety days are. */
const RETENTION_DAYS = 130;

/**
 * The protection of the published figures. Few tables need little noise, so that a community of this size has figures, and no
 * person is behind the reports.
 */
const CONFIG = `[server]
public = true

[projects.${PROJECT}]
retention_days = ${RETENTION_DAYS}
claims = ${JSON.stringify(CLAIMS)}

[projects.${PROJECT}.publish]
epsilon = 2
tables = ["reports", "versions", "searches", "search-time", "saved-share", "features"]

[projects.${PROJECT}.experiments.new_reranker]
decrease = ["search_ms"]
planned_installations = 2000

[projects.${PROJECT}.experiments.compact_answers]
decrease = ["search_ms"]
planned_installations = 2000
`;

/** Empties the folder, and writes the configuration. @throws Error if another community runs in it */
export async function createCommunityFolder() {
  const data = join(FOLDER, "data");
  if (await isServed(join(data, "serve.sock")))
    throw new Error(`another community runs in ${FOLDER}. End it with Ctrl+C.`);
  rmSync(FOLDER, { recursive: true, force: true, maxRetries: 10 });
  mkdirSync(FOLDER, { recursive: true, mode: 0o700 });
  const config = join(FOLDER, "collector.toml");
  writeFileSync(config, CONFIG);
  return { folder: FOLDER, data, config, homes: join(FOLDER, "installations"), site: join(FOLDER, "site") };
}

/** Returns whether a collector answers at its socket. One that was killed leaves the socket. @param {string} socket */
function isServed(socket) {
  if (!existsSync(socket)) return Promise.resolve(false);
  return new Promise((resolve) => {
    const connection = createConnection(socket);
    connection.once("connect", () => {
      connection.destroy();
      resolve(true);
    });
    connection.once("error", () => resolve(false));
  });
}
