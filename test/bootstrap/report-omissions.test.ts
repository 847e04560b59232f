import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import {
  createOmissionReporter,
  formatUndeclaredText,
  isDevelopment,
} from "../../src/bootstrap/report-omissions.js";
import { createClientWithReceiver } from "../support/client.js";
import { createTempFolder } from "../support/run.js";

const removed = (property: string, event = "build") => ({ event, property });

describe("createOmissionReporter", () => {
  const create = () => {
    const lines: string[] = [];
    const reportLoss = (line: string) => void lines.push(line);
    return {
      lines,
      report: createOmissionReporter({ warn: (line) => lines.push(`warn: ${line}`), reportLoss }),
    };
  };

  it("reports each property of each event once", () => {
    const { lines, report } = create();
    for (let time = 0; time < 3; time++) {
      report("undeclared_text", removed("title"));
      report("undeclared_text", removed("title", "test"));
    }
    expect(lines).toEqual([
      formatUndeclaredText(removed("title")),
      formatUndeclaredText(removed("title", "test")),
    ]);
  });

  it("reports twenty properties at most", () => {
    const { lines, report } = create();
    for (let at = 0; at < 100; at++) report("undeclared_text", removed(`title_${at}`));
    expect(lines).toHaveLength(20);
  });

  it("warns of a declaration of the older design", () => {
    const { lines, report } = create();
    report("ignored_declaration", { event: "build_done", property: "parts[]._telemetry_keys" });
    expect(lines).toEqual([
      "warn: _telemetry_keys of a model has no effect, and undeclared fields of its class are not sent. Declare them with @Anonymize or declareAnonymity",
    ]);
  });

  it("does not report what is left out for another reason", () => {
    const { lines, report } = create();
    report("size", removed("title"));
    report("undeclared_text");
    expect(lines).toEqual([]);
  });
});

describe("formatUndeclaredText", () => {
  it("says that the name of the property is the reason", async () => {
    const lines: string[] = [];
    const { telemetry } = await createClientWithReceiver({ logger: { warn: (line) => lines.push(line) } });
    telemetry.capture("build", { login: "jane", state: { password: 123456 } });
    await telemetry.flush();
    expect(lines.map((line) => line.split(", so")[0])).toEqual([
      'event "build": property "login" is not sent: its name stands for a secret or a person',
      'event "build": property "state.password" is not sent: its name stands for a secret or a person',
    ]);
  });

  it("names the attribute of a span, and the option that declares it", () => {
    expect(formatUndeclaredText(removed("attributes[].cache.mode", "span"))).toBe(
      'span attribute "cache.mode" is not sent: its text is not declared. Declare it in the option attributes of startTracing',
    );
  });

  it("names the event and the property, and how to declare it", () => {
    expect(formatUndeclaredText(removed("results.title"))).toBe(
      'event "build": property "results.title" is not sent: its text is not declared. Declare it with @Redacted() or @Public() on a field, or with redacted() or verbatim() among plain properties',
    );
  });

  it("says that a key is not a word", () => {
    expect(formatUndeclaredText(removed("languages.*", "startSession()"))).toBe(
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

  it("is false for a single executable of Node, which names itself as the program", () => {
    const { getBuiltinModule } = process;
    vi.spyOn(process, "getBuiltinModule").mockImplementation((id: string) =>
      id === "node:sea" ? { isSea: () => true } : getBuiltinModule(id),
    );
    expect(isDevelopment({}, process.execPath)).toBe(false);
    vi.restoreAllMocks();
    expect(isDevelopment({}, process.execPath)).toBe(true);
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
