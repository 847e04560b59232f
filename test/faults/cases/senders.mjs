// Child processes that cannot do their work although the host could: certificates, and a package that they cannot load.
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { hasOtherAccounts } from "../mounts.mjs";
import { createProgram, DIST } from "../programs.mjs";
import { hasOption, isNode } from "../run.mjs";
import { CERTIFICATE } from "../server.mjs";
import { copyPackage } from "./hosts.mjs";
import { combine, LATER, WITHIN_BUDGET } from "./words.mjs";

const PERSON = 65534;
const hasSystemCa = hasOption("--use-system-ca");
const needsSystemCa = hasSystemCa
  ? undefined
  : "this version of Node has no --use-system-ca (since 22.15 and 23.8)";

/** How packages such as win-ca and mac-ca add a certificate: by code that runs before the host's. */
const ADDS_CERTIFICATE = `
  import tls from "node:tls"; import { readFileSync } from "node:fs";
  const create = tls.createSecureContext;
  tls.createSecureContext = (options) => {
    const created = create(options);
    created.context.addCACert(readFileSync(${JSON.stringify(CERTIFICATE)}));
    return created;
  };`;

const file = { SSL_CERT_FILE: CERTIFICATE };
const trusting = [
  { name: "NODE_EXTRA_CA_CERTS", env: { NODE_EXTRA_CA_CERTS: CERTIFICATE } },
  { name: "--use-openssl-ca as an argument", args: ["--use-openssl-ca"], env: file },
  { name: "--use-openssl-ca in NODE_OPTIONS", env: { NODE_OPTIONS: "--use-openssl-ca", ...file } },
  { name: "--use-system-ca as an argument", args: ["--use-system-ca"], env: file, skipped: needsSystemCa },
  {
    name: "--use-system-ca in NODE_OPTIONS",
    env: { NODE_OPTIONS: "--use-system-ca", ...file },
    skipped: needsSystemCa,
  },
  { name: "NODE_USE_SYSTEM_CA", env: { NODE_USE_SYSTEM_CA: "1", ...file }, skipped: needsSystemCa },
  {
    name: "code that runs before the host's",
    args: ["--import", `data:text/javascript,${encodeURIComponent(ADDS_CERTIFICATE)}`],
  },
].map((row) => ({ ...row, name: `the host trusts its server by ${row.name}`, server: { tls: true } }));

/** The program uses a copy of the package, in which something is wrong with the program of the child process. */
const damagedCopy = (damage) => ({
  text: ({ home }) => {
    const dist = copyPackage(home);
    damage(join(dirname(dist), "detached-sender.cjs"));
    return createProgram({ dist });
  },
});

const notLoading = [
  { name: "the child's program is removed", ...damagedCopy((path) => rmSync(path)) },
  {
    name: "the child's program cannot be read",
    ...damagedCopy((path) => chmodSync(path, 0o000)),
    uid: PERSON,
    skipped: hasOtherAccounts(PERSON) ? undefined : "needs root",
  },
  {
    name: "the child's program ends with an error",
    ...damagedCopy((path) => writeFileSync(path, "throw new Error('a file of the package is missing');")),
  },
  {
    name: "the child's program does nothing",
    ...damagedCopy((path) => writeFileSync(path, "process.exit();")),
  },
];

/** As with Yarn's Plug'n'Play, the package is in an archive, and only the loaders and the patched `fs` of the host read it. */
const ARCHIVE = "cache.zip";
const createLoader = (home) => {
  const places = JSON.stringify({
    inside: pathToFileURL(join(home, ARCHIVE)).href,
    outside: pathToFileURL(resolve(dirname(DIST), "..")).href,
  });
  const hooks = `
    import { readFile } from "node:fs/promises";
    const { inside, outside } = ${places};
    const isBare = (specifier) => !/^(?:[./]|file:|node:|data:)/.test(specifier);
    const move = (url) => url.replace(inside, outside);
    export async function resolve(specifier, context, next) {
      const { parentURL = "" } = context;
      if (isBare(specifier)) return next(specifier, { ...context, parentURL: move(parentURL) });
      const url = /^[./]/.test(specifier) ? new URL(specifier, parentURL).href : specifier;
      return url.startsWith(inside) ? { url, format: "module", shortCircuit: true } : next(specifier, context);
    }
    export async function load(url, context, next) {
      if (!url.startsWith(inside)) return next(url, context);
      return { format: "module", source: await readFile(new URL(move(url))), shortCircuit: true };
    }`;
  return `
    import fs from "node:fs"; import Module, { register, syncBuiltinESMExports } from "node:module";
    import { dirname, isAbsolute, resolve } from "node:path"; import { fileURLToPath, pathToFileURL } from "node:url";
    register("data:text/javascript," + encodeURIComponent(${JSON.stringify(hooks)}));
    const { inside, outside } = ${places};
    const isInside = (path) => pathToFileURL(path).href.startsWith(inside);
    const move = (path) => {
      if (path instanceof URL) return new URL(path.href.replace(inside, outside));
      if (typeof path !== "string" || !isInside(path)) return path;
      return fileURLToPath(pathToFileURL(path).href.replace(inside, outside));
    };
    for (const name of ["existsSync", "readFileSync"]) {
      const read = fs[name];
      fs[name] = (path, ...rest) => read(move(path), ...rest);
    }
    syncBuiltinESMExports();
    const { _resolveFilename: find, _nodeModulePaths: listFolders } = Module;
    Module._resolveFilename = (request, parent, ...rest) => {
      const { filename = "" } = parent ?? {};
      const isPath = request.startsWith(".") || isAbsolute(request);
      const path = resolve(dirname(filename), request);
      if (isPath && isInside(path)) return path;
      return find(request, { ...parent, paths: listFolders(dirname(move(filename))) }, ...rest);
    };`;
};

const plugAndPlay = {
  name: "the package is in an archive that only the host can read (Plug'n'Play)",
  text: ({ home }) => createProgram({ dist: join(home, ARCHIVE, "dist", "index.js") }),
  args: ({ home }) => ["--import", `data:text/javascript,${encodeURIComponent(createLoader(home))}`],
};

export const SENDERS = [...combine(trusting, [{ how: "child" }]), ...notLoading, plugAndPlay].map((row) => ({
  ...row,
  arrives: LATER,
  ends: WITHIN_BUDGET,
  skipped: row.skipped ?? (isNode ? undefined : "is about Node"),
}));
