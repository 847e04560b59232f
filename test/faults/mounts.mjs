// Disks that refuse: small or read-only ones, mounted in a namespace of the suite's own that ends with it.
import { spawnSync } from "node:child_process";
import { mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const INSIDE = "FAULTS_IN_A_NAMESPACE";

/** Runs this program again where it may mount, and ends with its exit code; goes on here where there is no such place. */
export function enterNamespace() {
  if (process.env[INSIDE] !== undefined) return;
  const namespace = ["--user", "--map-root-user", "--mount"];
  if (spawnSync("unshare", [...namespace, "true"]).status !== 0) return;
  const [node, ...args] = process.argv;
  const { status } = spawnSync("unshare", [...namespace, node, ...args], {
    stdio: "inherit",
    env: { ...process.env, [INSIDE]: "1" },
  });
  process.exit(status ?? 1);
}

export const isMountable = () => process.env[INSIDE] !== undefined;

/**
 * A home on a disk of its own.
 * @param options of mount(8)
 * @param below a folder in it that is not there; `full`: not a byte is left
 */
export function mounted(options, { below, full }) {
  const folder = mkdtempSync(join(tmpdir(), "telemetry-faults-"));
  if (!isMountable()) return folder;
  const { status, stderr } = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`mount: ${stderr}`);
  process.on("exit", () => {
    spawnSync("umount", ["--lazy", folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  if (full) fill(join(folder, "ballast"));
  return below === undefined ? folder : join(folder, below);
}

function fill(path) {
  const file = openSync(path, "w");
  try {
    while (true) writeSync(file, Buffer.alloc(4096));
  } catch (error) {
    if (error.code !== "ENOSPC") throw error;
  }
}
