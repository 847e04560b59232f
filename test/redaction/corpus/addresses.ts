/** E-mail addresses as people and tools write them. */
import { domain, firm, fqdn, fullName, person, role, userName } from "./people.js";
import type { Random } from "./random.js";
import { type Maker, partly, wholly } from "./sample.js";

function address(random: Random): string {
  const { first, last } = person(random);
  return `${random.pick([`${first}.${last}`, `${first}`, `${first.charAt(0)}.${last}`, `${last}_${first}`])}@${domain(random)}`;
}

const IDN = ["müller-bau.de", "bücher.example.com", "пример.рф", "例え.jp", "señal.es", "münchen-süd.de"];

const AT = /@|＠|%40|&#64;| ?[[(]at[\])] ?| AT /;

/** An address is sensitive, as is its mailbox. */
const WHOLE: readonly Maker[] = wholly("email", {
  plain: address,
  "upper case": (r) => address(r).toUpperCase(),
  "plus tag": (r) => `${person(r).last}+${r.pick(["news", "test1", "ci-bot"])}@${domain(r)}`,
  dots: (r) => `${person(r).first}.${r.lower(1)}.${person(r).last}@${domain(r)}`,
  digits: (r) => `${person(r).last}${r.digits(4)}@${domain(r)}`,
  "dashes and underscores": (r) => `${person(r).first}_${r.digits(2)}-${person(r).last}@${domain(r)}`,
  subdomains: (r) => `${userName(r)}@mail.${r.pick(["eu", "cs", "staff"])}.${domain(r)}`,
  "role account": (r) => `${role(r)}-alerts@${domain(r)}`,
  "IDN domain": (r) => `${person(r).last}@${r.pick(IDN)}`,
  "non-ASCII local part": (r) =>
    `${r.pick(["jürgen", "josé.núñez", "伊藤", "наталья"])}${r.digits(2)}@${domain(r)}`,
  punycode: (r) => `${person(r).last}@xn--${r.base36(8)}.de`,
  "quoted local part": (r) => `"${person(r).first} ${person(r).last}"@${domain(r)}`,
  "IP literal": (r) =>
    `${person(r).last}@[${r.integer(11, 220)}.${r.integer(1, 250)}.7.${r.integer(1, 250)}]`,
  "no-reply of a code host": (r) => `${r.digits(8)}+${userName(r)}@users.noreply.github.com`,
  "user at short host": (r) => `${userName(r)}@${firm(r)}-${role(r)}${r.digits(2)}`,
  "percent-encoded": (r) => address(r).replace("@", "%40"),
  "at and dot in brackets": (r) => address(r).replace("@", " [at] ").replaceAll(".", " [dot] "),
  "at in parentheses": (r) => address(r).replace("@", " (at) "),
  "at in words": (r) => address(r).replace("@", " AT ").replaceAll(".", " DOT "),
  "at in tight brackets": (r) => address(r).replace("@", "[at]").replaceAll(".", "[dot]"),
  "full-width at": (r) => address(r).replace("@", "＠"),
  "HTML entity": (r) => address(r).replace("@", "&#64;"),
});

export const EMAILS: readonly Maker[] = [
  ...WHOLE.map((maker) => ({
    ...maker,
    make: (random: Random) => {
      const { text } = maker.make(random);
      const [local = ""] = text.split(AT);
      return { text, sensitive: local.length < 5 ? [text] : [text, local] };
    },
  })),
  ...partly("email", {
    "name and address": (r) => {
      const mail = address(r);
      return { text: `${fullName(r)} <${mail}>`, sensitive: [mail] };
    },
    mailto: (r) => {
      const mail = address(r);
      return { text: `mailto:${mail}?subject=Build`, sensitive: [mail] };
    },
    "in a query": (r) => {
      const mail = encodeURIComponent(address(r));
      return { text: `?email=${mail}&plan=pro`, sensitive: [mail] };
    },
    "two addresses": (r) => {
      const mails = [address(r), address(r)];
      return { text: mails.join(r.pick([", ", ";", "; ", ",", " / "])), sensitive: mails };
    },
    "git author": (r) => {
      const mail = address(r);
      return { text: `Author: ${fullName(r)} <${mail}>`, sensitive: [mail] };
    },
    "signed off": (r) => {
      const mail = address(r);
      return { text: `Signed-off-by: ${fullName(r)} <${mail}>`, sensitive: [mail] };
    },
  }),
];

const USER_KEYS = ["user", "username", "user_name", "login", "userName", "USER", "LOGNAME", "account", "uid"];

function keyedUser(write: (key: string, name: string) => string) {
  return (random: Random) => {
    const name = userName(random);
    return { text: write(random.pick(USER_KEYS), name), sensitive: [name] };
  };
}

function loggedIn(write: (name: string, host: string) => string) {
  return (random: Random) => {
    const name = userName(random);
    const host = random.pick([fqdn(random), `${firm(random)}-${role(random)}${random.digits(2)}`]);
    return { text: write(name, host), sensitive: [name, host] };
  };
}

export const USERS: readonly Maker[] = partly("user", {
  "key=value": keyedUser((key, name) => `${key}=${name}`),
  "key: value": keyedUser((key, name) => `${key}: ${name}`),
  "key = quoted": keyedUser((key, name) => `${key} = "${name}"`),
  JSON: keyedUser((key, name) => JSON.stringify({ [key]: name })),
  "single quotes": keyedUser((key, name) => `${key}='${name}'`),
  flag: keyedUser((_key, name) => `--user ${name}`),
  "flag with =": keyedUser((_key, name) => `--username=${name}`),
  "id output": keyedUser((_key, name) => `uid=1000(${name}) gid=1000(${name})`),
  ssh: loggedIn((name, host) => `ssh ${name}@${host}`),
  "ssh with port": loggedIn((name, host) => `ssh -p 2222 ${name}@${host}`),
  "ssh -l": loggedIn((name, host) => `ssh -l ${name} ${host}`),
  scp: loggedIn((name, host) => `scp report.csv ${name}@${host}:`),
  prompt: loggedIn((name, host) => `${name}@${host}:~$ make test`),
});
