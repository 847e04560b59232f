import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isSent,
  markSent,
  NONE_SENT,
  parseSentPeriods,
  type SentPeriods,
} from "../../src/installation/sent-periods.js";

const days = fc.array(
  fc
    .date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  { maxLength: 60 },
);

function sendAll(keys: readonly string[]): { sent: SentPeriods; sentKeys: string[] } {
  let sent: SentPeriods = NONE_SENT;
  const sentKeys: string[] = [];
  for (const key of keys) {
    if (!isSent(sent, key)) sentKeys.push(key);
    sent = markSent(sent, "day", key);
  }
  return { sent, sentKeys };
}

describe("sent periods", () => {
  it("let no day be sent twice, whatever order the clock shows them in", () => {
    fc.assert(
      fc.property(days, (keys) => {
        const { sentKeys } = sendAll(keys);
        expect(new Set(sentKeys).size).toBe(sentKeys.length);
      }),
    );
  });

  it("let every day be sent while the clock goes forward", () => {
    fc.assert(
      fc.property(days, (keys) => {
        const sorted = [...new Set(keys)].sort();
        expect(sendAll(sorted).sentKeys).toEqual(sorted);
      }),
    );
  });

  it("let a day be sent after the tool was not used for months", () => {
    const keys = ["2026-01-05", "2026-06-01", "2026-06-02", "2028-11-27", "2028-11-29"];
    expect(sendAll(keys).sentKeys).toEqual(keys);
  });

  it("let every later day be sent after the clock was in the future for many days", () => {
    const future = Array.from({ length: 20 }, (_, index) => `2038-01-${String(index + 1).padStart(2, "0")}`);
    const present = ["2026-11-27", "2026-11-28", "2026-11-29", "2026-11-30"];
    expect(sendAll([...future, ...present, ...present]).sentKeys.slice(-4)).toEqual(present);
  });

  it("have a bounded size", () => {
    fc.assert(
      fc.property(days, (keys) => {
        expect(JSON.stringify(sendAll(keys).sent).length).toBeLessThan(200);
      }),
    );
  });

  it("are the same after they were stored as JSON", () => {
    fc.assert(
      fc.property(days, (keys) => {
        const { sent } = sendAll(keys);
        expect(parseSentPeriods(JSON.parse(JSON.stringify(sent)))).toEqual(sent);
      }),
    );
  });

  it.each([[undefined], [5], [{}], [["2026-11-27"]], [[["2026-11-27"]]], [[["2026-11-27", 5]]]])(
    "are damaged as %j",
    (json) => {
      expect(() => parseSentPeriods(json)).toThrow(SyntaxError);
    },
  );
});
