/** Tests that source tags of more than 48 hours ago are deleted, also by a server that was started a moment ago. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { HOUR_MS } from "../support/fake-clock.js";
import { startCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

it("are deleted at the start, and by each maintenance, before the clock is trusted", async () => {
  const data = createTempFolder();
  const folder = join(data, "projects", "default", "sources");
  mkdirSync(folder, { recursive: true });
  const hour = Math.floor(Date.now() / HOUR_MS);
  const addFile = (age: number) => writeFileSync(join(folder, `${hour - age}.ndjson`), '{"tag":"0"}\n');
  for (const age of [2, 49, 200]) addFile(age);
  await using collector = await startCollector({ data });
  expect(readdirSync(folder)).toEqual([`${hour - 2}.ndjson`]);
  addFile(50);
  await collector.server.collector.maintain();
  expect(readdirSync(folder)).toEqual([`${hour - 2}.ndjson`]);
});
