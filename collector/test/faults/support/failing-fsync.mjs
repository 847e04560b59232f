/** Lets fsync fail on demand: in the system's library with LD_PRELOAD if there is a compiler, else in Node's FileHandle. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const SOURCE = fileURLToPath(new URL("./failing-fsync.c", import.meta.url));

/** Returns the options of a server whose fsync fails while `setFailing(true)` holds. */
export function createFailingFsync(root, pathPart) {
  const sign = join(root, "fsync-fails");
  const library = join(root, "failing-fsync.so");
  const { status } = spawnSync("cc", ["-shared", "-fPIC", "-o", library, SOURCE, "-ldl"]);
  const variables = { FAIL_FSYNC: sign, FAIL_FSYNC_IN: pathPart };
  const setFailing = (isFailing) => (isFailing ? writeFileSync(sign, "") : rmSync(sign, { force: true }));
  return status === 0
    ? { how: "LD_PRELOAD", options: { env: { ...variables, LD_PRELOAD: library } }, setFailing }
    : {
        how: "a hook in FileHandle",
        options: {
          nodeArgs: ["--import", pathToFileURL(fileURLToPath(import.meta.url)).href],
          env: variables,
        },
        setFailing,
      };
}

/** In the server, where this module is imported before the program, the methods of all handles are replaced. */
if (process.env.FAIL_FSYNC !== undefined) {
  const handle = await open(process.execPath);
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  for (const name of ["sync", "datasync"]) {
    const original = prototype[name];
    prototype[name] = function () {
      if (!existsSync(process.env.FAIL_FSYNC)) return original.call(this);
      return Promise.reject(Object.assign(new Error(`EIO: i/o error, ${name}`), { code: "EIO" }));
    };
  }
}
