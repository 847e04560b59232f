/** Tests that an erasure which fails halfway is finished by the next one, in a running collector. */
import { randomUUID } from "node:crypto";
import { mkdirSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isStale } from "../../src/index/stale-index.js";
import { createRebuildingErasure } from "../../src/server/index-erasure.js";
import { findTexts } from "../support/data-files.js";
import { postJson, sendEvents, sendSpans } from "../support/requests.js";
import { startCollector } from "../support/running-collector.js";

describe("an erasure that fails", () => {
  it("after the events were rewritten is finished when it is asked for again", async () => {
    await using collector = await startCollector();
    const { url, data } = collector;
    const [id, other] = [randomUUID(), randomUUID()];
    await sendEvents(url, [
      { event: "search", distinct_id: id },
      { event: "search", distinct_id: other },
    ]);
    await sendSpans(url, [{}]);
    expect(await collector.query("SELECT count(*) FROM events")).toEqual([["2"]]);
    const unreadable = join(data, "projects", "default", "spans", "00000000-2026-11-27.ndjson");
    mkdirSync(unreadable); // a folder cannot be read as a segment
    const erase = () => postJson(`${url}/api/erasure`, { api_key: "phc_wire", ids: [id] });
    expect(await erase()).toMatchObject({ status: 500 });
    rmdirSync(unreadable);
    const again = await erase();
    expect([again.status, JSON.parse(again.body)]).toMatchObject([200, { events: 0, spans: 0 }]);
    expect(await collector.query("SELECT CAST(distinct_id AS VARCHAR) FROM events")).toEqual([[other]]);
    expect(findTexts(data, [id])).toEqual([]);
    await collector[Symbol.asyncDispose]();
    expect(findTexts(data, [id])).toEqual([]);
  });

  it("is not forgotten if the index is rebuilt for another reason meanwhile", async () => {
    await using collector = await startCollector();
    const { projects, index } = collector.server.collector;
    const project = projects.get("default");
    if (project === undefined) throw new Error("the project is missing");
    const erasure = createRebuildingErasure(index)(project, {
      erase: async () => {
        await index.rebuild("default");
        throw new Error("the disk refuses");
      },
      count: () => 0,
    });
    await expect(erasure).rejects.toThrow("the disk refuses");
    expect(isStale(project.getIndexTarget().path)).toBe(true);
  });
});
