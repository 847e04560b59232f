// Makes dist/ of lib/: what the compiler wrote, and the packages that run in a host, in a few files. A start costs by the
// number of files (RESEARCH.md), and a host that is off, or hands its events on, loads no more than the first.
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

/** Files by what needs them all: the first whose modules, with everything that they import at once, hold a module takes it. */
const CHUNKS = {
  models: ["models/index.js"],
  core: ["index.js"],
  "start-pipeline": ["bootstrap/start-pipeline.js"],
  "create-pipeline": ["bootstrap/create-pipeline.js"],
};

/** Packages in files of their own, loaded where they are asked for. */
const PACKAGES = [{ name: "toml", test: /node_modules\/smol-toml\/|lib\/config\/toml\.js$/ }];

/** Dependencies and optional peers. They are installed beside this package and loaded when they are needed. */
const EXTERNAL = /^(?:node:|zod$|citty$|@bomb\.sh\/|posthog-node$|@opentelemetry\/|google-auth-library$)/;

/** A module and all that it imports, but for what it imports later. */
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
 * Node's own modules, asked for where `import` would have Node look at all that they give out: `node:fs` so loads its
 * streams, `node:util` a parser of arguments, 7 ms of a start here, for what we never touch.
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
  preserveEntrySignatures: "allow-extension", // as the chunks below want it; entries give out no more than their own names
  external: EXTERNAL,
});
const { output } = await bundle.write({
  dir: dist,
  format: "esm",
  minifyInternalExports: false,
  chunkFileNames: "[name].js",
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [...PACKAGES, { debugName: "by what needs it", name: chunkOf }],
  },
});
await bundle.close();
cpSync(`${lib}models/language-table.json`, `${dist}models/language-table.json`);

const importing = output.find(({ code }) => /^import .*"node:/m.test(code));
if (importing !== undefined)
  throw new Error(`${importing.fileName} imports a module of Node's in a form unknown here`);
const misplaced = output.find(
  ({ fileName, code }) => fileName.includes("/") && code.includes("import.meta.url"),
);
if (misplaced !== undefined)
  throw new Error(`${misplaced.fileName} looks for the package's files from the wrong folder`);
