import { describe, expect, it } from "vitest";
import { AdmissionControl, type AdmissionOptions } from "../../src/delivery/admission-control.js";

describe("AdmissionControl", () => {
  const createControl = (options: Partial<AdmissionOptions> = {}) => {
    const clock = { now: 1_000_000 };
    const control = new AdmissionControl({
      sampleRate: 1,
      perMinute: 2,
      ...options,
      now: () => clock.now,
    });
    return { control, clock };
  };

  it("admits a session by its sample value, whole or not at all", () => {
    const { control } = createControl({ sampleRate: 0.5, perMinute: 100 });
    expect([0, 0.49, 0.5, 0.99].map((draw) => control.admit(draw))).toEqual([
      "admitted",
      "admitted",
      "sampled_out",
      "sampled_out",
    ]);
  });

  it("admits no session at a rate of 0 and all at 1", () => {
    expect(createControl({ sampleRate: 0 }).control.admit(0)).toBe("sampled_out");
    expect(createControl({ sampleRate: 1 }).control.admit(0.999999)).toBe("admitted");
  });

  it("limits the events of a minute, and admits again in the next", () => {
    const { control, clock } = createControl();
    expect([0, 0, 0].map((draw) => control.admit(draw))).toEqual(["admitted", "admitted", "rate_limited"]);
    clock.now += 59_999;
    expect(control.admit(0)).toBe("rate_limited");
    clock.now += 1;
    expect(control.admit(0)).toBe("admitted");
  });

  it("limits the events of an hour, even if the minutes would admit more", () => {
    const { control, clock } = createControl({ perHour: 3 });
    const inThreeMinutes = [0, 0, 60_000, 0, 60_000, 3_480_000].map((later) => {
      clock.now += later;
      return control.admit(0);
    });
    expect(inThreeMinutes).toEqual([
      "admitted",
      "admitted",
      "admitted",
      "rate_limited",
      "rate_limited",
      "admitted",
    ]);
  });

  it("limits the bytes of a minute, and admits a smaller event after a larger one was limited", () => {
    const { control } = createControl({ perMinute: 10, bytesPerMinute: 20 });
    const sizes = [10, 15, 10, 2].map((size) => control.admit(0, "x".repeat(size - 2)));
    expect(sizes).toEqual(["admitted", "rate_limited", "admitted", "rate_limited"]);
  });

  it("counts bytes, not characters", () => {
    const { control } = createControl({ perMinute: 10, bytesPerMinute: 20 });
    expect(["é".repeat(10), "é".repeat(9)].map((text) => control.admit(0, text))).toEqual([
      "rate_limited",
      "admitted",
    ]);
  });

  it("admits events after the clock was set back", () => {
    const { control, clock } = createControl();
    control.admit(0);
    control.admit(0);
    clock.now -= 3_600_000;
    expect(control.admit(0)).toBe("admitted");
  });
});
