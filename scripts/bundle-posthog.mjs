// Puts posthog-node into the built package as one file: 0.4 MB instead of 6, and loaded in a third of the time, for
// what costs is the number of files (RESEARCH.md). The rest of dist/ stays as the compiler wrote it.
import { sep } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const isOurs = (file) => file?.startsWith(dist) && !file.includes(`${sep}node_modules${sep}`);

/** Extras of posthog-node for other occasions, which it asks for when they are used, and we do not use. */
const LEFT_OUT = ["@react-email/render"];

const bundle = await rolldown({
  input: fileURLToPath(new URL("../dist/transports/posthog.js", import.meta.url)),
  platform: "node",
  // It asks whether a browser could compress, which on Node loads all of fetch (27 ms); then it compresses with node:zlib.
  transform: { define: { "Response.prototype.blob": "Function" } },
  external: (id, importer) =>
    id.startsWith("node:") || LEFT_OUT.includes(id) || (id.startsWith(".") && isOurs(importer)),
});
const { output } = await bundle.write({
  dir: `${dist}transports`,
  chunkFileNames: "posthog-node.js",
  format: "esm",
});
await bundle.close();
const code = output.map((file) => file.code).join("\n");
if (code.includes("Response.prototype") || !code.includes("typeof Function"))
  throw new Error("posthog-node asks for fetch in another way now: measure what its constructor costs");
