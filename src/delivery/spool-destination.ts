/** Names the files of the spool that belong to one destination, by a digest of the server and the key. */
import { join } from "node:path";
import { createShortHash } from "../internal/ids.js";

/** The folder from which events are sent, and the server to which they are sent. */
export interface SpoolDestination {
  /** The spool's folder. */
  readonly folder: string;
  readonly host: string;
  readonly apiKey: string;
  readonly proxy: string | undefined;
}

/** Returns a digest of the server and the key, because a key must not be in the name of a file. */
export function getDestinationId(host: string, apiKey: string): string {
  return createShortHash(`${host}\n${apiKey}`);
}

/** Files in the spool's folder that all processes with the same destination share. */
export interface SharedFilePaths {
  /** Names the sender process that runs. */
  readonly lock: string;
  /** Has the state of the circuit breaker. */
  readonly breaker: string;
  /** Says why the last sender process could not do its work. */
  readonly senderFailure: string;
}

export function getSharedFilePaths({ folder, host, apiKey, proxy }: SpoolDestination): SharedFilePaths {
  // A failing proxy must not stop requests that do not use it.
  const hostAndProxy = proxy === undefined ? host : `${host} ${proxy}`;
  return {
    lock: join(folder, `sender-${getDestinationId(host, apiKey)}.lock`),
    senderFailure: join(folder, `sender-${getDestinationId(hostAndProxy, apiKey)}.json`),
    breaker: join(folder, `breaker-${getDestinationId(hostAndProxy, apiKey)}.json`),
  };
}
