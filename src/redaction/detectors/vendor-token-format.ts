/** Defines a row of the tables of vendors' keys and tokens, and the public sources of their formats. */

/** Rule sets of secret scanners, in which the rules have the names of the vendors. */
export const GITLEAKS = "https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml";
export const TRUFFLEHOG = "https://github.com/trufflesecurity/trufflehog/tree/main/pkg/detectors";
export const KINGFISHER = "https://github.com/mongodb/kingfisher/tree/main/data/rules";
export const NOSEY_PARKER =
  "https://github.com/praetorian-inc/noseyparker/tree/main/crates/noseyparker/data/default/builtin/rules";

/** Names the tokens but not their formats, which are known from samples. */
export const GITHUB =
  "https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns";

export interface VendorTokenFormats {
  readonly vendor: string;
  /** Where the formats, or at least the tokens, are published. Undefined if only samples are known. */
  readonly source: string | undefined;
  /**
   * Regular expressions that begin with two plain characters, by which they are looked up. The minimum lengths are below
   * the published ones, so that older, newer and cut tokens are found. The detector extends a match by the token characters
   * after it.
   */
  readonly formats: readonly string[];
}
