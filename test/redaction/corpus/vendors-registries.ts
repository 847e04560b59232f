/** Tokens of package registries and development tools. */
import { GITLEAKS, KINGFISHER, TRUFFLEHOG, type Vendor } from "./vendor.js";

export const REGISTRY_VENDORS: readonly Vendor[] = [
  { vendor: "npm", form: "access token", source: GITLEAKS, make: (r) => `npm_${r.base62(36)}` },
  {
    vendor: "npm",
    form: "legacy token",
    source: "npm Docs, .npmrc and access tokens",
    make: (r) => r.uuid(),
    key: ["//packages.example.test/:_authToken", "_authToken"],
  },
  {
    vendor: "PyPI",
    form: "upload token",
    source: GITLEAKS,
    make: (r) => `pypi-AgEIcHlwaS5vcmc${r.base64url(150)}`,
  },
  { vendor: "RubyGems", form: "API key", source: GITLEAKS, make: (r) => `rubygems_${r.hex(48)}` },
  {
    vendor: "crates.io",
    form: "API token",
    source: "github.com/rust-lang/crates.io",
    make: (r) => `cio${r.base62(32)}`,
  },
  {
    vendor: "NuGet",
    form: "API key",
    source: KINGFISHER,
    make: (r) => `oy2${r.string("abcdefghijklmnopqrstuvwxyz234567", 43)}`,
  },
  { vendor: "Clojars", form: "deploy token", source: GITLEAKS, make: (r) => `CLOJARS_${r.hex(60)}` },
  {
    vendor: "Docker",
    form: "personal token",
    source: TRUFFLEHOG,
    make: (r) => `dckr_pat_${r.base64url(26)}${r.base62(1)}`,
  },
  {
    vendor: "Docker",
    form: "organisation token",
    source: TRUFFLEHOG,
    make: (r) => `dckr_oat_${r.base64url(31)}${r.base62(1)}`,
  },
  { vendor: "JFrog", form: "API key", source: GITLEAKS, make: (r) => `AKCp${r.base62(69)}` },
  { vendor: "JFrog", form: "reference token", source: GITLEAKS, make: (r) => `cmVmd${r.base62(59)}` },
  { vendor: "Postman", form: "API key", source: GITLEAKS, make: (r) => `PMAK-${r.hex(24)}-${r.hex(34)}` },
  { vendor: "Prefect", form: "user key", source: GITLEAKS, make: (r) => `pnu_${r.base62(36)}` },
  { vendor: "ReadMe", form: "API key", source: GITLEAKS, make: (r) => `rdme_${r.base36(70)}` },
  { vendor: "Infracost", form: "API key", source: GITLEAKS, make: (r) => `ico-${r.base62(32)}` },
  {
    vendor: "Sidekiq",
    form: "Enterprise credentials",
    source: GITLEAKS,
    make: (r) => `${r.hex(8)}:${r.hex(8)}`,
    key: ["BUNDLE_ENTERPRISE__CONTRIBSYS__COM"],
  },
];
