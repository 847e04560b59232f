/** Mounts small disks: one in memory that a case can fill, and one with ext4 that turns read-only as after an I/O error. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { isMountable } from "../../../../test/faults/mounts.mjs";

const CHUNK = Buffer.alloc(64 * 1024, 1);

class Disk {
  folder;

  constructor(folder) {
    this.folder = folder;
    mkdirSync(folder);
  }

  unmount() {
    spawnSync("umount", ["--lazy", this.folder]);
  }
}

export class MemoryDisk extends Disk {
  #ballast = 0;

  constructor(folder, mebibytes) {
    super(folder);
    run("mount", ["-t", "tmpfs", "-o", `size=${mebibytes}m`, "tmpfs", folder]);
  }

  get freeBytes() {
    const { bavail, bsize } = statfsSync(this.folder);
    return bavail * bsize;
  }

  /** Writes a file until only so many bytes are free. */
  fill(freeBytes) {
    const file = openSync(join(this.folder, `ballast-${this.#ballast++}`), "w");
    try {
      while (this.freeBytes > freeBytes) writeSync(file, CHUNK);
    } catch (error) {
      if (error.code !== "ENOSPC") throw error;
    } finally {
      closeSync(file); // otherwise its space is not free after it is deleted
    }
  }

  /** Deletes what `fill` has written. */
  free() {
    for (let index = 0; index < this.#ballast; index++)
      rmSync(join(this.folder, `ballast-${index}`), { force: true });
  }
}

export class Ext4Disk extends Disk {
  #image;

  constructor(folder, mebibytes) {
    super(folder);
    this.#image = `${folder}.img`;
    run("truncate", ["--size", `${mebibytes}M`, this.#image]);
    run("mkfs.ext4", ["-q", this.#image]);
    this.#mount();
  }

  /** Makes the kernel treat the disk as after an I/O error: files that are open for writing refuse, too (ext4(5)). */
  abort() {
    run("mount", ["-o", "remount,abort", this.folder]);
  }

  /** Mounts the disk again, writable. No file may be open. */
  repair() {
    run("umount", [this.folder]);
    this.#mount();
  }

  #mount() {
    run("mount", ["-o", "loop", this.#image, this.folder]);
  }
}

/** Returns why disks of a class cannot be mounted here, or undefined. */
export function findMountProblem(Class, folder) {
  if (!isMountable()) return "disks cannot be mounted here (unshare)";
  try {
    new Class(folder, 16).unmount();
    return undefined;
  } catch (error) {
    return error.message.split("\n", 1)[0];
  }
}

function run(command, args) {
  const { status, stderr, error } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) throw new Error(`${command} failed: ${stderr ?? error?.message}`);
}
