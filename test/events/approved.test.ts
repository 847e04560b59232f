import { readFileSync } from "node:fs";
import { describe, expect, it, vi } from "vitest";
import { createAllowlistLookup } from "../../src/events/approved-manifest.js";

const MANIFEST = readFileSync("config/telemetry-manifest.json", "utf8");

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
    const events = JSON.parse(MANIFEST).events.filter(
      ({ event }: { event: string }) => event !== "codeweaver_session",
    );
    const approved = createAllowlistLookup(() => JSON.stringify({ events }));
    expect(approved("codeweaver_session").kind).toBe("unlisted");
    expect(approved("codeweaver_search").kind).toBe("listed");
  });

  it.each<[string, () => string]>([
    ["missing", () => readFileSync("/nowhere/telemetry-manifest.json", "utf8")],
    ["cut short", () => MANIFEST.slice(0, 1000)],
    ["no manifest", () => '{"events": 5}'],
    ["null", () => "null"],
    ["without fields", () => '{"events": [{"event": "codeweaver_search"}]}'],
  ])("approves no built-in event and does not throw with a manifest that is %s", (_, read) => {
    expect(createAllowlistLookup(read)("codeweaver_search").kind).toBe("unlisted");
  });
});
