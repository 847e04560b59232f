// Bundles lib/, the compiler's output, into the few files of dist/, with the small packages that it needs. The time of a
// start grows with the number of files. A disabled client loads the first of them only.
import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const lib = fileURLToPath(new URL("../lib/", import.meta.url));
const dist = fileURLToPath(new URL("../dist/", import.meta.url));

const ENTRIES = [
  "agents/index",
  "index",
  "cli/index",
  "cli/main",
  "bootstrap/detached-sender",
  "mcp/index",
  "models/index",
  "otel/index",
  "receiver/index",
  "testing/index",
];

/** Chunks by the modules that need them. A module goes into the first chunk whose modules import it statically. */
const CHUNKS = {
  models: ["models/index.js"],
  core: ["index.js"],
  "start-pipeline": ["bootstrap/start-pipeline.js"],
  "create-pipeline": ["bootstrap/create-pipeline.js"],
};

/** Packages in chunks of their own, loaded when they are needed. */
const PACKAGES = [{ name: "toml", test: /node_modules\/smol-toml\/|lib\/config\/toml\.js$/ }];

/** Data that is read when it is needed. */
const TABLES = ["models/language-table.json", "privacy/errors/message-templates.json"];

/** Dependencies and optional peers. They are installed beside this package and loaded when they are needed. */
const EXTERNAL = /^(?:node:|zod$|@bomb\.sh\/|posthog-node$|@opentelemetry\/|google-auth-library$)/;

/** Returns a module and all modules that it imports statically. */
function closureOf(id, modules, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) closureOf(imported, modules, found);
  return found;
}

const closures = new Map();
function chunkOf(id, modules) {
  for (const [name, roots] of Object.entries(CHUNKS)) {
    if (!closures.has(name)) {
      const found = new Set();
      for (const root of roots) closureOf(`${lib}${root}`, modules, found);
      closures.set(name, found);
    }
    if (closures.get(name).has(id)) return name;
  }
  return null;
}

/**
 * Replaces imports of Node's own modules by `process.getBuiltinModule`. An import reads all exports, for which `node:fs`
 * loads its streams and `node:util` a parser of arguments: 7 ms of a start, for exports that are not used.
 */
const builtinsByName = {
  name: "builtins-by-name",
  renderChunk: (code) =>
    code.replace(/^import "node:\w+";\n/gm, "").replace(
      /^import (?:\* as )?([\w$]+)?(?:, )?(\{.*\})? from ("node:[\w/]+");$/gm,
      (_, whole, names, id) =>
        `const ${[whole, names?.replaceAll(" as ", ": ")]
          .filter(Boolean)
          .map((name) => `${name} = process.getBuiltinModule(${id})`)
          .join(", ")};`,
    ),
};

const bundle = await rolldown({
  plugins: [builtinsByName],
  input: Object.fromEntries(ENTRIES.map((entry) => [entry, `${lib}${entry}.js`])),
  platform: "node",
  preserveEntrySignatures: "allow-extension", // the chunks below need it; entries export their own names only
  external: EXTERNAL,
});
const { output } = await bundle.write({
  dir: dist,
  format: "esm",
  minifyInternalExports: false,
  comments: { jsdoc: false, annotation: true, legal: true }, // a start reads every character
  chunkFileNames: "[name].js",
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [...PACKAGES, { debugName: "by what needs it", name: chunkOf }],
  },
});
await bundle.close();
for (const table of TABLES) cpSync(`${lib}${table}`, `${dist}${table}`);

const importing = output.find(({ code }) => /^import .*"node:/m.test(code));
if (importing !== undefined)
  throw new Error(`${importing.fileName} imports a module of Node's in a form unknown here`);
const misplaced = output.find(
  ({ fileName, code }) => fileName.includes("/") && code.includes("import.meta.url"),
);
if (misplaced !== undefined)
  throw new Error(`${misplaced.fileName} looks for the package's files from the wrong folder`);
