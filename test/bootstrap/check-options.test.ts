/** Tests the one pass that copies and checks the author's options. */
import { describe, expect, it } from "vitest";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";

/** JavaScript callers may pass anything. */
const check = (options: unknown) => checkOptions(options as TelemetryOptions);

describe("checkOptions", () => {
  it("leaves out the options that cannot be used, and names the first of them", () => {
    const { options, profile, mistake } = check({ tool: "mytool", version: "a b", logger: 7, batchSize: 5 });
    expect(options).toEqual({ tool: "mytool", batchSize: 5 });
    expect(profile.tool).toBe("mytool");
    expect(mistake).toMatch(/^option version is not a version/);
  });

  it("keeps a usable profile if another option cannot be used", () => {
    const { profile, mistake } = check({ profile: "zen", consent: "maybe" });
    expect([profile.tool, profile.consent]).toEqual(["zen", "opt-out"]);
    expect(mistake).toMatch(/^option consent/);
  });

  it("uses the default profile instead of one that cannot be used", () => {
    const { profile, mistake } = check({ profile: { tool: "../x", transport: "http" } });
    expect([profile.tool, profile.transport]).toEqual(["codeweaver", "posthog"]);
    expect(mistake).toMatch(/^option profile\.tool/);
  });

  it("names unknown options and overrides, which are no mistake", () => {
    const { unknown, mistake } = check({ batchsize: 5, overrides: { debugg: true, debug: true } });
    expect([unknown, mistake]).toEqual([["batchsize", "overrides.debugg"], undefined]);
  });

  it("copies nested options, so that later changes have no effect", () => {
    const input = { overrides: { batchSize: 5 }, profile: { tool: "mytool", defaults: { spool: false } } };
    const { options, profile } = check(input);
    input.overrides.batchSize = 6;
    input.profile.defaults.spool = true;
    expect(options.overrides).toEqual({ batchSize: 5 });
    expect(profile.defaults).toEqual({ spool: false });
  });

  it.each([
    ["null", null],
    ["a text", "mytool"],
    ["a number", 7],
  ])("takes %s for no options", (_, input) => {
    expect(check(input)).toEqual(check({}));
  });

  it("never throws for a list whose Proxy was revoked", () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    expect(check({ events: proxy }).mistake).toContain("cannot be read");
  });

  it.each(["", ".", "..", "__proto__", "-x", "a/b", "x".repeat(65)])(
    "says of the name %j what a name is",
    (name) => {
      const rule =
        /^option \w+ is not .*1 to 64 letters, digits, .* of which the first is a letter or digit$/;
      expect(check({ tool: name }).mistake).toMatch(rule);
      expect(check({ version: name }).mistake).toMatch(rule);
    },
  );
});
