// Checks the structure of src: imports, including those of types, go only downwards and form no circles.

const { COMMON_RULES, OPTIONS, createFolderRules, getFolderPath } = require("./scripts/folder-rules.cjs");

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
  manifest: ["events", "privacy", "redaction"],
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

// Every stage of the pipeline uses the types of the envelope.
const ENVELOPE = "^src/envelope\\.ts$";

/** The entry without telemetry has the types of the main entry. */
const getExceptions = (folder) => (folder === "noop" ? [ENVELOPE, "^src/index\\.ts$"] : [ENVELOPE]);

module.exports = {
  forbidden: [
    ...COMMON_RULES,
    ...createFolderRules(FOLDERS, getExceptions),
    {
      name: "nothing-imports-the-entry",
      severity: "error",
      from: { pathNot: getFolderPath("noop") }, // which has its types
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
  ],
  options: OPTIONS,
};
