/** Asks which programs send traces, to know whose work the traces show. */
import { defineQuestion } from "../question.js";
import { spanRows, text } from "../row-set.js";

const RESOURCE = "resource.*";

export const traceSources = defineQuestion({
  id: "trace-sources",
  sentence: "Which programs send traces, in which versions and on which systems?",
  audience: "operators",
  shape: "distribution",
  rows: {
    spans_received: spanRows({
      service: text(RESOURCE, "service.name"),
      version: text(RESOURCE, "service.version"),
      session: text(RESOURCE, "session.id"),
      runtime: text(RESOURCE, "process.runtime.name"),
      runtime_version: text(RESOURCE, "process.runtime.version"),
      platform: text(RESOURCE, "os.type"),
      library: text(RESOURCE, "telemetry.distro.name"),
      library_version: text(RESOURCE, "telemetry.distro.version"),
    }),
  },
  createSql: () => `
    SELECT service, version, platform, runtime, runtime_version, library, library_version,
      sum(weight) AS spans, count(DISTINCT id) AS traces, count(DISTINCT session) AS sessions
    FROM spans_received
    GROUP BY service, version, platform, runtime, runtime_version, library, library_version
    ORDER BY spans DESC, service, version, platform, runtime, runtime_version, library, library_version`,
  columns: [
    { kind: "text", name: "service", label: "Program" },
    { kind: "text", name: "version", label: "Version" },
    { kind: "text", name: "platform", label: "Operating system" },
    { kind: "text", name: "runtime", label: "Runtime" },
    { kind: "text", name: "runtime_version", label: "Its version" },
    { kind: "text", name: "library", label: "Sent with" },
    { kind: "text", name: "library_version", label: "Its version" },
    { kind: "count", name: "spans", label: "Spans" },
    { kind: "number", name: "traces", label: "Traces received" },
    { kind: "number", name: "sessions", label: "Sessions received" },
  ],
  chart: { x: "spans", y: "service", series: "version" },
  notes: ["A span of a sampled trace counts as many times as it stands for. A session is one process."],
});
