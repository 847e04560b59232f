/** Shows that the quick test of a key's last letters skips none of the words that make a key sensitive. */
import { describe, expect, it } from "vitest";
import * as keyWords from "../../src/redaction/key-words.js";
import { mayBeSensitiveKey, mayBeValueName } from "../../src/redaction/last-letters.js";
import { classifyKey } from "../../src/redaction/sensitive-keys.js";

const { listLastWords: _, VALUE_NAMES, ...lists } = keyWords;
/** A key ends with a word of every list, except of those whose words are before `key` or `token`. */
const listsOfLastWords = Object.entries(lists).filter(([name]) => !name.endsWith("_MODIFIERS"));

describe("mayBeSensitiveKey", () => {
  it.each(listsOfLastWords)("returns true for every word of %s", (_name, words) => {
    expect([...words].filter((word) => !mayBeSensitiveKey(word, word.length))).toEqual([]);
  });

  it.each(["name2", "名前"])("returns true for %s, which ends with a digit or another script", (key) => {
    expect(mayBeSensitiveKey(key, key.length)).toBe(true);
  });

  it("mayBeValueName returns true for every name of a value", () => {
    expect(VALUE_NAMES.filter((name) => !mayBeValueName(name, name.length))).toEqual([]);
    expect(mayBeValueName("elapsedMs", "elapsedMs".length)).toBe(false);
  });

  it("returns false for an ordinary key", () => {
    expect(mayBeSensitiveKey("elapsedMs", "elapsedMs".length)).toBe(false);
  });
});

it.each(listsOfLastWords)("each word of %s is in one script", (_name, words) => {
  const scripts = [
    /[A-Za-z]/,
    /\p{Script=Cyrillic}/u,
    /\p{Script=Arabic}/u,
    /\p{Script=Han}|\p{Script=Katakana}|\p{Script=Hangul}/u,
  ];
  expect([...words].filter((word) => scripts.filter((script) => script.test(word)).length > 1)).toEqual([]);
});

describe("classifyKey", () => {
  it.each([
    ["DB_PASSWORD", "secret"],
    ["password_confirmation", "secret"],
    ["BUNDLE_GEMS__EXAMPLE__COM", "secret"],
    ["SOME_VENDOR_KEY", "secret"],
    ["请输入密码", "secret"],
    ["我的token", "secret"],
    ["contraseña", "secret"],
    ["user[password]", "secret"],
    ["PASSWORD_", "secret"],
    ["Password:", "secret"],
    ["lösenord", "secret"],
    ["şifre", "secret"],
    ["hasło", "secret"],
    ["ключ", "secret"],
    ["كلمة سر", "secret"],
    ["PGUSER", "user"],
    ["Data Source", "host"],
  ])("classifies %s as %s", (key, kind) => {
    expect(classifyKey(key)).toBe(kind);
  });

  it.each(["KEY", "PRIMARY_KEY", "stop_token", "password_length"])("does not classify %s", (key) => {
    expect(classifyKey(key)).toBeUndefined();
  });

  it.each(["_", "_1", "_old", "bundle ", "的"])(
    "classifies a key with 100,000 times %j within a second",
    (part) => {
      const start = performance.now();
      expect(classifyKey(`a${part.repeat(100_000)}_key_length`)).toBeUndefined();
      expect(classifyKey(`a${part.repeat(100_000)}_key`)).toBeUndefined();
      expect(performance.now() - start).toBeLessThan(1000);
    },
  );
});
