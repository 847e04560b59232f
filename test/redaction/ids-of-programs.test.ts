/** Tests that ids and digests of programs remain if their key says what they are, and that the name of a secret wins. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { isProgramId, isProgramIdKey } from "../../src/redaction/program-ids.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";

const hash = (algorithm: string, encoding: "hex" | "base64" = "hex") =>
  createHash(algorithm).update("invented").digest(encoding);
const sha1 = hash("sha1");
const sha256 = hash("sha256");
const traceId = hash("md5");
const spanId = traceId.slice(3, 19);
const objectId = sha1.slice(5, 29);
const ulid = "01K5QJ3ZB8W4X7N2RTF6HVDM9C";
const uuid = "7d3f9c2e-51ab-4c8d-9e60-3b1f8a47d2c5";

const ORDINARY: readonly string[] = [
  `commit ${sha1}`,
  `commit ${sha1} (HEAD -> main)`,
  `tree ${sha1}\nparent ${sha1}\nauthor`,
  `object ${sha1}`,
  `at revision ${sha1}`,
  `commit=${sha1}`,
  `commit: ${sha1}`,
  `{"commit":"${sha1}"}`,
  `{ "commit" : "${sha1}" }`,
  `{\\"commit\\":\\"${sha1}\\"}`,
  `GIT_COMMIT=${sha1}`,
  `commitSha: '${sha1}'`,
  `git_sha=${sha1}, branch main`,
  `<commit>${sha1}</commit>`,
  `commit="${sha1}"`,
  `:commit => "${sha1}"`,
  `commitHash: ${sha1}`,
  `content-hash: ${sha256}`,
  `sha256:${sha256}`,
  `sha256 ${sha256}`,
  `digest: sha256:${sha256}`,
  `SHA-256: ${sha256}`,
  `| commit | ${sha1} |`,
  `layer@sha256:${sha256}`,
  `checksum = "${sha256}"`,
  `checksum: ${traceId}`,
  `md5=${traceId}`,
  `etag: "${sha1}"`,
  `ETag: W/"${traceId}"`,
  `"integrity": "sha512-${hash("sha512", "base64")}"`,
  `integrity sha512-${hash("sha512", "base64")}`,
  `build_id=${sha1}`,
  `trace_id: ${traceId}`,
  `traceId="${traceId}" spanId="${spanId}"`,
  `{"trace_id":"${traceId}","span_id":"${spanId}"}`,
  `traceparent: 00-${traceId}-${spanId}-01`,
  `parentSpanId: ${spanId}`,
  `X-Request-Id: ${traceId}`,
  `x-correlation-id: ${ulid}`,
  `requestId: "${ulid}"`,
  `request_id=${ulid}`,
  `(request id: ${ulid})`,
  `request id ${ulid} failed`,
  `job_id='${ulid.toLowerCase()}'`,
  `event.id: ${ulid}`,
  `_id: ObjectId("${objectId}")`,
  `{"_id":{"$oid":"${objectId}"}}`,
  `no document with id ${objectId}`,
  `{ id: "${objectId}" }`,
  `theme=dark,id=${objectId}`,
  `theme dark\nid: ${objectId}`,
  `request_id: ${uuid}`,
  `run ${uuid}`,
  "00000000-0000-0000-0000-000000000000",
  "id 00000000-0000-0000-0000-000000000000 is nil",
  "id: 12345678-1234-4234-8234-123456789012",
];

describe.each([
  ["redactIdentifiableInfo", redactIdentifiableInfo],
  ["redactPropertyText", redactPropertyText],
] as const)("%s", (_, redact) => {
  it.each(ORDINARY)("leaves an id that its key describes: %s", (text) => expect(redact(text)).toBe(text));

  it.each([
    sha1,
    sha256,
    traceId,
    ulid,
    `at ${sha1}`,
    `value: ${sha1}`,
    `hash: ${sha1}`,
    `client_id=${traceId}`,
    `account id: ${traceId}`,
    `device id ${traceId}`,
    `api_key=${sha1}`,
    `token: ${sha1}`,
    `token id: ${sha1}`,
    `token_sha=${sha1}`,
    `access_token_id="${traceId}"`,
    `session_id=${traceId}`,
    `secret commit ${sha1}`,
    `{"password_hash":"${sha1}"}`,
    `password: sha256:${sha256}`,
    `secret=commit=${sha1}`,
    `commit=${sha1}/${traceId}`,
    `request_id=${ulid}${ulid}`,
    `commit ${sha1.toUpperCase().replace(/\d/g, "Q")}`,
  ])("removes what no key describes, or the name of a secret: %s", (text) => {
    const redacted = redact(text);
    for (const value of [sha1, sha256, traceId, ulid]) expect(redacted).not.toContain(value.slice(0, 12));
    expect(redact(redacted)).toBe(redacted);
  });

  it("redacts two values with different keys in one line differently", () => {
    expect(redact(`commit=${sha1} x=${traceId}`)).toBe(`commit=${sha1} [token]`);
    expect(redact(`commit: ${sha1}\n${traceId}`)).toBe(`commit: ${sha1}\n[token]`);
  });
});

describe("isProgramIdKey", () => {
  it.each(["commit", "HEAD_SHA", "traceId", "x-request-id", "_id", "fileHash", "tree.oid", "requestid"])(
    "accepts %s",
    (key) => expect(isProgramIdKey(key)).toBe(true),
  );
  it.each([
    "id_token",
    "user_id",
    "clientId",
    "deviceId",
    "password_hash",
    "hash",
    "secret_id",
    "tokenId",
    "apiKeySha256",
    "dbpassword_sha1",
    "myauthtoken.digest",
    "key",
    "",
    "commit".repeat(12),
  ])("rejects %s", (key) => expect(isProgramIdKey(key)).toBe(false));
});

describe("isProgramId", () => {
  it.each([sha1, traceId, objectId, ulid, uuid, `sha256:${sha256}`, "9f86d08"])("accepts %s", (value) =>
    expect(isProgramId("commit", value)).toBe(true),
  );
  it.each(["hunter2", "jane", `${sha1}!`, `ghp_${sha1}`, "dead"])("rejects %s", (value) =>
    expect(isProgramId("commit", value)).toBe(false),
  );
});
