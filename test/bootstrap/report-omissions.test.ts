import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import {
  createOmissionReporter,
  isDevelopment,
  undeclaredTextMessage,
} from "../../src/bootstrap/report-omissions.js";
import { createClientWithReceiver } from "../support/client.js";
import { createTempFolder } from "../support/run.js";

const removed = (property: string, event = "build") => ({ event, property });

describe("createOmissionReporter", () => {
  const reporter = (development: boolean) => {
    const log = { warn: vi.fn(), debug: vi.fn() };
    return { ...log, report: createOmissionReporter(log, () => development) };
  };

  it("warns once of each property during development", () => {
    const { warn, debug, report } = reporter(true);
    for (let time = 0; time < 3; time++) {
      report("undeclared_text", removed("title"));
      report("undeclared_text", removed("title", "test"));
    }
    expect(warn.mock.calls.map(([message]) => message)).toEqual([
      undeclaredTextMessage(removed("title")),
      undeclaredTextMessage(removed("title", "test")),
    ]);
    expect(debug).not.toHaveBeenCalled();
  });

  it("warns nobody where the tool is used, and prints with NODE_DEBUG", () => {
    const { warn, debug, report } = reporter(false);
    report("undeclared_text", removed("title"));
    expect([warn.mock.calls.length, debug.mock.calls.length]).toEqual([0, 1]);
  });

  it("warns of no more than twenty properties", () => {
    const { warn, report } = reporter(true);
    for (let at = 0; at < 100; at++) report("undeclared_text", removed(`title_${at}`));
    expect(warn).toHaveBeenCalledTimes(20);
  });

  it("does not warn of what is left out for another reason", () => {
    const { warn, report } = reporter(true);
    report("size", removed("title"));
    report("undeclared_text");
    expect(warn).not.toHaveBeenCalled();
  });
});

describe("undeclaredTextMessage", () => {
  it("names the event and the property, and how to declare it", () => {
    expect(undeclaredTextMessage(removed("results.title"))).toBe(
      'event "build": property "results.title" is not sent: its text is not declared. Declare it with @Redacted() or @Public() on a field, or with redacted() or verbatim() among plain properties',
    );
  });

  it("says that a key is not a word", () => {
    expect(undeclaredTextMessage(removed("languages.*", "startSession()"))).toBe(
      'startSession(): property "languages.*" is not sent: its name is not a single word',
    );
  });
});

describe("isDevelopment", () => {
  it.each([
    ["development", true],
    ["test", true],
    ["production", false],
  ])("follows NODE_ENV=%s", (NODE_ENV, expected) => {
    expect(isDevelopment({ NODE_ENV }, "/usr/lib/node_modules/mytool/main.js")).toBe(expected);
  });

  it("is false for a program that is installed in node_modules, through a link too", () => {
    const home = createTempFolder();
    const folder = join(home, "node_modules", "mytool");
    mkdirSync(folder, { recursive: true });
    const [installed, link, own] = [join(folder, "main.js"), join(home, "mytool"), join(home, "main.js")];
    for (const file of [installed, own]) writeFileSync(file, "");
    symlinkSync(installed, link);
    expect([installed, link, own].map((program) => isDevelopment({}, program))).toEqual([false, false, true]);
    expect(isDevelopment({ NODE_ENV: "" }, own)).toBe(true);
    expect([undefined, join(home, "gone.js")].map((program) => isDevelopment({}, program))).toEqual([
      false,
      false,
    ]);
  });
});

it("a client names removed properties to its logger, and never their texts", async () => {
  const warn = vi.fn();
  const { telemetry } = await createClientWithReceiver({ logger: { warn } });
  telemetry.capture("opened /home/jane/x", { title: "Plan for Globex", "a b": 1, word: "fine" });
  await expect.poll(() => warn.mock.calls.length).toBe(2);
  expect(warn.mock.calls.flat().join("\n")).not.toMatch(/Globex|a b|jane/);
  expect(warn.mock.calls[0]?.[0]).toContain('event "opened [path]": property "title" is not sent');
});
