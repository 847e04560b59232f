/** This package's name and version, as they leave with every event, and the date of what it collects. */

// A test holds the version against package.json; reading that file here would cost a file at every start.
export const LIBRARY = { name: "codeweaver-telemetry", version: "0.1.0" } as const;

/** When docs/DATA.md last came to list more than before: whoever was told of less is told again. */
export const POLICY_DATE = "2026-11-26";
