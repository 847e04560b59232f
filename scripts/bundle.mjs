// Bundles lib/, the compiler's output, into the files of dist/, with the small packages that it needs. Node requires
// CommonJS files, one for each part that is loaded when it is needed. Bundlers get ES modules that import all parts.
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const lib = fileURLToPath(new URL("../lib/", import.meta.url));
const dist = fileURLToPath(new URL("../dist/", import.meta.url));

/** The modules that users import, by the name of their CommonJS file. */
const ENTRIES = {
  index: "index",
  agents: "agents/index",
  c12: "c12/index",
  "class-transformer": "class-transformer/index",
  cli: "cli/index",
  manifest: "manifest/index",
  mcp: "mcp/index",
  models: "models/index",
  otel: "otel/index",
  receiver: "receiver/index",
  testing: "testing/index",
};
/** The modules of `LazyModule`, by name. */
const LAZY_MODULES = {
  sanitizer: "privacy/sanitizer/serialize",
  client: "client/pipeline-client",
  detectors: "redaction/find-matches",
  "schema-literals": "events/schema-literals",
  "code-search-properties": "events/code-search-properties",
  "start-pipeline": "bootstrap/start-pipeline",
  "create-pipeline": "bootstrap/create-pipeline",
  "active-event": "events/active-event",
  "report-events": "events/report-events",
  "own-reports": "installation/own-reports",
  "quantile-sketch": "models/quantile-sketch",
  toml: "config/toml",
};
const PROGRAMS = { main: "cli/main", "detached-sender": "bootstrap/detached-sender" };
const FILES = { ...ENTRIES, ...LAZY_MODULES, ...PROGRAMS };

/** A module that several files need goes into the first of these files that imports it statically. */
const CHUNKS = ["index", "quantile-sketch", "models", ...Object.keys(LAZY_MODULES), "receiver"];

/** Modules that several parts need, and the file of each. A part does not load the file of another one for them. */
const SHARED_HELPERS = new Map([
  ["internal/data-file.js", "index"],
  ["events/model-name.js", "sanitizer"],
]);

/** Data that is read when it is needed. */
const TABLES = ["models/language-table.json", "privacy/errors/message-templates.json"];
/** All data files, by their paths from the folder of the modules. */
const DATA_FILES = [...TABLES, "../config/telemetry-manifest.json"];

/** Dependencies and optional peers. They are installed beside this package and loaded when they are needed. */
const EXTERNAL =
  /^(?:node:|zod$|@bomb\.sh\/|posthog-node$|class-transformer\/|@opentelemetry\/|google-auth-library$)/;

/** Returns a module and all modules that it imports statically. */
function closureOf(id, modules, found = new Set()) {
  if (found.has(id)) return found;
  found.add(id);
  for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) closureOf(imported, modules, found);
  return found;
}

const closures = new Map();
function nameChunk(id, modules) {
  // Small modules. Otherwise the first part that imports one would be loaded with each of the others.
  const helperFile = SHARED_HELPERS.get(id.slice(lib.length));
  if (helperFile !== undefined) return helperFile;
  for (const name of CHUNKS) {
    if (!closures.has(name)) closures.set(name, closureOf(`${lib}${FILES[name]}.js`, modules));
    if (closures.get(name).has(id)) return name;
  }
  return null;
}

const common = {
  platform: "node",
  preserveEntrySignatures: "allow-extension", // chunks export to each other; entries export their own names only
  external: EXTERNAL,
};
const commonOutput = {
  minifyInternalExports: false,
  comments: { jsdoc: false, annotation: true, legal: true }, // a start reads every character
};

/**
 * Writes the CommonJS files of Node, and two files for each entry, which require its file: an ES module, and a CommonJS module
 * for Jest, which cannot require an ES module. Node reads the names of a file that is imported, and not of one that is
 * required, which saves milliseconds.
 */
async function writeForNode() {
  const input = Object.fromEntries(Object.entries(FILES).map(([name, path]) => [name, `${lib}${path}.js`]));
  const bundle = await rolldown({ ...common, input });
  await bundle.write({
    ...commonOutput,
    dir: dist,
    format: "cjs",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name].cjs",
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: "by what needs it", name: nameChunk }],
    },
  });
  await bundle.close();
  mkdirSync(`${dist}require`, { recursive: true });
  const require = (file) => `createRequire(import.meta.url)("${file}")`;
  const importing = 'import { createRequire } from "node:module";\n';
  for (const [name, path] of Object.entries(ENTRIES)) {
    // The CommonJS file also exports what other files of the package need.
    const exported = Object.keys(await import(`${lib}${path}.js`));
    const names = `{ ${exported.join(", ")} }`;
    const file = `${path.includes("/") ? ".." : "."}/${name}.cjs`;
    const text =
      exported.length === 0
        ? `${require(file)};\nexport {};\n`
        : `const ${names} = ${require(file)};\nexport ${names};\n`;
    writeFileSync(`${dist}${path}.js`, importing + text);
    writeFileSync(
      `${dist}require/${name}.cjs`,
      `const ${names} = require("../${name}.cjs");\nmodule.exports = ${names};\n`,
    );
    writeFileSync(`${dist}require/${name}.d.cts`, `export * from "../${path}.js";\n`);
  }
  writeFileSync(`${dist}cli/main.js`, `#!/usr/bin/env node\n${importing}${require("../main.cjs")};\n`);
  chmodSync(`${dist}cli/main.js`, 0o755);
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

/** Puts the modules and the data that are otherwise loaded on first use before each entry. */
const ENTRY_PREFIX = "with-all-modules:";
const DATA_MODULE = "data-files";
const allModules = {
  name: "all-modules",
  resolveId: (id) => (id.startsWith(ENTRY_PREFIX) || id === DATA_MODULE ? id : null),
  load(id) {
    if (id === DATA_MODULE) return createDataModule();
    if (!id.startsWith(ENTRY_PREFIX)) return null;
    const entry = JSON.stringify(`${lib}${id.slice(ENTRY_PREFIX.length)}.js`);
    return `import ${JSON.stringify(`${lib}all-modules.js`)};\nimport "${DATA_MODULE}";\nexport * from ${entry};`;
  },
};

/** Returns a module that provides the data files. Their text is parsed as JSON, because that is quicker than JavaScript. */
function createDataModule() {
  const files = Object.fromEntries(
    DATA_FILES.map((path) => [path, JSON.parse(readFileSync(`${lib}${path}`, "utf8"))]),
  );
  const json = JSON.stringify(JSON.stringify(files));
  return `import { provideDataFiles } from ${JSON.stringify(`${lib}internal/data-file.js`)};\nprovideDataFiles(JSON.parse(${json}));`;
}

/** The modules that take the place of an entry in a bundle. */
const VARIANTS = { "class-transformer/index": "class-transformer/bundled" };

/** Writes the ES modules of the condition `module`, which bundlers set. */
async function writeForBundlers() {
  const bundle = await rolldown({
    ...common,
    plugins: [allModules, builtinsByName],
    input: Object.fromEntries(
      Object.values(ENTRIES).map((path) => [path, `${ENTRY_PREFIX}${VARIANTS[path] ?? path}`]),
    ),
  });
  const { output } = await bundle.write({
    ...commonOutput,
    dir: `${dist}bundler`,
    format: "esm",
    chunkFileNames: "[name].js",
  });
  await bundle.close();
  const importing = output.find(({ code }) => /^import .*"node:/m.test(code));
  if (importing !== undefined)
    throw new Error(`${importing.fileName} imports a module of Node's in a form unknown here`);
}

/** Writes the entry without telemetry as one ES module, which a tool can copy. */
async function writeNoop() {
  const bundle = await rolldown({ ...common, input: `${lib}noop/index.js` });
  const { output } = await bundle.write({ ...commonOutput, file: `${dist}noop/index.js`, format: "esm" });
  await bundle.write({ ...commonOutput, file: `${dist}require/noop.cjs`, format: "cjs" });
  writeFileSync(`${dist}require/noop.d.cts`, 'export * from "../noop/index.js";\n');
  await bundle.close();
  if (output.length > 1 || output[0].imports.length > 0) throw new Error("noop/index.js is not one file");
}

await writeForNode();
await writeForBundlers();
await writeNoop();
for (const table of TABLES) cpSync(`${lib}${table}`, `${dist}${table}`);
rmSync(`${dist}all-modules.d.ts`); // describes a module of `lib/`
