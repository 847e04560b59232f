/** Searches all files of a data folder for texts, also the compressed ones. */
import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";

export interface DataFile {
  /** Below the data folder. */
  readonly path: string;
  /** Decompressed. */
  readonly bytes: Buffer;
}

export function readDataFiles(folder: string): DataFile[] {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, String(name)))
    .filter((path) => lstatSync(path).isFile())
    .map((path) => {
      const bytes = readFileSync(path);
      return {
        path: relative(folder, path),
        bytes: path.endsWith(".gz") ? gunzipSync(bytes) : bytes,
      };
    });
}

/** Returns each text that a file has, with the file's path. A name of a file counts, too. */
export function findTexts(folder: string, texts: Iterable<string>): string[] {
  const files = readDataFiles(folder);
  return [...texts].flatMap((text) =>
    files
      .filter(({ path, bytes }) => path.includes(text) || bytes.includes(text))
      .map(({ path }) => `${text} in ${path}`),
  );
}
