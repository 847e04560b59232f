import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { createAllowlistLookup } from "../../src/events/approved-manifest.js";
import type { Manifest } from "../../src/events/manifest.js";

const TEXT = readFileSync("config/telemetry-manifest.json", "utf8");
const MANIFEST: Manifest = JSON.parse(TEXT);

describe("createAllowlistLookup", () => {
  it("approves all of a tool's own event without reading the manifest", () => {
    const read = vi.fn(() => MANIFEST);
    expect(createAllowlistLookup(read)("index_done")).toEqual({ kind: "tool_event" });
    expect(read).not.toHaveBeenCalled();
  });

  it("reads the manifest once for all built-in events", () => {
    const read = vi.fn(() => MANIFEST);
    const approved = createAllowlistLookup(read);
    for (let i = 0; i < 3; i++) {
      expect(approved("codeweaver_search")).toMatchObject({
        kind: "listed",
        allowlist: { keys: expect.any(Map) },
      });
      expect(approved("codeweaver_session")).toMatchObject({
        kind: "listed",
        allowlist: { keys: expect.any(Map) },
      });
    }
    expect(read).toHaveBeenCalledTimes(1);
  });

  it("approves no built-in event that the manifest does not list", () => {
    const events = MANIFEST.events.filter(({ event }) => event !== "codeweaver_session");
    const approved = createAllowlistLookup(() => ({ events }));
    expect(approved("codeweaver_session").kind).toBe("unlisted");
    expect(approved("codeweaver_search").kind).toBe("listed");
  });

  it.each<[string, () => Manifest]>([
    ["missing", () => JSON.parse(readFileSync("/nowhere/telemetry-manifest.json", "utf8"))],
    ["cut short", () => JSON.parse(TEXT.slice(0, 1000))],
    ["no manifest", () => JSON.parse('{"events": 5}')],
    ["null", () => JSON.parse("null")],
    ["without fields", () => JSON.parse('{"events": [{"event": "codeweaver_search"}]}')],
  ])("approves no built-in event and does not throw with a manifest that is %s", (_, read) => {
    expect(createAllowlistLookup(read)("codeweaver_search").kind).toBe("unlisted");
  });
});
