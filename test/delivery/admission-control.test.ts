import { describe, expect, it } from "vitest";
import { type ConsentInputs, decideConsent } from "../../src/consent/decide-consent.js";
import { AdmissionControl, type AdmissionOptions } from "../../src/delivery/admission-control.js";

const SILENT: ConsentInputs = {
  doNotTrack: false,
  disabledBy: undefined,
  isOffOverridden: false,
  isEnabledByVariable: false,
  savedChoice: undefined,
  savedChoiceFile: "choice.json",
  consent: "opt-out",
  policy: "2026-11-21",
  invalid: [],
  unreadableFiles: [],
  missing: undefined,
  isPrinted: false,
  isInformed: true,
  noticeFile: "notice.json",
};

describe("consent: off wins, and it is said whose it was", () => {
  it.each<[string, Partial<ConsentInputs>, string, string]>([
    ["DO_NOT_TRACK", { doNotTrack: true, isOffOverridden: true }, "do_not_track", "DO_NOT_TRACK"],
    ["disable_telemetry", { disabledBy: "a.toml" }, "disabled", "a.toml"],
    ["the saved choice", { savedChoice: { telemetry: "disabled" } }, "saved_choice", "choice.json"],
    [
      "a damaged saved choice",
      { savedChoice: "unreadable", isOffOverridden: true },
      "unreadable_file",
      "choice.json",
    ],
    [
      "an unreadable file",
      { unreadableFiles: ["a.toml"], isOffOverridden: true },
      "unreadable_file",
      "a.toml",
    ],
    ["an invalid setting", { invalid: ["env: batch_size"] }, "invalid_setting", "env: batch_size"],
    [
      "an invalid setting, where a yes is waited for",
      { consent: "opt-in", invalid: ["file: batch_sise"] },
      "not_opted_in",
      "choice.json",
    ],
    ["no key", { missing: "posthog_api_key is not set" }, "no_key", "posthog_api_key is not set"],
    [
      "no key, though enabled",
      { missing: "posthog_api_key is not set", savedChoice: { telemetry: "enabled" } },
      "no_key",
      "posthog_api_key is not set",
    ],
    ["a person who was not told", { isInformed: false }, "not_told", "notice.json"],
    [
      "a person who was not told, though they opted in to an older policy",
      { isInformed: false, savedChoice: { telemetry: "enabled", policy: "2026-01-01" } },
      "not_told",
      "notice.json",
    ],
    ["a tool that waits for a yes", { consent: "opt-in" }, "not_opted_in", "choice.json"],
    [
      "a yes to an older policy, where one is waited for",
      { consent: "opt-in", savedChoice: { telemetry: "enabled", policy: "2026-01-01" } },
      "not_opted_in",
      "choice.json",
    ],
    [
      "a no, where a yes is waited for",
      { consent: "opt-in", savedChoice: { telemetry: "disabled", policy: "2026-11-21" } },
      "saved_choice",
      "choice.json",
    ],
  ])("%s", (_, voices, reason, source) => {
    expect(decideConsent({ ...SILENT, ...voices })).toEqual({ status: "off", reason, source });
  });

  it.each<[string, Partial<ConsentInputs>]>([
    ["nobody opts out after the notice", {}],
    ["the author tells nobody", { isInformed: false, consent: "opt-out-immediately" }],
    ["events are only printed, told or not", { isInformed: false, isPrinted: true }],
    [
      "the environment overrides the saved choice",
      { savedChoice: { telemetry: "disabled" }, isOffOverridden: true },
    ],
    ["events are only printed, without a key", { missing: "posthog_api_key is not set", isPrinted: true }],
    [
      "a tool waits for a yes, and has it",
      { consent: "opt-in", savedChoice: { telemetry: "enabled", policy: "2026-11-21" } },
    ],
    ["a tool waits for a yes, and the environment says it", { consent: "opt-in", isEnabledByVariable: true }],
    ["a tool waits for a yes, and events are only printed", { consent: "opt-in", isPrinted: true }],
    ["somebody said yes to an older policy", { savedChoice: { telemetry: "enabled", policy: "2026-01-01" } }],
  ])("on where %s", (_, voices) => {
    expect(decideConsent({ ...SILENT, ...voices })).toEqual({ status: "on" });
  });
});

describe("the gate", () => {
  const gateAt = (options: Partial<AdmissionOptions> = {}) => {
    const clock = { now: 1_000_000 };
    const gate = new AdmissionControl({
      sampleRate: 1,
      eventsPerMinute: 2,
      ...options,
      now: () => clock.now,
    });
    return { gate, clock };
  };

  it("takes a session by its draw, whole or not at all", () => {
    const { gate } = gateAt({ sampleRate: 0.5, eventsPerMinute: 100 });
    expect([0, 0.49, 0.5, 0.99].map((draw) => gate.admit(draw))).toEqual([
      "admitted",
      "admitted",
      "sampled_out",
      "sampled_out",
    ]);
  });

  it("takes none at a rate of 0 and all at 1", () => {
    expect(gateAt({ sampleRate: 0 }).gate.admit(0)).toBe("sampled_out");
    expect(gateAt({ sampleRate: 1 }).gate.admit(0.999999)).toBe("admitted");
  });

  it("admits so many a minute, and again in the next", () => {
    const { gate, clock } = gateAt();
    expect([0, 0, 0].map((draw) => gate.admit(draw))).toEqual(["admitted", "admitted", "rate_limited"]);
    clock.now += 59_999;
    expect(gate.admit(0)).toBe("rate_limited");
    clock.now += 1;
    expect(gate.admit(0)).toBe("admitted");
  });

  it("admits so many an hour, whatever the minutes would", () => {
    const { gate, clock } = gateAt({ eventsPerHour: 3 });
    const inThreeMinutes = [0, 0, 60_000, 0, 60_000, 3_480_000].map((later) => {
      clock.now += later;
      return gate.admit(0);
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

  it("admits so many bytes a minute, and lets a smaller one through where a larger is too much", () => {
    const { gate } = gateAt({ eventsPerMinute: 10, bytesPerMinute: 20 });
    const sizes = [10, 15, 10, 2].map((size) => gate.admit(0, "x".repeat(size - 2)));
    expect(sizes).toEqual(["admitted", "rate_limited", "admitted", "rate_limited"]);
  });

  it("counts bytes, of which a letter may take two", () => {
    const { gate } = gateAt({ eventsPerMinute: 10, bytesPerMinute: 20 });
    expect(["é".repeat(10), "é".repeat(9)].map((text) => gate.admit(0, text))).toEqual([
      "rate_limited",
      "admitted",
    ]);
  });

  it("is not held back by a clock that was set back", () => {
    const { gate, clock } = gateAt();
    gate.admit(0);
    gate.admit(0);
    clock.now -= 3_600_000;
    expect(gate.admit(0)).toBe("admitted");
  });
});
