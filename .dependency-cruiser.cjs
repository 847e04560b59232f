// The structure check: imports run downwards only, without circles, type imports included (DESIGN.md, section 2).

// Each room and the rooms it may import from. A room that is not listed may import nothing.
const ROOMS = {
  privacy: ["envelope"],
  models: ["privacy", "envelope"],
  events: ["models", "privacy", "envelope"],
  gate: ["disk", "envelope"],
  transports: ["envelope"],
  disk: [],
  outbox: ["transports", "gate", "disk", "envelope"],
  config: ["disk"],
  client: [
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
  ],
  mcp: ["client", "events"],
  receiver: [],
  cli: [
    "client",
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
  ],
  testing: ["client", "outbox", "transports", "gate", "events", "privacy", "version", "envelope"],
};

const file = (room) => (["envelope", "version"].includes(room) ? `^src/${room}\\.ts$` : `^src/${room}/`);

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
    { name: "envelope-imports-nothing", severity: "error", from: { path: "^src/envelope\\.ts$" }, to: {} },
    {
      name: "only-assembly-knows-settings",
      severity: "error",
      from: {
        path: "^src/",
        pathNot: ["^src/client/(assemble|situation|notice|sending)\\.ts$", "^src/(cli|config)/"],
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
      // posthog-node is put into the package at its build (scripts/bundle-posthog.mjs).
      to: {
        dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"],
        pathNot: "node_modules/posthog-node/",
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
