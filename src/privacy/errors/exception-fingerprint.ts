/** A fingerprint that is equal for the same fault in every installation, so that PostHog can group exceptions. */
import { createSha256 } from "../../internal/ids.js";
import type { ErrorReport } from "./error-reports.js";
import type { Frame } from "./stack-frames.js";

/**
 * Returns an unkeyed SHA-256 in hex. Everybody can guess what it was made of, so it is made only of what the event says in
 * clear: the type and code of the error and its causes, and the innermost frames. The digests of files, which differ
 * between installations, and messages are no part of it.
 */
export function fingerprintException(reports: readonly ErrorReport[]): string {
  const [first] = reports;
  const errors = listCauseChain(reports).map(({ type, code }) => [type, code ?? null]);
  const frames = (first?.fingerprintFrames ?? []).filter(isStable).map(describeFrame);
  const text = JSON.stringify([errors, frames]);
  return createSha256(text);
}

/** Returns the error and what its `cause` names, and so on. How many errors an AggregateError has depends on chance. */
function listCauseChain(reports: readonly ErrorReport[]): ErrorReport[] {
  const inChain = new Set<number>();
  return reports.filter(({ causeOf }, index) => {
    const isInChain = causeOf === undefined || (causeOf.how === "cause" && inChain.has(causeOf.parent));
    if (isInChain) inChain.add(index);
    return isInChain;
  });
}

/** Node's internal files and functions have other names in another version of Node. */
function isStable({ file }: Frame): boolean {
  return !file.startsWith("node:internal/");
}

/**
 * Of packages and of Node the file and the function count, because their lines change with their versions. Of all other
 * files only the position counts: an unkeyed hash of a path or a name could be guessed.
 */
function describeFrame({
  kind,
  file,
  function: name,
  line,
  column,
}: Frame): readonly (string | number | null)[] {
  return kind === "app" ? ["app", line ?? null, column ?? null] : [file, name ?? null];
}
