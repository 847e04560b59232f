/** What the system says when it refuses. */

/** The system's code, such as `EEXIST`; undefined where the error has none. */
export function getErrorCode(error: unknown): unknown {
  return Reflect.get(Object(error), "code");
}

/** True where there is no such file. Anything else, a file one may not read included, is not absence. */
export function isNotFoundError(error: unknown): boolean {
  const code = getErrorCode(error);
  return code === "ENOENT" || code === "ENOTDIR";
}

/** What was thrown, in words. */
export function getErrorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
