/** Makes the server listen, and says in one sentence why it cannot. */
import type { Server } from "node:http";
import type { ServerConfig } from "../config/collector-config.js";
import { describeError, getErrorCode } from "../internal/errors.js";

type Place = Pick<ServerConfig, "host" | "port">;

/** @throws Error that says what to do */
export function listen(server: Server, place: Place): Promise<void> {
  const { host, port } = place;
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(new Error(describeListenError(error, place))));
    server.listen(port, host, () => resolve());
  });
}

/** Describes the codes of listen(2) and getaddrinfo(3) that come from a wrong setting. */
export function describeListenError(error: Error, { host, port }: Place): string {
  const code = getErrorCode(error);
  switch (code) {
    case "EADDRINUSE":
      return `port ${port} of ${host} is in use (${code}): end the program that uses it, or choose another port with --port.`;
    case "EACCES":
      return `this account may not listen on port ${port} (${code}): choose one above 1023 with --port.`;
    case "EADDRNOTAVAIL":
      return `this machine does not have the address ${host} (${code}): choose one of its addresses with --host.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `${host} is not the name of an address (${code}): choose an address such as 127.0.0.1 with --host.`;
    default:
      return describeError(error);
  }
}
