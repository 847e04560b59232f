// Checks the structure of src: imports, including those of types, go only downwards and form no circles.
const { COMMON_RULES, OPTIONS, createFolderRules } = require("../scripts/folder-rules.cjs");

/** Each folder, from the top downwards, and the folders that it may import from. */
const FOLDERS = {
  cli: [
    "server",
    "site",
    "publish",
    "claims",
    "experiments",
    "questions",
    "statistics",
    "project",
    "config",
    "ingest",
    "store",
    "internal",
  ],
  server: [
    "claims",
    "experiments",
    "dashboard",
    "publish",
    "questions",
    "config",
    "flags",
    "project",
    "index",
    "ingest",
    "sources",
    "store",
    "journal",
    "internal",
  ],
  site: ["dashboard", "publish", "questions", "internal"],
  dashboard: ["claims", "experiments", "questions", "internal"],
  flags: ["config", "internal"],
  experiments: ["questions", "statistics", "store", "internal"],
  claims: ["config", "questions", "internal"],
  publish: ["questions", "config", "store", "internal"],
  questions: ["statistics", "store", "internal"],
  project: ["config", "index", "ingest", "sources", "store", "journal", "internal"],
  index: ["ingest", "store", "journal", "internal"],
  sources: ["store", "journal"],
  statistics: [],
  store: ["ingest", "journal", "internal"],
  config: ["internal"],
  ingest: ["internal"],
  journal: ["internal"],
  internal: [],
};

/** The libraries that draw charts need 36 MB. A collector whose pages nobody opens must not load them. */
const LATE_LIBRARIES = {
  name: "charts-load-late",
  severity: "error",
  from: { path: "^src/" },
  to: { path: "@observablehq/plot|linkedom", dynamic: false, dependencyTypesNot: ["type-only"] },
};

/** The pages need some megabytes, too. The router loads them with the first request for one. */
const LATE_PAGES = {
  name: "pages-load-late",
  severity: "error",
  from: { path: "^src/server/", pathNot: "/(?:page-routes|page-paths|experiment-pages|claim-pages)\\.ts$" },
  to: {
    path: "^src/(?:dashboard/|server/(?:page-routes|experiment-pages|claim-pages)\\.ts)",
    dynamic: false,
    dependencyTypesNot: ["type-only"],
  },
};

module.exports = {
  forbidden: [...COMMON_RULES, ...createFolderRules(FOLDERS), LATE_LIBRARIES, LATE_PAGES],
  options: OPTIONS,
};
