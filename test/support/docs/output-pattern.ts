/** Compares what a program printed with the output that a page states. */

const ANY = "…";

/**
 * Returns whether the output is the expected one. In the expectation `…` stands for any text within a line, and a line that
 * is only `…` stands for any number of lines.
 */
export function matchesOutput(expected: string, printed: string): boolean {
  const pattern = toLines(expected).map((line) =>
    line.trim() === ANY ? "(?:.*\\n)*?" : `${line.split(ANY).map(escapePattern).join(".*")}\\n`,
  );
  return new RegExp(`^${pattern.join("")}$`).test(
    toLines(printed)
      .map((line) => `${line}\n`)
      .join(""),
  );
}

/** Splits into lines, without spaces at their ends and without empty lines at the end. */
function toLines(text: string): string[] {
  return text
    .replaceAll(/[^\S\n]+$/gm, "")
    .replace(/\n+$/, "")
    .split("\n");
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
