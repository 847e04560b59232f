/** Tests that ids and digests of programs are sent under a key that says what they are, although they look random. */
import { createHash } from "node:crypto";
import { describe, expect, it, vi } from "vitest";

const HOST = "3b1f8a47d2c5";
vi.mock("../../src/internal/system-names.js", () => ({
  getHostName: () => HOST,
  getUserName: () => "",
  getHomeFolder: () => "",
}));
vi.resetModules(); // the setup file has loaded the modules with the names of this machine
await import("../../src/all-modules.js");
const { redacted } = await import("../../src/privacy/sanitizer/declared-text.js");
const { seal, sealRedacted } = await import("../support/seal.js");

const sha1 = createHash("sha1").update("invented").digest("hex");
const sha256 = createHash("sha256").update("invented").digest("hex");
const ulid = "01K5QJ3ZB8W4X7N2RTF6HVDM9C";

const IDS = {
  request_id: ulid,
  traceId: sha256.slice(0, 32),
  span_id: sha1.slice(0, 16),
  commit: sha1,
  file_sha256: sha256,
  digest: `sha256:${sha256}`,
  _id: sha1.slice(0, 24),
  build_ids: [sha1],
};

describe("an id of a program", () => {
  it("is sent under its key", () => {
    const { build_ids: _, ...ids } = IDS;
    expect(seal(ids)).toEqual({ json: ids, omitted: {} });
    expect(seal(new Map(Object.entries(ids))).json).toEqual(ids);
    expect(seal({ nested: ids, commits: [{ commit: sha1 }] }).json).toEqual({
      nested: ids,
      commits: [{ commit: sha1 }],
    });
  });

  it("is sent in a list under its key", () => {
    expect(seal({ commit: [sha1, "main"] }).json).toEqual({ commit: [sha1, "main"] });
  });

  it("remains in a declared text", () => {
    expect(seal({ commit: redacted(sha1), note: redacted(sha1) }).json).toEqual({
      commit: sha1,
      note: "[token]",
    });
    expect(sealRedacted({ commit: sha1, note: sha1 })).toEqual({ commit: sha1, note: "[token]" });
  });

  it.each([
    ["another key", { value: sha1, theme: ulid, hash: sha1 }],
    [
      "the key of an account or a device",
      { account_id: sha1, device_id: sha256.slice(0, 32), client_id: ulid },
    ],
    ["the key of a secret", { token: sha1, session_id: ulid, api_key_sha256: sha256, token_id: sha1 }],
    [
      "a key above that is of a secret",
      { password: { commit: sha1 }, secret: { list: [{ request_id: ulid }] } },
    ],
    ["a key above that is of an id", { commit: { value: sha1 }, request_id: [{ other: ulid }] }],
    ["the label of a secret", { pair: { name: "API_KEY", value: sha1 } }],
  ])("is not sent under %s", (_, properties) => {
    const text = JSON.stringify(seal(properties).json);
    for (const value of [sha1, sha256, ulid]) expect(text).not.toContain(value.slice(0, 16));
  });

  it.each(["hunter2", "jane smith", `ghp_${sha1}`, "/srv/app", `${sha1} ${sha1}`, "jane@globex.example"])(
    "has a form of its own: %s is judged as under other keys",
    (text) => expect(seal({ commit: text }).omitted).toEqual(seal({ theme: text }).omitted),
  );

  it("is not the name of this machine, as a container has it", () => {
    expect(seal({ container_id: HOST, image_id: "0123456789ab" }).json).toEqual({ image_id: "0123456789ab" });
    expect(seal({ container_id: redacted(HOST) }).json).toEqual({ container_id: "[host]" });
  });
});
