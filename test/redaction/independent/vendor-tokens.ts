/** Tokens in the forms that vendors publish, without a name before them. Their prefixes are built from parts. */

import {
  draw,
  drawAlnum,
  drawBase64,
  drawBase64Url,
  drawDigits,
  drawHex,
  type Generate,
} from "./passwords.js";
import { createSource, holdOnly, type Placeholder } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

/** Joins the parts of a prefix, so that scanners of repositories find no token in this file. */
const begin = (parts: readonly string[], generate: Generate): Generate => {
  const prefix = parts.join("");
  return (random) => `${prefix}${generate(random)}`;
};
const tokens = (...generators: readonly Generate[]): Placeholder => ({
  ...holdOnly(...generators),
  othersClass: "token",
});
const UPPER_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const forges = tokens(
  begin(["gh", "p_"], drawAlnum(36)),
  begin(["gh", "s_"], drawAlnum(36)),
  begin(["github", "_pat_"], (random) => `${drawAlnum(22)(random)}_${drawAlnum(59)(random)}`),
  begin(["gl", "pat-"], drawBase64Url(20)),
  begin(["np", "m_"], drawAlnum(36)),
  begin(["py", "pi-AgEIcHlwaS5vcmc"], drawBase64Url(120)),
  begin(["dckr", "_pat_"], drawBase64Url(27)),
);
const clouds = tokens(
  begin(["AK", "IA"], (random) => draw(random, UPPER_DIGITS, 16)),
  begin(["AI", "za"], drawBase64Url(35)),
  begin(["dop", "_v1_"], drawHex(64)),
  begin(["hv", "s."], drawBase64Url(90)),
  begin(["da", "pi"], drawHex(32)),
  begin(["GOC", "SPX-"], drawBase64Url(28)),
  begin(["pul", "-"], drawHex(40)),
);
const services = tokens(
  begin(["sk", "_live_"], drawAlnum(24)),
  begin(["rk", "_live_"], drawAlnum(24)),
  begin(
    ["xo", "xb-"],
    (random) => `${drawDigits(12)(random)}-${drawDigits(13)(random)}-${drawAlnum(24)(random)}`,
  ),
  begin(["S", "G."], (random) => `${drawBase64Url(22)(random)}.${drawBase64Url(43)(random)}`),
  begin(["shp", "at_"], drawHex(32)),
  begin(["hf", "_"], drawAlnum(34)),
  begin(["sk", "-ant-api03-"], drawBase64Url(95)),
  begin(["sk", "-proj-"], drawBase64Url(120)),
  begin(["gl", "sa_"], (random) => `${drawAlnum(32)(random)}_${drawHex(8)(random)}`),
  begin(["lin", "_api_"], drawAlnum(40)),
);
const encodeJson = (content: object) => Buffer.from(JSON.stringify(content)).toString("base64url");
const webToken = tokens((random) =>
  [
    encodeJson({ alg: "HS256", typ: "JWT" }),
    encodeJson({ sub: drawDigits(10)(random), iat: 1_772_445_600 }),
    drawBase64Url(43)(random),
  ].join("."),
);
const breakLines = (text: string) => text.replace(/(.{64})(?=.)/g, "$1\n");
const pem =
  (kind: string, start: string): Generate =>
  (random) =>
    `${"-".repeat(5)}BEGIN ${kind}${"-".repeat(5)}\n${breakLines(`${start}${drawBase64(231)(random)}`)}\n${"-".repeat(5)}END ${kind}${"-".repeat(5)}`;
/** Of a key in the PEM form the lines between its labels must disappear. */
const privateKey: Placeholder = {
  ...tokens(
    pem("PRIVATE KEY", "MIIEvQIBADAN"),
    pem("RSA PRIVATE KEY", "MIIEpAIBAAKC"),
    pem("OPENSSH PRIVATE KEY", "b3BlbnNzaC1r"),
    pem("EC PRIVATE KEY", "MHcCAQEEIKJ1"),
  ),
  split: (written) => written.split(/\\n|\n/).slice(1, -1),
};

export const TOKEN_SOURCES: readonly Source[] = [
  createSource(
    "Tokens of forges and registries",
    "https://docs.github.com/code-security/secret-scanning/introduction/supported-secret-scanning-patterns",
    [
      as.raw`remote: Invalid username or token ${forges}.\nfatal: Authentication failed`,
      as.raw`try this one instead: ${forges} (read only)`,
      as.raw`https://git.example.org/shop.git?x=${forges}&ref=main`,
      as.raw`[10:02] ${forges}`,
      as.json`["${forges}", 200, "ok"]`,
    ],
  ),
  createSource(
    "Keys of clouds",
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    [
      as.raw`The user with ${clouds} is not authorized to perform: s3:ListBucket`,
      as.raw`retrying with ${clouds} after 3 attempts`,
      as.raw`curl https://maps.example.org/js?x=${clouds}&v=weekly`,
      as.raw`${clouds}`,
      as.doubleQuoted`init("${clouds}", { region: "eu" });`,
    ],
  ),
  createSource("Tokens of services", "https://docs.stripe.com/keys", [
    as.raw`Incorrect value provided: ${services}. Find yours in the dashboard.`,
    as.doubleQuoted`stripe = new Client("${services}", { maxNetworkRetries: 2 });`,
    as.raw`bot started as ${services} in #general`,
    as.raw`log: used ${services}; status 401`,
    as.raw`- ${services}\n- production\n`,
    as.pythonRepr`client = Client('${services}', timeout=10)`,
  ]),
  createSource("JSON Web Tokens", "https://www.rfc-editor.org/rfc/rfc7519", [
    as.raw`JsonWebTokenError: invalid signature for ${webToken}`,
    as.raw`https://app.example.org/verify/${webToken}?lang=de`,
    as.json`{"result":"${webToken}","ok":true}`,
    as.raw`decoded ${webToken} in 3 ms`,
    as.raw`user 7 ${webToken} expired`,
  ]),
  createSource("Private keys", "https://www.rfc-editor.org/rfc/rfc7468", [
    as.raw`${privateKey}\n`,
    as.raw`$ cat id_deploy\n${privateKey}\n$ exit`,
    as.json`{"type":"service_account","private_key":"${privateKey}\\n","client_id":"1"}`,
    as.raw`resource "tls" {\n  pem = <<EOT\n${privateKey}\nEOT\n}`,
  ]),
];
