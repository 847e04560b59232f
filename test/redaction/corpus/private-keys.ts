/** Makes private keys and signed tokens in the formats of their tools. */
import type { Random } from "./random.js";
import { type Maker, partly, wholly } from "./sample.js";

const RULE = "-".repeat(5);

function base64Lines(random: Random, lines: number, first = ""): string {
  const rows = Array.from({ length: lines }, () => random.base64(64));
  const last = random.base64(random.integer(8, 15) * 4 - 2);
  return [`${first}${rows[0]?.slice(first.length) ?? ""}`, ...rows.slice(1), `${last}==`].join("\n");
}

function pem(random: Random, kind: string, lines: number, first = "", head = ""): string {
  const body = base64Lines(random, lines, first);
  return `${RULE}BEGIN ${kind}${RULE}\n${head}${body}\n${RULE}END ${kind}${RULE}`;
}

/** A PEM block is sensitive, as is each line of it. */
function pemOf(kind: string, lines: number, first = "", head = "") {
  return (random: Random) => {
    const text = pem(random, kind, lines, first, head);
    return { text, sensitive: [text, ...text.split("\n").filter((line) => /^[\w+/=]{30,}$/.test(line))] };
  };
}

const KEY = "PRIVATE KEY";

export const PRIVATE_KEYS: readonly Maker[] = [
  ...partly("private-key", {
    "PKCS 1 RSA": pemOf(`RSA ${KEY}`, 12, "MIIEow"),
    "PKCS 8": pemOf(KEY, 14, "MIIEvQ"),
    "PKCS 8 encrypted": pemOf(`ENCRYPTED ${KEY}`, 14, "MIIFHD"),
    "SEC 1 EC": pemOf(`EC ${KEY}`, 2, "MHcCAQ"),
    DSA: pemOf(`DSA ${KEY}`, 8, "MIIBuw"),
    OpenSSH: pemOf(`OPENSSH ${KEY}`, 5, "b3BlbnNzaC1rZXktdjEAAAAA"),
    PGP: pemOf(`PGP ${KEY} BLOCK`, 10, "lQOYB", "Version: GnuPG v2\n\n"),
    "RSA with headers": pemOf(`RSA ${KEY}`, 6, "", "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\n"),
    "GCP service account": (random) => {
      const text = pem(random, KEY, 14, "MIIEvQ").replaceAll("\n", "\\n");
      const id = random.hex(40);
      const fields = `"type": "service_account", "private_key_id": "${id}", "private_key": "${text}\\n"`;
      return { text: `{ ${fields} }`, sensitive: [text, id] };
    },
    "one line with escapes": (random) => {
      const text = pem(random, `RSA ${KEY}`, 10, "MIIEow").replaceAll("\n", "\\n");
      return { text: `PRIVATE_KEY="${text}"`, sensitive: [text] };
    },
    PuTTY: (random) => {
      const body = base64Lines(random, 6);
      const head = "PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPrivate-Lines: 7";
      return { text: `${head}\n${body}`, sensitive: body.split("\n").filter((line) => line.length >= 30) };
    },
    "cut off": (random) => {
      const body = base64Lines(random, 3, "MIIEow");
      return {
        text: `${RULE}BEGIN RSA ${KEY}${RULE}\n${body}`,
        sensitive: [body, ...body.split("\n").slice(0, 3)],
      };
    },
  }),
];

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

function header(random: Random): string {
  return encode({ alg: random.pick(["HS256", "RS256", "ES256"]), typ: "JWT", kid: random.hex(8) });
}

function claims(random: Random): string {
  const issued = random.integer(1_700_000_000, 1_790_000_000);
  return encode({ sub: random.digits(10), iat: issued, exp: issued + 3600, jti: random.hex(12) });
}

export const SIGNED_TOKENS: readonly Maker[] = wholly("token", {
  "JWT, three parts": (r) => `${header(r)}.${claims(r)}.${r.base64url(42)}${r.base62(1)}`,
  "JWT, long signature": (r) => `${header(r)}.${claims(r)}.${r.base64url(341)}${r.base62(1)}`,
  "JWT, two parts": (r) => `${header(r)}.${claims(r)}`,
  "JWT, unsigned": (r) => `${encode({ alg: "none" })}.${claims(r)}.`,
  JWE: (r) =>
    [
      encode({ alg: "RSA-OAEP", enc: "A256GCM" }),
      r.base64url(342),
      r.base64url(16),
      r.base64url(80),
      r.base62(22),
    ].join("."),
  "hex of 32": (r) => r.hex(32),
  "hex of 40": (r) => r.hex(40),
  "hex of 64": (r) => r.hex(64),
  "mixed of 32": (r) => r.base62(32),
  "mixed of 40": (r) => r.base62(40),
  "mixed of 64": (r) => r.base62(64),
  "base64 of 44": (r) => `${r.base64(43)}=`,
});
