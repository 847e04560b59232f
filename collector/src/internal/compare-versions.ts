/** Compares versions by their numbers, so that 0.9.0 is before 0.10.0. */

const NUMERIC = new Intl.Collator("en", { numeric: true });
/** The numbers of a version, and what is behind them: a pre-release, or the build after a plus. */
const VERSION = /^v?(\d+(?:\.\d+)*)(.*)$/;

/**
 * Returns a number below zero if the first version is older. A pre-release is older than its release (Semantic Versioning 2.0.0,
 * section 11). A text that is no version is older than all versions.
 */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [left, right].map((text) => VERSION.exec(text));
  if (!a || !b) return Number(Boolean(a)) - Number(Boolean(b)) || NUMERIC.compare(left, right);
  const [[, aNumbers = "", aRest = ""], [, bNumbers = "", bRest = ""]] = [a, b];
  return (
    NUMERIC.compare(aNumbers, bNumbers) ||
    Number(isRelease(aRest)) - Number(isRelease(bRest)) ||
    NUMERIC.compare(aRest, bRest)
  );
}

function isRelease(rest: string): boolean {
  return rest === "" || rest.startsWith("+");
}
