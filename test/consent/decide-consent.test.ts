import { describe, expect, it } from "vitest";
import { type ConsentInputs, decideConsent } from "../../src/consent/decide-consent.js";

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
