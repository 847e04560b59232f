/** This package's name and version, as they leave with every event. */

// A test holds the version against package.json; reading that file here would cost a file at every start.
export const LIBRARY = { name: "codeweaver-telemetry", version: "0.1.0" } as const;
