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
  external: (id, importer) =>
    id.startsWith("node:") || LEFT_OUT.includes(id) || (id.startsWith(".") && isOurs(importer)),
});
await bundle.write({ dir: `${dist}transports`, chunkFileNames: "posthog-node.js", format: "esm" });
await bundle.close();
