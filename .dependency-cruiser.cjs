// Checks the structure of src: imports, including those of types, go only downwards and form no circles.

/** Each folder, from the top downwards, and the folders that it may import from. */
const FOLDERS = {
  cli: [
    "bootstrap",
    "otel",
    "profiles",
    "receiver",
    "flag-rules",
    "client",
    "installation",
    "config",
    "consent",
    "delivery",
    "transports",
    "net",
    "events",
    "privacy",
    "files",
    "internal",
  ],
  mcp: ["bootstrap", "client", "events"],
  c12: ["config", "internal"],
  "class-transformer": ["privacy"],
  noop: ["mcp", "client", "consent", "events", "privacy"],
  agents: ["bootstrap", "client", "events", "internal"],
  otel: ["bootstrap", "client", "consent", "transports", "events", "privacy", "internal"],
  bootstrap: [
    "client",
    "installation",
    "profiles",
    "config",
    "consent",
    "delivery",
    "transports",
    "net",
    "events",
    "models",
    "privacy",
    "files",
    "internal",
  ],
  testing: ["client", "delivery", "transports", "consent", "events", "privacy"],
  client: ["installation", "delivery", "transports", "consent", "events", "privacy", "redaction", "internal"],
  profiles: ["config", "consent"],
  delivery: ["transports", "consent", "net", "files", "internal"],
  transports: ["net", "internal"],
  config: ["files", "internal"],
  installation: ["transports", "events", "files", "internal"],
  events: ["models", "privacy", "redaction", "internal"],
  models: ["privacy", "internal"],
  privacy: ["redaction", "internal"],
  redaction: ["internal"],
  consent: ["files", "internal"],
  net: ["internal"],
  receiver: ["flag-rules", "internal"],
  "flag-rules": ["internal"],
  files: ["internal"],
  internal: [],
};

const path = (folder) => `^src/${folder}/`;

// Every stage of the pipeline uses the types of the envelope.
const ENVELOPE = "^src/envelope\\.ts$";

const downwards = Object.entries(FOLDERS).map(([folder, allowed]) => ({
  name: `${folder}-imports-downwards`,
  severity: "error",
  from: { path: path(folder) },
  to: {
    path: "^src/",
    pathNot: [
      path(folder),
      ...allowed.map(path),
      ENVELOPE,
      ...(folder === "noop" ? ["^src/index\\.ts$"] : []),
    ],
  },
}));

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "nothing-imports-the-entry",
      severity: "error",
      from: { pathNot: path("noop") }, // which has its types
      to: { path: "^src/index\\.ts$" },
    },
    {
      name: "envelope-imports-nothing",
      severity: "error",
      from: { path: ENVELOPE },
      to: { path: "^src/" },
    },
    {
      name: "only-bootstrap-c12-and-cli-read-settings",
      severity: "error",
      from: {
        path: "^src/",
        pathNot: "^src/(?:(?:bootstrap|c12|cli|config|profiles)/|(?:all-modules|index)\\.ts$)",
      },
      to: { path: "^src/config/" },
    },
    {
      name: "every-folder-is-listed",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: Object.keys(FOLDERS).map(path) },
      to: { path: "^src/" },
    },
    {
      name: "no-unlisted-package",
      severity: "error",
      from: { path: "^src/" },
      // These are bundled into the package (scripts/bundle.mjs), or are optional peers that the tests need as well.
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        pathNot:
          "node_modules/(?:ci-info|fast-string-width|fast-wrap-ansi|proxy-from-env|smol-toml|class-transformer|@opentelemetry|google-auth-library)/",
      },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    ...downwards,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
    },
  },
};
