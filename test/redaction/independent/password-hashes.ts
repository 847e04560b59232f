/** Hashes of passwords in files of accounts, databases and frameworks. */

import { draw, drawAlnum, drawBase64, drawHex, type Generate, type Random } from "./passwords.js";
import { createSource, holdOnly } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

/** The alphabet of `crypt`: https://man7.org/linux/man-pages/man5/crypt.5.html */
const crypt = (random: Random, length: number) =>
  `${draw(random, "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz", length)}`;
const unpadded = (random: Random, bytes: number) => drawBase64(bytes)(random).replaceAll("=", "");

const md5: Generate = (random) => `$1$${crypt(random, 8)}$${crypt(random, 22)}`;
const apache: Generate = (random) => `$apr1$${crypt(random, 8)}$${crypt(random, 22)}`;
const sha256: Generate = (random) => `$5$rounds=535000$${crypt(random, 16)}$${crypt(random, 43)}`;
const sha512: Generate = (random) => `$6$${crypt(random, 16)}$${crypt(random, 86)}`;
const yescrypt: Generate = (random) => `$y$j9T$${crypt(random, 22)}$${crypt(random, 43)}`;
const bcrypt =
  (version: string, cost: number): Generate =>
  (random) =>
    `$2${version}$${String(cost).padStart(2, "0")}$${crypt(random, 53)}`;
const argon2: Generate = (random) =>
  `$argon2id$v=19$m=65536,t=3,p=4$${unpadded(random, 16)}$${unpadded(random, 32)}`;
const scrypt: Generate = (random) => `$scrypt$ln=16,r=8,p=1$${unpadded(random, 16)}$${unpadded(random, 32)}`;
const pbkdf2: Generate = (random) => `$pbkdf2-sha256$29000$${crypt(random, 22)}$${crypt(random, 43)}`;
const django: Generate = (random) =>
  `pbkdf2_sha256$870000$${drawAlnum(22)(random)}$${drawBase64(32)(random)}`;
const djangoArgon2: Generate = (random) => `argon2${argon2(random)}`;
const werkzeug: Generate = (random) => `scrypt:32768:8:1$${drawAlnum(16)(random)}$${drawHex(128)(random)}`;
const phpass: Generate = (random) => `$P$B${crypt(random, 30)}`;
const mysqlNative: Generate = (random) => `*${drawHex(40)(random).toUpperCase()}`;
const scram: Generate = (random) =>
  `SCRAM-SHA-256$4096:${drawBase64(16)(random)}$${drawBase64(32)(random)}:${drawBase64(32)(random)}`;
const salted: Generate = (random) => `{SSHA}${drawBase64(24)(random)}`;
const grub: Generate = (random) =>
  `grub.pbkdf2.sha512.10000.${drawHex(128)(random).toUpperCase()}.${drawHex(128)(random).toUpperCase()}`;

const unix = holdOnly(sha512, md5, yescrypt, sha256, bcrypt("b", 12));
const web = holdOnly(bcrypt("y", 10), argon2, bcrypt("b", 12), bcrypt("a", 10), scrypt, pbkdf2);
const plainDigest = holdOnly(drawHex(32), drawHex(40), drawHex(64));

export const HASH_SOURCES: readonly Source[] = [
  createSource("/etc/shadow", "https://man7.org/linux/man-pages/man5/shadow.5.html", [
    as.raw`root:${unix}:19789:0:99999:7:::\ndaemon:*:19000:0:99999:7:::`,
    as.raw`bin:*:18000:0:99999:7:::\nanna:${unix}:20100:0:99999:7:::\nsshd:!:18000::::::`,
    as.raw`usermod -p '${unix}' deploy`,
    as.raw`echo 'deploy:${unix}' | chpasswd -e`,
    as.raw`rootpw --iscrypted ${unix}\nfirewall --enabled`,
    as.raw`    passwd: "${unix}"\n    lock_passwd: false`,
  ]),
  createSource("htpasswd", "https://httpd.apache.org/docs/2.4/misc/password_encryptions.html", [
    as.raw`admin:${holdOnly(apache, bcrypt("y", 5))}\nanna:x`,
    as.raw`anna:{SHA}${holdOnly(drawBase64(20))}\n`,
    as.raw`$ htpasswd -nb anna x\nanna:${holdOnly(apache, bcrypt("y", 5))}\n`,
    as.compose`      - "traefik.http.middlewares.auth.basicauth.users=admin:${holdOnly(apache, bcrypt("y", 5))}"`,
    as.raw`basic_auth_users:\n  prometheus: ${holdOnly(bcrypt("b", 12), bcrypt("y", 10))}\ntls: {}`,
  ]),
  createSource("Hashes in tables", "https://www.php.net/manual/en/function.password-hash.php", [
    as.sql`INSERT INTO users VALUES (1, 'anna', '${web}', 'a@example.org', 1);`,
    as.raw`| id | name | password |\n|  1 | anna | ${web} |`,
    as.json`{"id":1,"name":"anna","password_hash":"${web}","active":true}`,
    as.sql`UPDATE wp_users SET user_pass = '${holdOnly(phpass)}' WHERE ID = 1;`,
    as.raw`1\tanna\t${web}\t2026-03-02 10:00:00\n`,
    as.doubleQuoted`#<User id: 1, email: "a@example.org", encrypted_password: "${web}", sign_in_count: 3>`,
  ]),
  createSource("Hashes of databases", "https://www.postgresql.org/docs/current/catalog-pg-authid.html", [
    as.sql`ALTER ROLE app WITH NOSUPERUSER LOGIN PASSWORD '${holdOnly(scram)}';`,
    as.raw`"app" "${holdOnly(scram)}"\n"stats" ""`,
    as.sql`CREATE ROLE old PASSWORD 'md5${holdOnly(drawHex(32))}';`,
    as.sql`CREATE USER 'app'@'%' IDENTIFIED WITH 'mysql_native_password' AS '${holdOnly(mysqlNative)}' REQUIRE NONE`,
    as.sql`GRANT USAGE ON *.* TO 'app'@'%' IDENTIFIED BY PASSWORD '${holdOnly(mysqlNative)}'`,
    as.raw`dn: uid=anna,dc=example,dc=org\nuserPassword: ${holdOnly(salted)}\nuid: anna`,
  ]),
  createSource("Hashes of frameworks", "https://docs.djangoproject.com/en/stable/topics/auth/passwords/", [
    as.json`{"model": "auth.user", "pk": 1, "fields": {"password": "${holdOnly(django, djangoArgon2)}", "username": "anna"}}`,
    as.pythonRepr`>>> user.password\n'${holdOnly(django, djangoArgon2)}'`,
    as.singleQuoted`users = {'anna': '${holdOnly(werkzeug)}', 'bob': None}`,
    as.raw`password_pbkdf2 root ${holdOnly(grub)}\nset superusers="root"`,
    as.singleQuoted`c.ServerApp.password = 'argon2:${holdOnly(argon2)}'\nc.ServerApp.port = 8888`,
    as.raw`spring.security.user.password={bcrypt}${web}\nspring.security.user.name=anna`,
  ]),
  createSource(
    "Plain digests of passwords",
    "https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html",
    [
      as.sql`INSERT INTO members (login, password) VALUES ('anna', '${plainDigest}');`,
      as.json`{"login":"anna","password_md5":"${holdOnly(drawHex(32))}"}`,
      as.raw`enable secret 5 ${holdOnly(md5)}\n!`,
      as.raw`username admin secret 9 ${holdOnly((random) => `$9$${crypt(random, 14)}$${crypt(random, 43)}`)}\n!`,
      as.raw`Administrator:500:aad3b435b51404eeaad3b435b51404ee:${holdOnly(drawHex(32))}:::`,
      as.raw`password_digest: ${plainDigest}\nsalt: none`,
      as.doubleQuoted`if (sha1($pass) === "${holdOnly(drawHex(40))}") { login(); }`,
      as.raw`encrypted-password "${holdOnly(sha512)}"; ## SECRET-DATA`,
      as.raw`redis user default on #${holdOnly(drawHex(64))} ~* +@all`,
    ],
  ),
];
