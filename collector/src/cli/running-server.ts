/** Sends the operator's commands to the server that uses a data folder, over the socket in it. */
import { request } from "node:http";
import { resolve } from "node:path";
import { json, text } from "node:stream/consumers";
import { getErrorCode } from "../internal/errors.js";
import type { AdminCommand } from "../server/admin-routes.js";
import { getSocketPath } from "../server/folder-lock.js";

/**
 * Returns the answer to a command. Its type is not checked, because the server in the folder is of the same version.
 * @throws Error if no server uses the folder, or it refuses the command
 */
export async function sendCommand<T = Record<string, unknown>>(
  dataFolder: string,
  command: AdminCommand,
): Promise<T> {
  const socketPath = getSocketPath(resolve(dataFolder));
  return new Promise((resolvePromise, reject) => {
    const sent = request({ socketPath, method: "POST", path: "/command" }, (response) => {
      if (response.statusCode === 200) json(response).then((body) => resolvePromise(Object(body)), reject);
      else text(response).then((reason) => reject(new Error(reason)), reject);
    });
    sent.on("error", (error) =>
      reject(createConnectionError(getErrorCode(error), { dataFolder, socketPath })),
    );
    sent.end(JSON.stringify(command));
  });
}

/** Says why a command did not reach a server, and what to do. */
export function createConnectionError(
  code: string | undefined,
  { dataFolder, socketPath }: { readonly dataFolder: string; readonly socketPath: string },
): Error {
  switch (code) {
    case "ENOENT":
    case "ECONNREFUSED":
      return new Error(`no collector serves ${dataFolder}: start it with \`serve --data ${dataFolder}\`.`);
    case "EACCES":
    case "EPERM":
      return new Error(
        `this account may not use ${socketPath}: run the command as the account of the collector.`,
      );
    default:
      return new Error(`the collector of ${dataFolder} ended before its answer (${code ?? "unknown"}).`);
  }
}
