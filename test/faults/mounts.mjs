// Disks that refuse. They are small or read-only, and mounted in a namespace of the suite that ends with it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const INSIDE = "FAULTS_IN_A_NAMESPACE";
/** Root needs no namespace of users, in which no other account would exist. */
const NAMESPACES = [["--mount"], ["--user", "--map-root-user", "--mount"]];

/** Runs this program again where it may mount, and ends with its exit code. Returns if there is no such place. */
export function enterNamespace() {
  if (process.env[INSIDE] !== undefined) return;
  const namespace = NAMESPACES.find((flags) => spawnSync("unshare", [...flags, "true"]).status === 0);
  if (namespace === undefined) return;
  const [node, ...args] = process.argv;
  const { status } = spawnSync("unshare", [...namespace, node, ...args], {
    stdio: "inherit",
    env: { ...process.env, [INSIDE]: "1" },
  });
  process.exit(status ?? 1);
}

export const isMountable = () => process.env[INSIDE] !== undefined;

/** Tells whether programs can be run, and files owned, by another account. */
export const hasOtherAccounts = (uid) => spawnSync("true", { uid, gid: uid }).status === 0;

/**
 * Creates a home on a disk of its own.
 * @param options of mount(8)
 * @param below a folder in it that does not exist
 * @param isFull whether no byte is free
 */
export function mountHome({ options, below, isFull = false }) {
  const folder = mkdtempSync(join(tmpdir(), "telemetry-faults-"));
  const { status, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`mount: ${stderr}`);
  process.on("exit", () => {
    spawnSync("umount", ["--lazy", folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  if (isFull) fillDisk(join(folder, "ballast"));
  return below === undefined ? folder : join(folder, below);
}

function fillDisk(path) {
  const file = openSync(path, "w");
  try {
    while (true) writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    if (error.code !== "ENOSPC") throw error;
  }
}
