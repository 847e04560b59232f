// Checks the structure of src: imports, including those of types, go only downwards and form no circles.

/** Each folder, from the top downwards, and the folders that it may import from. */
const FOLDERS = {
  journal: [],
};

const path = (folder) => `^src/${folder}/`;

const downwards = Object.entries(FOLDERS).map(([folder, allowed]) => ({
  name: `${folder}-imports-downwards`,
  severity: "error",
  from: { path: path(folder) },
  to: { path: "^src/", pathNot: [path(folder), ...allowed.map(path)] },
}));

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "every-folder-is-listed",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: Object.keys(FOLDERS).map(path) },
      to: { path: "^src/" },
    },
    { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    ...downwards,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
