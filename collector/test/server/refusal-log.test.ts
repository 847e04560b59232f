/** A full disk must not be filled with lines about it. */
import { expect, it } from "vitest";
import { RefusalLog } from "../../src/server/refusal-log.js";

it("logs the first refusal, and then one a minute with the number of the others", () => {
  const lines: string[] = [];
  let time = 0;
  const refusals = new RefusalLog(
    (text) => lines.push(text),
    () => time,
  );
  for (const milliseconds of [0, 10, 59_999, 60_000, 60_001, 120_000]) {
    time = milliseconds;
    refusals.add("refused");
  }
  expect(lines).toEqual(["refused", "refused (and 2 times before)", "refused (and 1 times before)"]);
});
