/** Asks what the tool runs on, to decide which systems to test and to build for. */
import { defineQuestion } from "../question.js";
import { eventRows, number, text } from "../row-set.js";

export const platforms = defineQuestion({
  id: "platforms",
  sentence: "Which platforms, processors and runtimes does the tool run on?",
  audience: "everybody",
  shape: "distribution",
  rows: {
    active: eventRows("telemetry_active", {
      period: text("period"),
      platform: text("platform"),
      processor: text("arch"),
      runtime: text("runtime"),
      major: number("runtime_version"),
    }),
  },
  createSql: () => `
    SELECT platform, processor, runtime, major, count(*) AS installation_weeks
    FROM active
    WHERE period = 'week'
    GROUP BY platform, processor, runtime, major
    ORDER BY installation_weeks DESC, platform, processor, runtime, major
    LIMIT 50`,
  columns: [
    { kind: "text", name: "platform", label: "Platform" },
    { kind: "text", name: "processor", label: "Processor" },
    { kind: "text", name: "runtime", label: "Runtime" },
    { kind: "number", name: "major", label: "Major version of the runtime" },
    { kind: "count", name: "installation_weeks", label: "Active installations, each counted once a week" },
  ],
  chart: { x: "installation_weeks", y: "platform", series: "processor" },
  notes: [
    "An installation that was active in each of four weeks counts four times. Ask for one week to count installations.",
  ],
});
