import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { findIdentifiableInfo, redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";
import { seal, sealRedacted } from "../support/seal.js";

// Invented values. Keys are built from parts, so that secret scanners ignore this file.
const alphabet = "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX2yZ3";
const jwt = `eyJ${"hbGciOiJIUzI1NiJ9"}.eyJ${"zdWIiOiIxMjM0NTY3ODkwIn0"}.${"dozjgNryP4J3jVmNHl0w5N_XgL0n3I9"}`;

describe("redactPropertyText and redactIdentifiableInfo", () => {
  it.each([
    ["an e-mail address", "mail jane.doe+x@mail.example.co.uk now", "mail [email] now"],
    ["one in another script", "пиши иван@пример.рф", "пиши [email]"],
    ["an IPv4 address", "from 192.168.1.77:8080", "from [ip]"],
    ["an IPv6 address", "from fe80::1ff:fe23:4567:890a%eth0 and ::1", "from [ip] and [ip]"],
    ["a MAC address", "nic 00:1B:44:11:3A:B7 up", "nic [mac] up"],
    ["a home", "open /home/jane/work/a.ts failed", "open [path] failed"],
    [
      "a home on macOS with spaces",
      "at /Users/Jane Doe/Library/Application Support/x.log now",
      "at [path] now",
    ],
    ["a tilde path", "see ~/notes/todo.md", "see [path]"],
    ["a path on Windows", "in C:\\Users\\Jane Doe\\repo\\a.ts", "in [path]"],
    ["a path on Windows with slashes", "in c:/users/jane/repo", "in [path]"],
    ["a UNC path", "on \\\\fileserver\\share\\jane", "on [path]"],
    ["a path in quotes", `open "/var/lib/x y/z.db"`, `open "[path]"`],
    ["a path with a line", "at f (/srv/app/src/a.ts:10:5)", "at f ([path]:10:5)"],
    ["a URL", "GET https://jane:pw@git.example.com/r?token=1#x.", "GET [url]."],
    ["a URL with an apostrophe", "see https://a.example/?q=it's('jane') now", "see [url]') now"],
    ["a URL in apostrophes", "f('https://a.example/x','y')", "f('[url]','y')"],
    ["a connection string", "postgres://u:p@db.internal:5432/prod", "[url]"],
    ["a host", "host build-7.corp.example.com is down", "host [host] is down"],
    ["a host of the local network", "printer.local", "[host]"],
    ["an OpenAI key", `sk-proj-${alphabet}`, "[token]"],
    ["a GitHub token", `x ghp_${alphabet} y`, "x [token] y"],
    ["an AWS key", `AKIA${"IOSFODNN7EXAMPLE"}`, "[token]"],
    ["a Slack token", `xoxb-${"123456789012"}-${alphabet}`, "[token]"],
    ["a JWT", `jwt ${jwt}`, "jwt [token]"],
    [
      "a PEM block",
      "-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY-----\nrest",
      "[private-key]\nrest",
    ],
    ["a cut PEM block", "-----BEGIN PRIVATE KEY-----\nMIIE", "[private-key]"],
    ["a password", "password=hunter2", "password=[secret]"],
    ["a password in quotes with blanks", `{"Password": "correct horse"}`, `{"Password": "[secret]"}`],
    ["a password by an environment variable", "DB_PASSWORD: 'x y'", "DB_PASSWORD: '[secret]'"],
    [
      "a value beside its name",
      `{"key":"DB_PASSWORD","value":"x1"}`,
      `{"key":"DB_PASSWORD","value":"[secret]"}`,
    ],
    ["a pair", `[["mode","fast"],["apiKey","correct \\"horse"]]`, `[["mode","fast"],["apiKey","[secret]"]]`],
    [
      "a pair in JSON in JSON",
      `{"a":"[\\"apiKey\\",\\"hunter2\\"]"}`,
      `{"a":"[\\"apiKey\\",\\"[secret]\\"]"}`,
    ],
    [
      "a pair in Python",
      `[('mode', 'fast'), ('пароль', 'hunter2',)]`,
      `[('mode', 'fast'), ('пароль', '[secret]',)]`,
    ],
    ["a pair in CSV", `1,"[[""token"",""hunter2""]]",2`, `1,"[[""token"",""[secret]""]]",2`],
    ["arguments of a call", `headers.set('x-api-key', 'hunter2');`, `headers.set('x-api-key', '[secret]');`],
    ["a flag in a list", `["login", "--user", "jane", "-v"]`, `["login", "--user", "[user]", "-v"]`],
    [
      "a value beside a name of another word",
      `{"setting":"API_KEY","value":"x1"}`,
      `{"setting":"API_KEY","value":"[secret]"}`,
    ],
    [
      "what is beside its name and indented",
      JSON.stringify(
        { a: { b: { c: { d: [["password", "x1"], { name: "API_KEY", value: "x2" }] } } } },
        null,
        8,
      ),
      JSON.stringify(
        { a: { b: { c: { d: [["password", "[secret]"], { name: "API_KEY", value: "[secret]" }] } } } },
        null,
        8,
      ),
    ],
    ["an authorization header", "Authorization: Bearer abcdef123456", "Authorization: [secret]"],
    ["a high-entropy token", `id ${alphabet}`, "id [token]"],
    ["base64 with a slash as its second character", `use k/7MDENGbPxRfiCY${alphabet} now`, "use [token] now"],
    ["base64 with a plus there", `x+Zr9KqLw82mVbT4nYpQ1sDfGhJkA7eC`, "[token]"],
    ["a card number", "card 4111 1111 1111 1111.", "card [card]."],
    ["a phone number", "call +49 30 901820 today", "call [phone] today"],
    ["an American phone number", "call (555) 123-4567", "call [phone]"],
  ])("redact %s", (_, text, expected) => {
    expect(redactPropertyText(text)).toBe(expected);
    expect(redactIdentifiableInfo(text)).toBe(expected);
  });
});

describe("names of people and companies", () => {
  it.each([
    ["written by Dr. Jane Doe", "written by [person]"],
    ["ask Jane Doe about it", "ask [person] about it"],
    ["we at Acme Widgets Inc. sell", "we at [company] sell"],
    ["between Acme, Inc. and Müller & Söhne GmbH", "between [company] and [company]"],
    ["by Ford Motor Co. and Foo Pty Ltd", "by [company] and [company]"],
    ["ask João Silva about it", "ask [person] about it"],
  ])("are redacted in free text only: %s", (text, expected) => {
    expect(redactIdentifiableInfo(text)).toBe(expected);
    expect(redactPropertyText(text)).toBe(text);
  });
});

describe("ordinary technical text", () => {
  it.each([
    "how are settings read from the environment",
    `["user", "profile"] and ["auth", "session", "token", "refresh"]`,
    `{"name":"theme","value":"dark"}, f("password", 3), set(password", "x")`,
    `path.join("auth", "login.ts"), describe("auth", "works"), hasKey("apiKey", "must be set")`,
    `expected one of ["token", "cookie"], {"label":"Server","value":"eu-west-1"}`,
    "claude-sonnet-4-5 and gpt-4o-mini",
    "1.2.3-beta.4",
    "2026-11-21T10:00:00.000Z",
    "0198c0de-7a4b-7000-8000-0123456789ab",
    "#ff8800",
    "@scope/package",
    "text/html; charset=utf-8",
    "ECONNREFUSED",
    "TS2322",
    "success: 12, tokens: 500",
    "std::vector<int>",
    "and/or",
    "codeweaver_search",
    "new-reranker",
    "qdrant",
    "typescript",
    "node",
  ])("is unchanged: %s", (text) => expect(redactPropertyText(text)).toBe(text));
});

describe("findIdentifiableInfo", () => {
  it("returns the kind and the range of each match", () => {
    const text = "jane@example.com at /home/jane";
    expect(findIdentifiableInfo(text)).toEqual([
      { kind: "email", start: 0, end: 16 },
      { kind: "path", start: 20, end: 30 },
    ]);
  });

  it("returns no overlapping matches", () => {
    const text = "https://jane@example.com/home/jane?password=x";
    expect(findIdentifiableInfo(text)).toEqual([{ kind: "url", start: 0, end: text.length }]);
  });
});

describe("redactIdentifiableInfo", () => {
  const pieces = fc.constantFrom(
    "jane@example.com",
    "/home/jane",
    "password=",
    "10.0.0.1",
    "[",
    "]",
    "=",
    '"',
    " ",
    "a",
    "://",
    "\\",
    "key: ",
    alphabet,
    "+4930901820",
    "é",
    "\n",
    "'",
    "admin / ",
    "hunter2",
    "| password | ",
    "my password is ",
    "--password ",
    "echo ",
    " | chpasswd",
    "setPassword(",
    ") == token",
    "%3D",
    "x7$Kq!vR2m#Lp9",
    "{",
    "};",
    "<b>",
    "your code is 123456 ",
  );
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join("")),
    fc.string(),
  );

  it("does not change its own result", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const once = redactIdentifiableInfo(text);
        expect(redactIdentifiableInfo(once)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  it("treats a value that is no string as an empty string", () => {
    expect(redactIdentifiableInfo(undefined as unknown as string)).toBe("");
    expect(findIdentifiableInfo(null as unknown as string)).toEqual([]);
  });
});

describe("a text under a sensitive key", () => {
  it.each([
    ["password", "hunter2", "[secret]"],
    ["dbPassword", "plain words", "[secret]"],
    ["OPENAI_API_KEY", "letmein", "[secret]"],
    ["password2", "plain words", "[secret]"],
    ["password10", "plain words", "[secret]"],
    ["password_confirmation", "plain words", "[secret]"],
    ["STRIPE_KEY_LIVE", "letmein", "[secret]"],
    ["username1", "jane", "[user]"],
    ["password_length", "long", "long"],
    ["KEY_VALUE", "letmein", "letmein"],
    ["auth0", "letmein", "letmein"],
    ["base64", "letmein", "letmein"],
    ["user", "jane", "[user]"],
    ["hostname", "web-01", "[host]"],
    ["host", "vscode", "vscode"],
    ["password", "required", "required"],
    ["token_type", "bearer", "bearer"],
    ["session_id", "0198c0de-7a4b-7000-8000-0123456789ab", "0198c0de-7a4b-7000-8000-0123456789ab"],
    ["stop_token", "eos", "eos"],
    ["backend", "qdrant", "qdrant"],
  ])("is classified by its key: %s: %s", (name, text, expected) => {
    expect(sealRedacted({ [name]: text })).toEqual({ [name]: expected });
    expect(sealRedacted(new Map([[name, [{ [name]: text }]]]))).toEqual({ [name]: [{ [name]: expected }] });
    const isWord = expected === text && !text.includes(" ");
    expect(seal({ [name]: text }).json).toEqual(isWord ? { [name]: text } : {});
  });

  it("is sent unchanged if it is declared PUBLIC", () => {
    class Login {
      user = "guest";
    }
    declareAnonymity(Login, { user: "PUBLIC" });
    expect(seal(new Login()).json).toEqual({ user: "guest" });
  });
});
