// Rules for dependency-cruiser that the packages of this repository share.

const getFolderPath = (folder) => `^src/${folder}/`;

/**
 * Returns the rules by which imports go only downwards, and every folder is listed.
 * @param folders each folder of src, from the top downwards, and the folders that it may import from
 * @param getExceptions returns patterns of other files that a folder may import
 */
function createFolderRules(folders, getExceptions = () => []) {
  return [
    {
      name: "every-folder-is-listed",
      severity: "error",
      from: { path: "^src/[^/]+/", pathNot: Object.keys(folders).map(getFolderPath) },
      to: { path: "^src/" },
    },
    ...Object.entries(folders).map(([folder, allowed]) => ({
      name: `${folder}-imports-downwards`,
      severity: "error",
      from: { path: getFolderPath(folder) },
      to: {
        path: "^src/",
        pathNot: [getFolderPath(folder), ...allowed.map(getFolderPath), ...getExceptions(folder)],
      },
    })),
  ];
}

const COMMON_RULES = [
  { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
  { name: "resolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
];

const OPTIONS = {
  doNotFollow: { path: "node_modules" },
  tsPreCompilationDeps: true,
  tsConfig: { fileName: "tsconfig.json" },
  enhancedResolveOptions: {
    exportsFields: ["exports"],
    conditionNames: ["import", "types", "node", "default"],
  },
};

module.exports = { COMMON_RULES, OPTIONS, createFolderRules, getFolderPath };
