/** A period is published when it is complete, and before anything of it is deleted. */
import { describe, expect, it } from "vitest";
import { checkPeriod, PublicationRefusedError } from "../../src/publish/publication-check.js";
import { parsePeriod } from "../../src/publish/publication-period.js";

function check(key: string, now: string, retentionDays = 90, isClockDoubtful = false): void {
  const period = parsePeriod(key);
  if (period === undefined) throw new Error(`${key} is not a period`);
  checkPeriod(period, { project: "mytool", now: Date.parse(now), retentionDays, isClockDoubtful });
}

/** The week from 2026-09-28 to 2026-10-04. */
const WEEK = "2026-W40";

describe("checkPeriod", () => {
  it.each([
    { title: "a week from seven days after its end", key: WEEK, now: "2026-10-12T00:00:00Z" },
    { title: "a week on the last day on which all of it is kept", key: WEEK, now: "2026-12-27T23:59:59Z" },
    { title: "a week that is kept for just long enough", key: WEEK, now: "2026-10-12T00:00:00Z", days: 14 },
    { title: "a month from seven days after its last week", key: "2026-10", now: "2026-11-09T00:00:00Z" },
  ])("accepts $title", ({ key, now, days = 90 }) => {
    expect(() => check(key, now, days)).not.toThrow();
  });

  it.each([
    {
      title: "a week that is not over",
      now: "2026-10-01T12:00:00Z",
      message:
        "2026-W40 ends with 2026-10-04 (UTC). Reports arrive with the next use of a tool, so it can be published from 2026-10-12 on.",
    },
    {
      title: "a week whose reports are still arriving",
      now: "2026-10-11T23:59:59Z",
      message: "it can be published from 2026-10-12 on.",
    },
    {
      title: "a week whose first reports may have been deleted",
      now: "2026-12-28T00:00:00Z",
      message:
        "the first reports of 2026-W40 may have been deleted already, because mytool keeps events for 90 days (projects.mytool.retention_days). It could be published until 2026-12-27 (UTC).",
    },
    {
      title: "a week that is deleted before it is complete",
      now: "2026-10-12T00:00:00Z",
      days: 13,
      message:
        "2026-W40 can never be published: it is complete on 2026-10-12 (UTC), and mytool keeps events for 13 days",
    },
    {
      title: "any week if the clock may be wrong",
      now: "2026-10-12T00:00:00Z",
      isClockDoubtful: true,
      message: "2026-W40 can be published when the clock has run for an hour.",
    },
  ])("refuses $title, and says why", ({ now, days = 90, isClockDoubtful = false, message }) => {
    const refused = () => check(WEEK, now, days, isClockDoubtful);
    expect(refused).toThrow(PublicationRefusedError);
    expect(refused).toThrow(message);
  });
});
