/** Asks the system for its names, which it does not know for every account: a container may run as a number without an entry. */
import type * as os from "node:os";

/** Returns the machine's name. Empty if the system knows none. */
export function getHostName(): string {
  return readName(({ hostname }) => hostname());
}

/** Returns the account's name. Empty if the system knows none. */
export function getUserName(): string {
  return readName(({ userInfo }) => userInfo().username);
}

/** Returns the account's home folder. Empty if the system knows none; relative if `HOME` is. */
export function getHomeFolder(): string {
  return readName(({ homedir }) => homedir());
}

function readName(read: (system: typeof os) => string): string {
  try {
    return read(process.getBuiltinModule("node:os")); // loaded here, because a disabled client needs none of it
  } catch {
    return "";
  }
}
