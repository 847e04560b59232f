/** Creates folders that are deleted after the test. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** @param onFinished registers what deletes the folder; by default after the test */
export function createTempFolder(onFinished: (cleanUp: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), "collector-"));
  onFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
