/** Asks on which systems agent platforms run, to decide which ones to test and support. */
import { defineQuestion } from "../question.js";
import { eventRows, text } from "../row-set.js";

export const systems = defineQuestion({
  id: "systems",
  sentence: "On which versions of operating systems and runtimes do agent platforms start?",
  audience: "developers",
  shape: "distribution",
  rows: {
    starts: eventRows("system_info", {
      platform: text("platform"),
      platform_version: text("platform_version"),
      runtime: text("runtime_implementation"),
      runtime_version: text("runtime_version"),
    }),
  },
  createSql: () => `
    SELECT platform, platform_version, runtime, runtime_version, sum(weight) AS starts,
      count(DISTINCT id) AS ids
    FROM starts
    GROUP BY platform, platform_version, runtime, runtime_version
    ORDER BY starts DESC, platform, platform_version, runtime, runtime_version`,
  columns: [
    { kind: "text", name: "platform", label: "Operating system" },
    { kind: "text", name: "platform_version", label: "Its version" },
    { kind: "text", name: "runtime", label: "Runtime" },
    { kind: "text", name: "runtime_version", label: "Its version" },
    { kind: "count", name: "starts", label: "Starts" },
    { kind: "number", name: "ids", label: "Different ids received" },
  ],
  chart: { x: "starts", y: "platform", series: "runtime" },
  notes: [
    "A machine that starts the platform often counts often.",
    "An id is that of a session or, if the person allows it, of an installation.",
  ],
});
