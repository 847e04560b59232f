/** Defines a row of the tables of vendors' keys and tokens, and the public sources of their formats. */

/** The page from which a format was taken, and its date. Vendors change their formats, so a format without a recent date may be outdated. */
export interface FormatSource {
  /** Undefined if only samples of the tokens are known. */
  readonly url: string | undefined;
  /** The day of the version that was read. */
  readonly date: string;
}

/** Rule sets of secret scanners, in which the rules have the names of the vendors. */
export const GITLEAKS: FormatSource = {
  url: "https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml",
  date: "2026-07-22",
};
export const TRUFFLEHOG: FormatSource = {
  url: "https://github.com/trufflesecurity/trufflehog/tree/main/pkg/detectors",
  date: "2026-08-21",
};
export const KINGFISHER: FormatSource = {
  url: "https://github.com/mongodb/kingfisher/tree/main/data/rules",
  date: "2025-06-20",
};
export const NOSEY_PARKER: FormatSource = {
  url: "https://github.com/praetorian-inc/noseyparker/tree/main/crates/noseyparker/data/default/builtin/rules",
  date: "2026-02-21",
};

/** Names the tokens but not their formats, which are known from samples. */
export const GITHUB: FormatSource = {
  url: "https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns",
  date: "2026-11-21",
};
export const SAMPLES: FormatSource = { url: undefined, date: "2026-11-21" };

/** Returns the source of a format that the vendor documents, or a standard. */
export function readDocs(url: string, date = "2026-11-21"): FormatSource {
  return { url, date };
}

export interface VendorTokenFormats {
  readonly vendor: string;
  /** The page on which the formats, or at least the tokens, are published. */
  readonly source: FormatSource;
  /**
   * Regular expressions that begin with two plain characters, by which they are looked up. The minimum lengths are below
   * the published ones, so that older, newer and cut tokens are found. The detector extends a match by the token characters
   * after it.
   */
  readonly formats: readonly string[];
}
