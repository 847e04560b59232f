/** Tests that the operator learns of a line that a crash has left unfinished. */
import { appendFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sendEvents } from "../support/requests.js";
import { startCollector } from "../support/running-collector.js";

it("is removed at the start, counted and logged", async () => {
  const first = await startCollector();
  await sendEvents(first.url, [{ event: "search" }]);
  await first[Symbol.asyncDispose]();
  const folder = join(first.data, "projects", "default", "events");
  const [name = ""] = readdirSync(folder);
  appendFileSync(join(folder, name), '{"uuid":"torn');
  await using collector = await startCollector({ data: first.data });
  expect(await collector.readJournal()).toHaveLength(1);
  expect((await collector.readMetrics())['collector_torn_lines_total{project="default"}']).toBe(1);
  expect(collector.log).toContain(`default: an unfinished line of 13 bytes was removed from events/${name}`);
});
