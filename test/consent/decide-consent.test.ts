import { describe, expect, it } from "vitest";
import { type ConsentInputs, decideConsent } from "../../src/consent/decide-consent.js";

const SILENT: ConsentInputs = {
  isDoNotTrackSet: false,
  disabledBy: undefined,
  isForcedOn: false,
  isEnabledByVariable: false,
  savedChoice: undefined,
  savedChoiceFile: "choice.json",
  consentModel: "opt-out",
  policy: "2026-11-21",
  invalidSettings: [],
  unreadableFiles: [],
  noticeError: undefined,
  missingDestinationPart: undefined,
  isPrinted: false,
  awareness: "in_earlier_run",
  noticeFile: "notice.json",
};

describe("consent: off wins, and it is said whose it was", () => {
  it.each<[string, Partial<ConsentInputs>, string, string]>([
    ["DO_NOT_TRACK", { isDoNotTrackSet: true, isForcedOn: true }, "do_not_track", "DO_NOT_TRACK"],
    ["disable_telemetry", { disabledBy: "a.toml" }, "disabled", "a.toml"],
    ["the saved choice", { savedChoice: { telemetry: "disabled" } }, "saved_choice", "choice.json"],
    [
      "a damaged saved choice",
      { savedChoice: { telemetry: "unreadable", error: "damaged" }, isForcedOn: true },
      "unreadable_file",
      "choice.json",
    ],
    [
      "an unreadable file",
      { unreadableFiles: [{ path: "a.toml", error: "damaged" }], isForcedOn: true },
      "unreadable_file",
      "a.toml",
    ],
    [
      "a record of the notice that the system cannot read",
      { awareness: "never", noticeError: "EMFILE: too many open files" },
      "unreadable_file",
      "notice.json",
    ],
    ["an invalid setting", { invalidSettings: ["env: batch_size"] }, "invalid_setting", "env: batch_size"],
    [
      "an invalid setting of a tool that requires an opt-in",
      { consentModel: "opt-in", invalidSettings: ["file: batch_sise"] },
      "not_opted_in",
      "choice.json",
    ],
    [
      "no key",
      { missingDestinationPart: "posthog_api_key is not set" },
      "no_key",
      "posthog_api_key is not set",
    ],
    [
      "no key, though enabled",
      { missingDestinationPart: "posthog_api_key is not set", savedChoice: { telemetry: "enabled" } },
      "no_key",
      "posthog_api_key is not set",
    ],
    ["a person who was not told", { awareness: "never" }, "not_told", "notice.json"],
    [
      "a person who was not told, though they opted in to an older policy",
      { awareness: "never", savedChoice: { telemetry: "enabled", policy: "2026-01-01" } },
      "not_told",
      "notice.json",
    ],
    ["a tool that requires an opt-in", { consentModel: "opt-in" }, "not_opted_in", "choice.json"],
    [
      "an opt-in to an older policy, for a tool that requires an opt-in",
      { consentModel: "opt-in", savedChoice: { telemetry: "enabled", policy: "2026-01-01" } },
      "not_opted_in",
      "choice.json",
    ],
    [
      "an opt-out of a tool that requires an opt-in",
      { consentModel: "opt-in", savedChoice: { telemetry: "disabled", policy: "2026-11-21" } },
      "saved_choice",
      "choice.json",
    ],
  ])("%s", (_, inputs, reason, source) => {
    expect(decideConsent({ ...SILENT, ...inputs })).toMatchObject({ status: "off", reason, source });
  });

  it.each<[string, Partial<ConsentInputs>]>([
    ["nobody opts out after the notice", {}],
    ["the author tells nobody", { awareness: "never", consentModel: "opt-out-immediately" }],
    ["events are only printed, told or not", { awareness: "never", isPrinted: true }],
    [
      "the environment overrides the saved choice",
      { savedChoice: { telemetry: "disabled" }, isForcedOn: true },
    ],
    [
      "events are only printed, without a key",
      { missingDestinationPart: "posthog_api_key is not set", isPrinted: true },
    ],
    [
      "a tool requires an opt-in, and has it",
      { consentModel: "opt-in", savedChoice: { telemetry: "enabled", policy: "2026-11-21" } },
    ],
    [
      "a tool requires an opt-in, and the environment has it",
      { consentModel: "opt-in", isEnabledByVariable: true },
    ],
    ["a tool requires an opt-in, and events are only printed", { consentModel: "opt-in", isPrinted: true }],
    ["a person opted in to an older policy", { savedChoice: { telemetry: "enabled", policy: "2026-01-01" } }],
  ])("on where %s", (_, inputs) => {
    expect(decideConsent({ ...SILENT, ...inputs })).toEqual({ status: "on" });
  });
});
