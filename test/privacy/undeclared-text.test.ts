import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWord, isWordKey } from "../../src/privacy/sanitizer/undeclared-text.js";
import { getOwnNames } from "../../src/redaction/detectors/own-names.js";
import { PRIVATE_TEXTS } from "../support/private-texts.js";
import { seal } from "../support/seal.js";

const UUID = "0198b0a5-7c3e-7d7a-9c55-0242ac120002";

describe("isWord", () => {
  it.each([
    "full",
    "claude-opus-4-5",
    "v1.2.3+build.7",
    "$lib",
    "2026-11-26",
    "2026-11-26T09:25:26.000Z",
    "2026-11-26T11:25:26+02:00",
    UUID,
    "a".repeat(64),
    "9",
  ])("accepts %s", (text) => expect(isWord(text)).toBe(true));

  it.each([
    ["nothing", ""],
    ["two words", "two words"],
    ["a newline at the end", "word\n"],
    ["a path", "src/index.ts"],
    ["a path of Windows", "src\\index.ts"],
    ["an option", "--force"],
    ["a call", "run()"],
    ["a name in other letters", "Jürgen"],
    ["65 characters", "a".repeat(65)],
    ["an address of the network", "10.12.13.14"],
    ["a key of a vendor", `ghp_${"aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6"}`],
  ])("rejects %s", (_, text) => expect(isWord(text)).toBe(false));

  it.each(PRIVATE_TEXTS)("rejects %s", (_, text) => expect(isWord(text)).toBe(false));

  const [own] = getOwnNames();

  it.skipIf(own === undefined)("rejects this machine's names (not where they are short or shared)", () => {
    expect(isWord(String(own?.name))).toBe(false);
    expect(isWord(`${own?.name}:8080`)).toBe(false);
  });

  it("accepts a slash in a key behind $feature/ only", () => {
    expect(isWordKey("$feature/new-reranker")).toBe(true);
    expect(isWordKey("clients/globex")).toBe(false);
    expect(isWordKey("$feature/clients/globex")).toBe(false);
    expect(isWordKey("$feature/two words")).toBe(false);
  });
});

describe("a key that names a secret or a person", () => {
  it.each(["password", "apiKey", "user", "author", "commitAuthor", "reviewers", "e-mail", "first_name"])(
    "has no word under it: %s",
    (key) => {
      expect(seal({ [key]: "morgan", nested: { [key]: { deep: ["morgan"] } } })).toEqual({
        json: { nested: { [key]: { deep: [] } } },
        omitted: { undeclared_text: 2 },
      });
    },
  );

  it.each(["name", "theme", "email_count", "authority", "customer_type"])("is not %s", (key) => {
    expect(seal({ [key]: "morgan" }).json).toEqual({ [key]: "morgan" });
  });

  it("may have a count, a state, a UUID or the empty text under it", () => {
    const value = { users: 3, user: true, author: "", session_id: UUID, token: "missing" };
    expect(seal(value).json).toEqual(value);
  });
});

/** Text of every kind, with the characters that words are made of in most of it. */
const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom(..."aZ09_$.:+- /\\\n'\"@é") }),
);

describe("undeclared text", () => {
  it("is sent only if it is empty or matches the rule, wherever it stands", () => {
    fc.assert(
      fc.property(text, fc.constantFrom("value", "list", "set", "map", "key", "field"), (given, place) => {
        const values: Record<typeof place, unknown> = {
          value: given,
          list: [given],
          set: new Set([given]),
          map: new Map([["m", given]]),
          key: { [given]: 1 },
          field: new (class Plain {
            field = given;
          })(),
        };
        const { json, omitted } = seal({ part: values[place] });
        const isSent = place === "key" ? Object.keys(Object(json.part)).length > 0 : textsIn(json).length > 0;
        if (isSent) expect(given).toMatch(/^(?:[A-Za-z0-9_$][A-Za-z0-9_.:+-]{0,63})?$/);
        else if (!["__proto__", "constructor", "prototype"].includes(given))
          expect(omitted).toEqual({ undeclared_text: 1 });
      }),
    );
  });
});

function textsIn(json: unknown): string[] {
  if (typeof json === "string") return [json];
  return typeof json === "object" && json !== null ? Object.values(json).flatMap(textsIn) : [];
}
