/** Describes errors to the operator in one line. */

/** Returns the first line of an error's message. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return "unknown error";
  const [line = ""] = error.message.split("\n", 1);
  return line;
}
