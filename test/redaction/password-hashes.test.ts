/** Tests that hashed passwords are removed as a whole, wherever they are stored. */
import { describe, expect, it } from "vitest";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";

// Invented values. They do not look random, so that no other detector finds a part of them.
const digest22 = "correcthorsebatterysta";
const digest = "Correct.Horse/Battery.Staple.Correct.Horse1";
const hex40 = "0123456789abcdef0123456789abcdef01234567";

const HASHES: Readonly<Record<string, string>> = {
  "crypt, MD5": `$1$salt$${digest22}`,
  "crypt, MD5 without a salt": `$1$$${digest22}`,
  "htpasswd, MD5": `$apr1$s.al/t$${digest22}`,
  "bcrypt, 2a": `$2a$05$./${digest}staple.horse`,
  "bcrypt, 2b": `$2b$12$${digest}staple.horse12`,
  "bcrypt, 2y": `$2y$10$${digest}staple.horse12`,
  "crypt, SHA-256": `$5$salt$${digest}`,
  "crypt, SHA-256 with rounds": `$5$rounds=5000$sa.lt$${digest}`,
  "crypt, SHA-512": `$6$salt$${digest}${digest}`,
  "crypt, scrypt": `$7$C6..../....salt$${digest}`,
  "crypt, yescrypt": `$y$j9T$salt.salt$${digest}`,
  "crypt, gost-yescrypt": `$gy$j9T$salt$${digest}`,
  "crypt, NT": `$3$$${hex40.slice(8)}`,
  "Sun MD5": `$md5,rounds=904$salt$$${digest22}`,
  "NetBSD SHA-1": `$sha1$40000$salt$${digest22}`,
  argon2id: `$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$${digest}`,
  argon2i: `$argon2i$m=4096,t=3,p=1$c29tZXNhbHQ$${digest}`,
  "passlib, scrypt": `$scrypt$ln=16,r=8,p=1$c29tZXNhbHQ$${digest}`,
  "passlib, PBKDF2": `$pbkdf2-sha256$29000$c29tZXNhbHQ$${digest}`,
  "passlib, bcrypt": `$bcrypt-sha256$v=2,t=2b,r=12$salt$${digest}`,
  phpass: `$P$B12345678${digest22}`,
  "phpass of phpBB": `$H$912345678${digest22}`,
  Drupal: `$S$D12345678${digest}`,
  "Cisco, type 8": `$8$salt.salt$${digest}`,
  "Cisco, type 9": `$9$salt.salt$${digest}`,
  Kerberos: `$krb5asrep$23$jane@GLOBEX:${digest22}$${digest}${digest}`,
  "Django, PBKDF2": `pbkdf2_sha256$600000$salt$${digest}=`,
  "Django, bcrypt": `bcrypt_sha256$$2b$12$${digest}staple.horse12`,
  "Django, argon2": `argon2$argon2id$v=19$m=102400,t=2,p=8$c29tZXNhbHQ$${digest}`,
  "Django, scrypt": `scrypt$16384$salt$8$1$${digest}`,
  "Django, SHA-1": `sha1$salt$${hex40}`,
  "Django, MD5": `md5$salt$${hex40.slice(8)}`,
  "Werkzeug, PBKDF2": `pbkdf2:sha256:600000$salt$${hex40}`,
  "Werkzeug, scrypt": `scrypt:32768:8:1$salt$${hex40}`,
  "PostgreSQL, SCRAM": `SCRAM-SHA-256$4096:c29tZXNhbHQ=$${digest}=:${digest}=`,
  "LDAP, SSHA": `{SSHA}${digest22}/horse=`,
  "LDAP, SHA": `{SHA}${digest22}+horse=`,
  "LDAP, SSHA-512": `{SSHA512}${digest}${digest}`,
  "LDAP, crypt": `{CRYPT}$6$salt$${digest}`,
  "LDAP, MD5": `{MD5}${digest22}==`,
  Dovecot: `{SHA512-CRYPT}$6$salt$${digest}`,
  "Dovecot, hex": `{SHA256.HEX}${hex40}`,
  "Spring Security": `{bcrypt}$2a$10$${digest}staple.horse12`,
  "Spring Security, none": "{noop}correcthorse",
  MySQL: `*${hex40.toUpperCase()}`,
};

const SURROUNDINGS: Readonly<Record<string, (hash: string) => string>> = {
  nothing: (hash) => hash,
  prose: (hash) => `The hash ${hash} does not match.`,
  "a line of /etc/shadow": (hash) => `jane:${hash}:19000:0:99999:7:::`,
  "a line of htpasswd": (hash) => `jane:${hash}\njohn:x`,
  JSON: (hash) => JSON.stringify({ hash }),
  SQL: (hash) => `INSERT INTO people VALUES (1, '${hash}')`,
  LDIF: (hash) => `cn: jane\nhash: ${hash}\n`,
  "escaped lines": (hash) => `a\\n${hash}\\nb`,
  "a log": (hash) => `row=[7, ${hash}, true]`,
};

describe.each(Object.entries(HASHES))("a hash of the scheme %s", (_, hash) => {
  it.each(Object.entries(SURROUNDINGS))("is removed as a whole from %s", (_name, surround) => {
    for (const redact of [redactIdentifiableInfo, redactPropertyText]) {
      const redacted = redact(surround(hash));
      const [before = "", after = ""] = surround("\0").split("\0");
      expect(redacted.startsWith(before.slice(0, 3))).toBe(true);
      expect(redacted).toContain("[secret]");
      // A full stop may belong to the hash.
      expect(redacted.endsWith(after.replace(/^\./, ""))).toBe(true);
      for (let from = 0; from + 6 <= hash.length; from++)
        expect(redacted.replaceAll("[secret]", "")).not.toContain(hash.slice(from, from + 6));
      expect(redact(redacted)).toBe(redacted);
    }
  });
});

it.each([
  "the prefix $2b$12$ of bcrypt",
  "text.replace(/(a)(b)/, '$1$2')",
  "cost: $1, $2 and $5",
  "echo $HOME$PATH and $P$Q",
  "compare {sha}/contents/of-the-repository",
  "{md5} and {crypt}",
  "5 * 0123 and a*b",
  "md5$ and sha1",
  "scrypt: cost 32768",
])("leaves ordinary text unchanged: %s", (text) => expect(redactPropertyText(text)).toBe(text));

it("removes a hash whose signs a shell or a Compose file escapes", () => {
  expect(redactPropertyText(`hash: $$2y$$10$$${digest}staple.horse12`)).toBe("hash: [secret]");
  expect(redactPropertyText(`hash \\$5\\$salt\\$${digest}`)).toMatch(/^hash \\?\[secret\]$/);
});
