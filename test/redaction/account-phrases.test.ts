/** Shows which users, hosts and addresses are found by the words and the forms around them, and what is ordinary there. */
import { describe, expect, it } from "vitest";
import { redactPropertyText } from "../../src/redaction/redactor.js";

describe("a message of a program", () => {
  it.each([
    ["a group of id(1)", "gid=1000(jdoe)", "gid=1000([user])"],
    ["a database", 'database "jdoe_sales" does not exist', 'database "[host]" does not exist'],
    ["Java's lookup", "java.net.UnknownHostException: orders", "java.net.UnknownHostException: [host]"],
    ["Go's lookup", "lookup orders: no such host", "lookup [host]: no such host"],
    ["a denied user", "denied to jane.doe", "denied to [user]"],
    [
      "GitHub's denial",
      "Permission to globex/x.git denied to jdoe.",
      "Permission to globex/x.git denied to [user]",
    ],
    ["a role of a database", "create user jane.doe", "create user [user]"],
    ["a statement", "CREATE USER jdoe WITH LOGIN", "CREATE USER [user] WITH LOGIN"],
    ["a computer of Windows", "host DESKTOP-A1B2C3D went away", "host [host] went away"],
    ["a range of addresses", "10.1.2.3-10.1.2.90", "[ip]"],
    ["an address of eight bytes", "00:11:22:33:44:55:66:77", "[mac]"],
    ["an address in Cisco's form", "aabb.ccdd.eeff", "[mac]"],
    ["an extension of a phone", "call +49 30 23125417 ext. 12", "call [phone]"],
    ["an encoded path", "pass%2Fhome%2Fann", "pass[path]"],
    ["an encoded folder", "x %2Fsrv%2Fteam%2Fplan", "x [path]"],
    ["colours of a terminal", "to \u001b[31m10.1.2.3\u001b[0m", "to \u001b[31m[ip]\u001b[0m"],
    ["PuTTY's key", "PuTTY-User-Key-File-2: ssh-rsa\nPrivate-MAC: ab12", "[private-key]"],
  ])("has %s", (_, text, redacted) => expect(redactPropertyText(text)).toBe(redacted));

  it.each([
    "create user accounts and permissions",
    "denied to everyone",
    "database migration finished",
    "could not read Username: terminal prompts disabled",
    'WWW-Authenticate: Bearer realm="api"',
    "tool --token NAME --user FILE",
    "your code 123456 ms",
    "session_id 7f3c2a91-4b8d-4e6f-9a1c-2d5e8f7b6a90",
  ])("is ordinary: %s", (text) => expect(redactPropertyText(text)).toBe(text));
});
