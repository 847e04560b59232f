/** Compares versions as PostHog's clients do: by their first three numbers, without what follows `-` or `+`. */

export type Version = readonly [major: number, minor: number, patch: number];

const NUMBER = /^(?:0|[1-9]\d*)$/;

/** Returns undefined for a text that is not a version. Missing numbers are 0, so `v1.2` is 1.2.0. */
export function parseVersion(text: string): Version | undefined {
  const [core = ""] = text.trim().replace(/^v/i, "").split(/[-+]/, 1);
  const parts = core.split(".", 3);
  const isVersion = parts[0] !== "" && parts.every((part) => part === "" || NUMBER.test(part));
  if (!isVersion) return undefined;
  const [major, minor, patch] = parts.map(Number);
  return [major ?? 0, minor ?? 0, patch ?? 0];
}

/** Returns a negative number if the left version is older, zero if both are equal, and otherwise a positive number. */
export function compareVersions(left: Version, right: Version): number {
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
}
