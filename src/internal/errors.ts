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

/** Returns true if there is no room for a text, although its file could be created. */
export function isDiskFullError(error: unknown): boolean {
  const code = getErrorCode(error);
  return code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG"; // EFBIG: the limit of the process
}

export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Returns whether the system refused a call: the error has a code such as `EMFILE` and the system's number for it. */
export function isSystemError(error: unknown): boolean {
  return typeof getErrorCode(error) === "string" && typeof Reflect.get(Object(error), "errno") === "number";
}

/** Returns the message of a system error without the call and its path: `EMFILE: too many open files`. */
export function describeFileError(error: unknown): string {
  const message = getErrorMessage(error);
  return isSystemError(error) ? message.replace(/, \w+(?: '.*)?$/s, "") : message;
}

/** Ignores the rejection of a promise that an author's function returned, because nobody else handles it and it would end the host. */
export function ignoreRejection(returned: unknown): void {
  if (returned instanceof Promise) returned.catch(() => {});
}

/** For `import("…").catch` of an optional package: esbuild ignores a missing package only if a `catch` follows. */
export function rethrow(error: unknown): never {
  throw error;
}
