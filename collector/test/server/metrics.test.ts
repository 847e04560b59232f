import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Metrics } from "../../src/server/metrics.js";
import { MAX_BACKLOG_BYTES, MAX_PENDING_BYTES } from "../../src/server/request-acceptor.js";
import { createTempFolder } from "../support/temp-folder.js";

describe("the metrics", () => {
  it("are in OpenMetrics, unless a client asks for the text format only", async () => {
    const metrics = new Metrics();
    const folder = createTempFolder();
    const inOpenMetrics = [
      undefined,
      "*/*",
      "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
    ];
    for (const accept of inOpenMetrics) {
      const { contentType, text } = await metrics.render(folder, accept);
      expect(contentType).toMatch(/^application\/openmetrics-text; version=1\.0\.0/);
      expect(text).toContain("# TYPE collector_refused counter\ncollector_refused_total 0\n");
      expect(text).toMatch(/\n# EOF\n$/);
    }
    const { contentType, text } = await metrics.render(folder, "text/plain");
    expect(contentType).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(text).toContain("# TYPE collector_refused_total counter\ncollector_refused_total 0\n");
    expect(text).not.toContain("EOF");
  });

  it("of a project begin at zero", async () => {
    const metrics = new Metrics();
    metrics.addProject("web");
    const { text } = await metrics.render(createTempFolder());
    expect(text).toContain('collector_accepted_total{project="web",kind="spans"} 0');
    expect(text).toContain('collector_dropped_total{project="web",reason="expired"} 0');
  });

  it("are counted for each project", async () => {
    const metrics = new Metrics();
    for (const project of ["web", "cli"]) metrics.addProject(project);
    metrics.accepted.inc({ project: "web", kind: "events" }, 3);
    metrics.indexed.inc({ project: "web", kind: "events" }, 2);
    metrics.duplicates.inc({ project: "web", kind: "events" }, 1);
    metrics.dropped.inc({ project: "web", reason: "expired" }, 4);
    metrics.accepted.inc({ project: "cli", kind: "spans" }, 5);
    expect(await metrics.count("web")).toEqual({
      accepted: { events: 3, spans: 0 },
      indexed: { events: 2, spans: 0 },
      duplicates: { events: 1, spans: 0 },
      dropped: { expired: 4 },
    });
    expect(await metrics.count("cli")).toMatchObject({ accepted: { events: 0, spans: 5 }, dropped: {} });
  });
});

it.each([
  ["collector_pending_bytes", MAX_PENDING_BYTES],
  ["collector_index_backlog_bytes", MAX_BACKLOG_BYTES],
])("the alert about %s is raised at 93 %% of the limit", (metric, limit) => {
  const rules = readFileSync(new URL("../../config/alerts.yml", import.meta.url), "utf8");
  const [, product = ""] = new RegExp(`${metric} > ([\\d.* ]+)$`, "m").exec(rules) ?? [];
  const threshold = product.split(" * ").reduce((result, factor) => result * Number(factor), 1);
  expect(threshold).toBeCloseTo(0.93 * limit, 0);
});
