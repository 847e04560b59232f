/** Defines a row of the table of vendors' tokens. */
import type { Random } from "./random.js";

export interface Vendor {
  readonly vendor: string;
  /** The kind of the vendor's tokens. */
  readonly form: string;
  /** Where the format is published. */
  readonly source: string;
  readonly make: (random: Random) => string;
  /** The usual keys of a token that is not recognizable without them. */
  readonly key?: readonly string[];
}

export const GITLEAKS = "github.com/gitleaks/gitleaks config/gitleaks.toml";
export const TRUFFLEHOG = "github.com/trufflesecurity/trufflehog pkg/detectors";
export const NOSEY_PARKER = "github.com/praetorian-inc/noseyparker data/default/builtin/rules";
export const KINGFISHER = "github.com/mongodb/kingfisher data/rules";
export const GITHUB_PATTERNS =
  "docs.github.com supported secret scanning patterns (names the token, not its shape)";

/** Returns true if a token is recognizable only by its key: a UUID, or a token as short as a name. */
export function needsKey(vendor: Vendor, token: string): boolean {
  if (vendor.key === undefined) return false;
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(token) || token.length < 32;
}
