// The structure check: imports run downwards only, without circles, type imports included (DESIGN.md, section 2).

// Each room and the rooms it may import from. A room that is not listed may import nothing.
const ROOMS = {
  privacy: ["envelope", "random"],
  models: ["privacy", "package"],
  events: ["models", "privacy", "envelope"],
  gate: ["disk", "envelope", "random"],
  transports: ["envelope"],
  disk: ["random"],
  outbox: ["transports", "gate", "disk", "envelope", "package", "random"],
  config: ["disk", "late", "random"],
  profiles: ["config", "gate"],
  client: [
    "outbox",
    "transports",
    "gate",
    "events",
    "privacy",
    "version",
    "envelope",
    "late",
    "package",
    "random",
  ],
  assembly: [
    "client",
    "profiles",
    "config",
    "outbox",
    "disk",
    "transports",
    "gate",
    "events",
    "models",
    "privacy",
    "version",
    "envelope",
    "late",
    "package",
    "random",
  ],
  mcp: ["assembly", "client", "events"],
  agents: ["assembly", "client", "events"],
  otel: ["assembly", "client", "gate", "transports", "events", "privacy", "version", "package", "random"],
  receiver: [],
  cli: [
    "assembly",
    "client",
    "otel",
    "profiles",
    "receiver",
    "testing",
    "config",
    "outbox",
    "transports",
    "gate",
    "events",
    "privacy",
    "disk",
    "version",
    "envelope",
    "package",
    "random",
  ],
  testing: ["client", "outbox", "transports", "gate", "events", "privacy", "envelope"],
};

const file = (room) =>
  ["envelope", "late", "package", "random", "version"].includes(room)
    ? `^src/${room}\\.ts$`
    : `^src/${room}/`;

const downwards = Object.entries(ROOMS).map(([room, allowed]) => ({
  name: `${room}-imports-downwards`,
  severity: "error",
  from: { path: file(room) },
  to: { path: "^src/", pathNot: [file(room), ...allowed.map(file)] },
}));

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    { name: "nothing-imports-the-door", severity: "error", from: {}, to: { path: "^src/index\\.ts$" } },
    {
      name: "the-ground-imports-nothing",
      severity: "error",
      from: { path: "^src/(envelope|late|package|random)\\.ts$" },
      to: { dependencyTypesNot: ["core"] },
    },
    {
      name: "only-assembly-knows-settings",
      severity: "error",
      from: {
        path: "^src/",
        pathNot: "^src/(assembly|cli|config|profiles)/",
      },
      to: { path: "^src/config/" },
    },
    {
      name: "no-room-left-out",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: Object.keys(ROOMS).map(file) },
      to: { path: "^src/" },
    },
    {
      name: "no-unlisted-package",
      severity: "error",
      from: { path: "^src/" },
      // These are put into the package at its build (scripts/bundle.mjs), or are optional peers that the tests need, too.
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        pathNot:
          "node_modules/(?:posthog-node|ci-info|env-paths|proxy-from-env|smol-toml|@opentelemetry|google-auth-library)/",
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
