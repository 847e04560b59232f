/** Kills a process that appends to a journal, again and again on the same folder. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readTexts } from "../support/journal.js";
import { createTempFolder } from "../support/temp-folder.js";

const PROGRAM = fileURLToPath(new URL("../support/append-until-killed.mjs", import.meta.url));
const KILLS = 15;

/** Returns the numbers that were acknowledged before the kill, at a random time after the first one. */
async function appendUntilKilled(folder: string, firstNumber: number): Promise<number[]> {
  const child = spawn(process.execPath, [PROGRAM, folder, String(firstNumber)]);
  let output = "";
  let errors = "";
  child.stderr.on("data", (bytes) => {
    errors += bytes;
  });
  child.stdout.on("data", (bytes) => {
    if (output === "") setTimeout(() => child.kill("SIGKILL"), Math.random() * 60);
    output += bytes;
  });
  await once(child, "close");
  expect(errors).toBe("");
  return output.split("\n").slice(0, -1).map(Number); // the kill may have cut the last number
}

it(`keeps every acknowledged line once over ${KILLS} kills`, async () => {
  const folder = createTempFolder();
  const acknowledged: number[] = [];
  for (let kill = 0; kill < KILLS; kill++)
    acknowledged.push(...(await appendUntilKilled(folder, kill * 1e6)));
  const kept = (await readTexts(folder)).map((line): number => JSON.parse(line).number); // fails for half a line
  expect(acknowledged.length).toBeGreaterThan(KILLS);
  expect(new Set(kept).size).toBe(kept.length);
  const keptNumbers = new Set(kept);
  expect(acknowledged.filter((number) => !keptNumbers.has(number))).toEqual([]);
});
