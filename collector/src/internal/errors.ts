/** Reads the codes and messages of errors. */

/** Returns the code of a system's error, such as `ENOENT`, or undefined for another error. */
export function getErrorCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

/**
 * Describes an error to the operator in one line, because a message of an engine may have several. The error of a refused
 * connection may have a code and no message.
 */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  return error.message.split("\n", 1)[0] || getErrorCode(error) || error.name;
}
