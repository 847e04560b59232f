/** Reads the code and the message of a thrown value, which need not be an Error. */

/** Returns the system's code, such as `EEXIST`, or undefined if the error has none. */
export function getErrorCode(error: unknown): unknown {
  return Reflect.get(Object(error), "code");
}

/** Returns true if there is no such file. Returns false for a file that must not be read. */
export function isNotFoundError(error: unknown): boolean {
  const code = getErrorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
