// Networks that fail: names, certificates, proxies, and hosts that do not answer.
import { resolve } from "node:path";
import { BEHAVIOURS } from "../behaviours.mjs";
import { isMountable } from "../mounts.mjs";
import { CERTIFICATE } from "../server.mjs";
import { combine, LATER, MAY_BE_LOST, ON_DISK, WITHIN_BUDGET } from "./words.mjs";

const HOST = "CODEWEAVER__TELEMETRY__POSTHOG_HOST";
const CERTIFIED = { NODE_EXTRA_CA_CERTS: CERTIFICATE };

const fast = [
  { name: "no such name", server: { isNone: true }, env: { [HOST]: "https://a.invalid" }, arrives: ON_DISK },
  {
    name: "a certificate nobody vouches for",
    server: { tls: true },
    arrives: LATER,
    later: { env: CERTIFIED },
  },
  { name: "a proxy", server: { tls: true, isBehindProxy: true }, env: CERTIFIED },
  {
    name: "a proxy that is not there",
    server: { tls: true },
    env: { ...CERTIFIED, HTTPS_PROXY: "http://127.0.0.1:9" },
    arrives: LATER,
    later: { env: { HTTPS_PROXY: "" } },
  },
];

const silentNames = {
  name: "a name server that never answers",
  how: "inline",
  server: { isNone: true },
  wrapper: [
    "unshare",
    "--user",
    "--map-root-user",
    "--mount",
    "--net",
    "sh",
    resolve("test/faults/silent-names.sh"),
  ],
  env: { [HOST]: "https://a.example.org" },
  arrives: ON_DISK,
  ends: WITHIN_BUDGET,
  skipped: isMountable() ? undefined : "needs a network namespace",
};

const inCi = { env: { CI: "true" }, arrives: MAY_BE_LOST, ends: WITHIN_BUDGET };
const never = BEHAVIOURS["accepts, and never answers"];

/** In CI nothing is stored, so the process itself sends at its end. */
const blackHolesInCi = combine(
  [
    { name: "never answers, in CI", behaviour: never },
    { name: "no TLS handshake, in CI", behaviour: never, server: { tls: true } },
    { name: "no answer to connect, in CI", server: { hasFullBacklog: true } },
  ],
  [
    { how: "inline", ...inCi },
    { how: "await shutdown()", ...inCi, isQuick: true },
  ],
);

export const NETWORKS = [
  ...combine(fast, [{ how: "child" }, { how: "inline" }]),
  silentNames,
  ...blackHolesInCi,
  ...combine(
    [{ name: "no answer to connect", server: { hasFullBacklog: true }, arrives: ON_DISK }],
    [
      { how: "child" },
      { how: "inline", ends: WITHIN_BUDGET },
      { how: "await shutdown()", ends: WITHIN_BUDGET },
    ],
  ),
  ...combine(
    [{ name: "no TLS handshake", behaviour: never, server: { tls: true }, env: CERTIFIED, arrives: LATER }],
    [
      { how: "child" },
      { how: "inline", ends: WITHIN_BUDGET },
      { how: "await shutdown()", ends: WITHIN_BUDGET },
    ],
  ),
];
