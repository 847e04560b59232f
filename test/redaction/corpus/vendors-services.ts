/** Tokens of office and collaboration services. */
import type { Random } from "./random.js";
import { GITHUB_PATTERNS, GITLEAKS, KINGFISHER, NOSEY_PARKER, TRUFFLEHOG, type Vendor } from "./vendor.js";

/** Splits a key into groups. At least one of them has a digit and one has a letter. */
const groups = (r: Random, key: string, size: number): string =>
  (key.match(new RegExp(`.{${size}}`, "g")) ?? [])
    .map((each) => each.slice(2) + r.digits(1) + r.upper(1))
    .join("-");

export const SERVICE_VENDORS: readonly Vendor[] = [
  {
    vendor: "Notion",
    form: "internal token",
    source: GITLEAKS,
    make: (r) => `ntn_${r.digits(11)}${r.base62(35)}`,
  },
  { vendor: "Notion", form: "older token", source: TRUFFLEHOG, make: (r) => `secret_${r.base62(43)}` },
  {
    vendor: "Atlassian",
    form: "API token",
    source: GITLEAKS,
    make: (r) => `ATATT3xFfGF0${r.base64url(171)}=${r.upperHex(8)}`,
  },
  {
    vendor: "Atlassian",
    form: "older token",
    source: GITLEAKS,
    make: (r) => r.base62(24),
    key: ["JIRA_API_TOKEN", "CONFLUENCE_TOKEN"],
  },
  {
    vendor: "Airtable",
    form: "personal token",
    source: GITLEAKS,
    make: (r) => `pat${r.base62(14)}.${r.hex(64)}`,
  },
  {
    vendor: "Airtable",
    form: "legacy key",
    source: GITLEAKS,
    make: (r) => `key${r.base62(14)}`,
    key: ["AIRTABLE_API_KEY"],
  },
  {
    vendor: "Asana",
    form: "personal token",
    source: GITHUB_PATTERNS,
    make: (r) => `1/${r.digits(16)}:${r.hex(32)}`,
  },
  {
    vendor: "Asana",
    form: "new personal token",
    source: GITHUB_PATTERNS,
    make: (r) => `2/${r.digits(16)}/${r.digits(16)}:${r.hex(32)}`,
  },
  {
    vendor: "HubSpot",
    form: "private app token",
    source: TRUFFLEHOG,
    make: (r) => `pat-${r.pick(["na1", "eu1"])}-${r.uuid()}`,
  },
  {
    vendor: "Mapbox",
    form: "public token",
    source: GITLEAKS,
    make: (r) => `pk.eyJ1I${r.base62(60)}.${r.base64url(21)}${r.base62(1)}`,
  },
  {
    vendor: "Mapbox",
    form: "secret token",
    source: TRUFFLEHOG,
    make: (r) => `sk.eyJ1I${r.base62(70)}.${r.base64url(21)}${r.base62(1)}`,
  },
  {
    vendor: "Figma",
    form: "personal token",
    source: TRUFFLEHOG,
    make: (r) => `figd_${r.base64url(39)}${r.base62(1)}`,
  },
  {
    vendor: "Dropbox",
    form: "short-lived token",
    source: TRUFFLEHOG,
    make: (r) => `sl.${r.base64url(134)}${r.base62(1)}`,
  },
  {
    vendor: "Typeform",
    form: "personal token",
    source: GITLEAKS,
    make: (r) => `tfp_${r.base62(44)}_${r.base62(14)}`,
  },
  {
    vendor: "Contentful",
    form: "management token",
    source: TRUFFLEHOG,
    make: (r) => `CFPAT-${r.base64url(42)}${r.base62(1)}`,
  },
  {
    vendor: "Contentful",
    form: "delivery token",
    source: GITLEAKS,
    make: (r) => r.base64url(42) + r.base62(1),
    key: ["CONTENTFUL_ACCESS_TOKEN"],
  },
  { vendor: "Adobe", form: "client secret", source: GITLEAKS, make: (r) => `p8e-${r.base62(32)}` },
  {
    vendor: "Salesforce",
    form: "session id",
    source: TRUFFLEHOG,
    make: (r) => `00D${r.base62(12)}!${r.base62(96)}`,
  },
  {
    vendor: "Frame.io",
    form: "API token",
    source: GITLEAKS,
    make: (r) => `fio-u-${r.base64url(63)}${r.base62(1)}`,
  },
  { vendor: "Fleetbase", form: "API key", source: KINGFISHER, make: (r) => `flb_live_${r.base62(20)}` },
  { vendor: "PubNub", form: "publish key", source: GITLEAKS, make: (r) => `pub-c-${r.uuid()}` },
  {
    vendor: "Supernotes",
    form: "API key",
    source: KINGFISHER,
    make: (r) => `supernotes_sk-${r.base64url(40)}`,
  },
  {
    vendor: "Voiceflow",
    form: "dialog key",
    source: KINGFISHER,
    make: (r) => `VF.DM.${r.hex(24)}.${r.base62(16)}`,
  },
  { vendor: "Nightfall", form: "API key", source: KINGFISHER, make: (r) => `NF-${r.base62(32)}` },
  { vendor: "Ayrshare", form: "API key", source: TRUFFLEHOG, make: (r) => groups(r, r.upperAlnum(32), 8) },
  { vendor: "Mailmodo", form: "API key", source: TRUFFLEHOG, make: (r) => groups(r, r.upperAlnum(28), 7) },
  {
    vendor: "Salad",
    form: "API key",
    source: TRUFFLEHOG,
    make: (r) => `salad_cloud_${r.lower(4)}_${r.base62(44)}`,
  },
  { vendor: "Endor Labs", form: "API key", source: TRUFFLEHOG, make: (r) => `endr+${r.base62(16)}` },
  { vendor: "Spectral", form: "API key", source: TRUFFLEHOG, make: (r) => `spu-${r.hex(32)}` },
  { vendor: "pganalyze", form: "read key", source: TRUFFLEHOG, make: (r) => `pgar_${r.base62(27)}` },
  {
    vendor: "Bitbucket",
    form: "data center token",
    source: TRUFFLEHOG,
    make: (r) => `BBDC-${r.base64(44)}`,
  },
  {
    vendor: "Django",
    form: "secret key",
    source: NOSEY_PARKER,
    make: (r) => `django-insecure-${r.base36(40)}#x`,
  },
];
