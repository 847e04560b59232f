/** Makes IPv4, IPv6 and MAC addresses and host names. */
import { capital, domain, firm, fqdn, person, project, role } from "./people.js";
import type { Random } from "./random.js";
import { type Maker, partly, wholly } from "./sample.js";

function ipv4(random: Random): string {
  const any = () => random.integer(1, 254);
  return random.pick([
    `10.${any()}.${any()}.${any()}`,
    `192.168.${any()}.${any()}`,
    `172.${random.integer(16, 31)}.${any()}.${any()}`,
    `${random.integer(11, 120)}.${any()}.${any()}.${any()}`,
    `${random.integer(130, 223)}.${any()}.${any()}.${any()}`,
  ]);
}

const group = (random: Random): string => random.hex(4).replace(/^0+(?=.)/, "");
const groups = (random: Random, count: number): string =>
  Array.from({ length: count }, () => group(random)).join(":");
const prefix = (random: Random): string =>
  random.pick(["2001:db8", "2a02:8108", "2600:1f18", "fd12:3456", "2a00:1450"]);

/** Makes a text in which only the argument of `write` is sensitive. */
function around(make: (random: Random) => string, write: (value: string, random: Random) => string) {
  return (random: Random) => {
    const value = make(random);
    return { text: write(value, random), sensitive: [value] };
  };
}

const compressed = (r: Random): string => `${prefix(r)}::${group(r)}`;

export const IPS: readonly Maker[] = [
  ...wholly("ip", {
    IPv4: ipv4,
    "IPv6 full": (r) => `${prefix(r)}:${groups(r, 6)}`,
    "IPv6 with zeros": (r) => `2001:0db8:${Array.from({ length: 6 }, () => r.hex(4)).join(":")}`,
    "IPv6 compressed": compressed,
    "IPv6 compressed inside": (r) => `${prefix(r)}:${groups(r, 2)}::${groups(r, 2)}`,
    "IPv6 upper case": (r) => `${prefix(r)}:${groups(r, 6)}`.toUpperCase(),
    "IPv6 link-local": (r) => `fe80::${groups(r, 4)}`,
    "IPv6 unique local": (r) => `fd${r.hex(2)}:${r.hex(4)}:${r.hex(4)}::${r.integer(1, 99)}`,
    "IPv4-mapped IPv6": (r) => `::ffff:${ipv4(r)}`,
    "IPv6 with IPv4 tail": (r) => `64:ff9b::${ipv4(r)}`,
  }),
  ...partly("ip", {
    "IPv4 with port": around(ipv4, (ip, r) => `${ip}:${r.pick([22, 80, 443, 5432, 8080, 27017])}`),
    "IPv4 CIDR": around(ipv4, (ip, r) => `${ip}/${r.pick([8, 16, 24, 32])}`),
    "IPv4 range": (r) => {
      const [from, to] = [ipv4(r), ipv4(r)];
      return { text: `${from}-${to}`, sensitive: [from, to] };
    },
    "IPv4 in a URL": around(ipv4, (ip) => `http://${ip}/status`),
    "IPv4 as a key's value": around(
      ipv4,
      (ip, r) => `${r.pick(["remote_addr", "ip", "client_ip", "host"])}=${ip}`,
    ),
    "forwarded for": around(ipv4, (ip) => `X-Forwarded-For: ${ip}`),
    "refused connection": around(ipv4, (ip) => `connect ECONNREFUSED ${ip}:5432`),
    "reverse DNS": around(
      (r) => ipv4(r).split(".").reverse().join("."),
      (ip) => `${ip}.in-addr.arpa`,
    ),
    "IPv6 in brackets": around(compressed, (ip, r) => `[${ip}]:${r.pick([22, 443, 8443])}`),
    "IPv6 in a URL": around(compressed, (ip) => `https://[${ip}]:8443/health`),
    "IPv6 CIDR": around(compressed, (ip) => `${ip}/64`),
    "IPv6 with zone": around(
      (r) => `fe80::${groups(r, 4)}`,
      (ip, r) => `${ip}%${r.pick(["eth0", "en0", "12"])}`,
    ),
  }),
];

const octets = (random: Random): string[] => Array.from({ length: 6 }, () => random.hex(2));

export const MACS: readonly Maker[] = wholly("mac", {
  colons: (r) => octets(r).join(":"),
  "colons, upper case": (r) => octets(r).join(":").toUpperCase(),
  dashes: (r) => octets(r).join("-").toUpperCase(),
  "dashes, lower case": (r) => octets(r).join("-"),
  Cisco: (r) => [r.hex(4), r.hex(4), r.hex(4)].join("."),
  "EUI-64": (r) => [...octets(r), r.hex(2), r.hex(2)].join(":"),
});

const IDN_HOSTS = ["straßenbau", "größe-server", "почта", "数据库", "café-build"];

export const HOSTS: readonly Maker[] = [
  ...wholly("host", {
    FQDN: fqdn,
    "FQDN, upper case": (r) => fqdn(r).toUpperCase(),
    "domain alone": (r) => `${firm(r)}.${r.pick(["com", "org", "net", "de", "co.uk", "fr", "com.br", "jp"])}`,
    "other ends": (r) =>
      `${role(r)}.${firm(r)}.${r.pick(["museum", "berlin", "africa", "gmbh", "health", "bank", "gov", "edu"])}`,
    ".local": (r) => `${firm(r)}-${role(r)}.local`,
    ".internal": (r) => `${role(r)}-${r.integer(1, 9)}.${project(r)}.internal`,
    ".corp": (r) => `${role(r)}.${firm(r)}.corp`,
    ".lan": (r) => `${person(r).first}-${role(r)}.lan`,
    ".intra and .home": (r) =>
      `${firm(r)}-${role(r)}.${r.pick(["intra", "home", "localdomain", "intranet", "private"])}`,
    "Kubernetes service": (r) => `${project(r)}.${firm(r)}.svc.cluster.local`,
    "short Kubernetes service": (r) => `${project(r)}.${firm(r)}.svc`,
    "EC2 internal": (r) =>
      `ip-10-${r.integer(0, 254)}-${r.integer(0, 254)}-${r.integer(1, 254)}.eu-west-1.compute.internal`,
    "EC2 short": (r) => `ip-10-${r.integer(0, 254)}-${r.integer(0, 254)}-${r.integer(1, 254)}`,
    "EC2 public": (r) =>
      `ec2-${r.integer(11, 99)}-${r.integer(1, 254)}-${r.integer(1, 254)}-7.compute-1.amazonaws.com`,
    RDS: (r) => `${firm(r)}-prod.c${r.base36(11)}.eu-central-1.rds.amazonaws.com`,
    "Azure database": (r) => `${firm(r)}-sql.database.windows.net`,
    "blob store": (r) => `${firm(r).replace("-", "")}logs.blob.core.windows.net`,
    "bucket host": (r) => `${firm(r)}-uploads.s3.eu-west-1.amazonaws.com`,
    "Windows desktop": (r) => `DESKTOP-${r.upperAlnum(7)}`,
    "Windows laptop": (r) => `LAPTOP-${r.upperAlnum(8)}`,
    "Windows server": (r) => `WIN-${r.upperAlnum(11)}`,
    MacBook: (r) => `${capital(person(r).first)}s-MacBook-${r.pick(["Pro", "Air"])}.local`,
    "MacBook, short": (r) => `${capital(person(r).first)}s-MacBook-Pro`,
    iMac: (r) => `${capital(person(r).last)}s-iMac.local`,
    IDN: (r) => `${r.pick(IDN_HOSTS)}.${domain(r)}`,
    "trailing dot": (r) => `${fqdn(r)}.`,
    "preview deployment": (r) => `${project(r)}-git-main-${firm(r)}.vercel.app`,
  }),
  ...partly("host", {
    "with port": around(fqdn, (host, r) => `${host}:${r.pick([443, 5432, 6379, 9200])}`),
    "failed lookup": around(fqdn, (host) => `getaddrinfo ENOTFOUND ${host}`),
    "HTTP header": around(fqdn, (host) => `Host: ${host}`),
    "single label with key": around(
      (r) => `${firm(r)}-${role(r)}${r.digits(2)}`,
      (host, r) => `${r.pick(["host", "hostname", "HOSTNAME", "server", "DB_HOST", "PGHOST"])}=${host}`,
    ),
    "single label after colon": around(
      (r) => `${firm(r)}-${role(r)}${r.digits(2)}`,
      (host, r) => `${r.pick(["host", "hostname", "server"])}: ${host}`,
    ),
  }),
];
