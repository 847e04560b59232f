/** Shows which values under the name of a secret, a user or a host are ordinary, and that all others are removed. */
import { describe, expect, it } from "vitest";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { classifyValueByKey } from "../../src/redaction/sensitive-values.js";

const UUID = "7f3c2a91-4b8d-4e6f-9a1c-2d5e8f7b6a90";

describe("an ordinary value", () => {
  it.each([
    "OAuth1: Added",
    "the key: strip-aliased",
    "auth:SIMPLE",
    `{auth:"oauth2"}`,
    `{mfa:"totp"}`,
    "password: too short",
    "password: required",
    "password: must_not_be_empty",
    "password: [Filtered]",
    "password: (sensitive value)",
    "user:created",
    "login=success",
    "user=root",
    "username: taken",
    `{account:"personal"}`,
    "address: 0x00000002",
    `{machine:"arm64"}`,
    "Server: nginx/1.25.3",
    "Password: must be at least 8 characters long",
    "Token: a string that is sent with each request",
    "invalid password: does not match",
    "password is case-sensitive",
    "password: { type: String, required: true }",
    "password: (value) => value.length",
    "fn login(token: &str) -> User",
    "val token: StateFlow<Token?>",
    `const token = getToken("github");`,
    "const password = process.env.DB_PASSWORD;",
    "password=$" + "{DB_PASSWORD}",
    "password: {{ .Values.password }}",
    "tool --password <password>",
    "tool login --with-token < token.txt",
    `t("password", "Enter your password")`,
    `hash(password, "sha256")`,
    `jwt.verify(token, "RS256")`,
    "exit code 1234",
    "status code: 404",
    "set password reset",
    "the password manager",
    "primary_key = id_column_2024",
    "Key (id)=(46331) already exists.",
    "passwd 1:4.13+dfsg1",
    "image admin:latest, path admin/users",
    "10:20:30:40:50",
    "android.intent.action.MAIN",
    "password: z.string().min(8)",
    "pass: 12 fail: 0",
    "パスワードは8文字以上でなければなりません。",
    "Password policy not met: length 12, digits 1",
    "Pass `readOnly` to open it",
    "Perforce password (P4PASSWD) invalid or unset.",
    "ErrorCode: 21610",
    "Content-Security-Policy-Report",
    "my-app-README-file",
  ])("is unchanged: %s", (text) => expect(redactIdentifiableInfo(text)).toBe(text));
});

describe("a value that is not listed", () => {
  it.each([
    [`{password: "sunshine"}`, `{password: "[secret]"}`],
    [`{password: "password"}`, `{password: "[secret]"}`],
    [`{password: "my password"}`, `{password: "[secret]"}`],
    ["password: correct horse battery staple", "password: [secret]"],
    ["user=jane", "user=[user]"],
    ["username: jane", "username: [user]"],
    [`{machine:"jane-laptop"}`, `{machine:"[host]"}`],
    [`secret_id: ${UUID}`, "secret_id: [secret]"],
    [`_authToken= ${UUID}`, "_authToken= [secret]"],
    ["x_key = b7Kq2mZx9LpW4tRv", "x_key = [secret]"],
    [`convertkit_key: "b7Kq2mZx9LpW4tRv"`, `convertkit_key: "[secret]"`],
    ["id_token=abcdefgh12345", "id_token=[secret]"],
    ["security_answer: Fluffy", "security_answer: [secret]"],
    ["ssn: 078-05-1120", "ssn: [secret]"],
    ["cvv: 123", "cvv: [secret]"],
    ["contrase\u00f1a: girasol", "contrase\u00f1a: [secret]"],
    ["contrasen\u0303a: girasol", "contrasen\u0303a: [secret]"],
    ["has\u0142o=slonecznik", "has\u0142o=[secret]"],
    ["\u015fifre: gunes", "\u015fifre: [secret]"],
    ["l\u00f6senord: solros", "l\u00f6senord: [secret]"],
    ["use login code 482913 now", "use login code [secret] now"],
    ["image admin:hunter22", "image admin:[secret]"],
  ])("is removed: %s", (text, redacted) => expect(redactIdentifiableInfo(text)).toBe(redacted));
});

describe("classifyValueByKey", () => {
  it.each([
    ["session_id", UUID, undefined],
    ["secret_id", UUID, "secret"],
    ["user_id", UUID, undefined],
    ["secret_id", "00000000-0000-0000-0000-000000000000", undefined],
    ["convertkit_key", "b7Kq2mZx9LpW4tRv", "secret"],
    ["convertkit_key", "alias", undefined],
    ["sort_key", "b7Kq2mZx9LpW4tRv", undefined],
    ["password", "1234", "secret"],
    ["secrets", "12", undefined],
  ])("returns for %s: %s %s", (key, value, kind) => {
    expect(classifyValueByKey(key, value)).toBe(kind);
  });
});
