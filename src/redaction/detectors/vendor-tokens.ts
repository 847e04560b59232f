/** Lists the formats of vendors' keys and tokens, each with its public source. */

/** Rule sets of secret scanners, in which the rules have the names of the vendors. */
const GITLEAKS = "https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml";
const TRUFFLEHOG = "https://github.com/trufflesecurity/trufflehog/tree/main/pkg/detectors";
const KINGFISHER = "https://github.com/mongodb/kingfisher/tree/main/data/rules";
const NOSEY_PARKER =
  "https://github.com/praetorian-inc/noseyparker/tree/main/crates/noseyparker/data/default/builtin/rules";

/** Names the tokens but not their formats, which are known from samples. */
const GITHUB =
  "https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns";

export interface VendorTokenFormats {
  readonly vendor: string;
  /** Where the formats are published. Undefined if only samples of them are known. */
  readonly source: string | undefined;
  /**
   * Regular expressions that begin with two plain characters. The minimum lengths are below the published ones, so that
   * older, newer and cut tokens are found. The characters of a token that follow a match directly are included.
   */
  readonly formats: readonly string[];
}

/**
 * Formats without a prefix (of Telegram, Discord, Terraform, Azure and others) are not listed, because such tokens look
 * random.
 */
export const VENDOR_TOKEN_FORMATS: readonly VendorTokenFormats[] = [
  // Model providers
  {
    vendor: "OpenAI, Anthropic and others",
    source: GITLEAKS,
    formats: ["sk-(?=[\\w-]{0,40}\\d)[\\w-]{16,}"],
  },
  { vendor: "OpenAI", source: undefined, formats: ["sess-[A-Za-z0-9]{30,}"] },
  { vendor: "Hugging Face", source: GITLEAKS, formats: ["hf_[A-Za-z0-9]{20,}", "api_org_[A-Za-z0-9]{20,}"] },
  { vendor: "Groq", source: TRUFFLEHOG, formats: ["gsk_[A-Za-z0-9]{20,}"] },
  { vendor: "Replicate", source: TRUFFLEHOG, formats: ["r8_[A-Za-z0-9]{20,}"] },
  { vendor: "xAI", source: TRUFFLEHOG, formats: ["xai-[\\w-]{20,}"] },
  { vendor: "Perplexity", source: GITLEAKS, formats: ["pplx-[A-Za-z0-9]{20,}"] },
  { vendor: "Voyage", source: "https://docs.voyageai.com", formats: ["pa-[\\w-]{30,}"] },
  { vendor: "Voyage", source: undefined, formats: ["al-[\\w-]{30,}"] },
  { vendor: "Fireworks", source: GITHUB, formats: ["fw_[A-Za-z0-9]{16,}"] },
  { vendor: "Pinecone", source: TRUFFLEHOG, formats: ["pcsk_\\w{20,}"] },
  { vendor: "Together", source: GITHUB, formats: ["tgp_v1_[\\w-]{20,}"] },
  { vendor: "NVIDIA", source: TRUFFLEHOG, formats: ["nvapi-[\\w-]{20,}"] },
  { vendor: "Cerebras", source: "https://inference-docs.cerebras.ai", formats: ["csk-\\w{20,}"] },
  { vendor: "LangSmith", source: TRUFFLEHOG, formats: ["lsv2_\\w{20,}"] },
  { vendor: "LangSmith", source: undefined, formats: ["ls__\\w{20,}"] },
  { vendor: "Langfuse", source: TRUFFLEHOG, formats: ["pk-lf-[\\w-]{20,}"] },
  { vendor: "Tavily", source: NOSEY_PARKER, formats: ["tvly-[\\w-]{16,}"] },
  { vendor: "Jina", source: NOSEY_PARKER, formats: ["jina_[A-Za-z0-9]{20,}"] },
  // Code and packages
  { vendor: "GitHub", source: GITLEAKS, formats: ["gh[a-z]_[A-Za-z0-9]{20,}", "github_pat_\\w{20,}"] },
  { vendor: "GitLab", source: GITLEAKS, formats: ["gl[a-z]{1,8}-[\\w-]{16,}", "GR1348941[\\w-]{16,}"] },
  { vendor: "Bitbucket, Atlassian", source: TRUFFLEHOG, formats: ["AT(?:ATT|BB|CTT)[\\w-]{20,}"] },
  { vendor: "npm", source: GITLEAKS, formats: ["npm_[A-Za-z0-9]{20,}"] },
  { vendor: "PyPI", source: GITLEAKS, formats: ["pypi-[\\w-]{16,}"] },
  { vendor: "RubyGems", source: GITLEAKS, formats: ["rubygems_\\w{20,}"] },
  { vendor: "crates.io", source: KINGFISHER, formats: ["cio[A-Za-z0-9]{30,}"] },
  { vendor: "NuGet", source: KINGFISHER, formats: ["oy2[a-z0-9]{40,}"] },
  { vendor: "Clojars", source: GITLEAKS, formats: ["CLOJARS_\\w{30,}"] },
  { vendor: "Docker", source: TRUFFLEHOG, formats: ["dckr_(?:pat|oat)_[\\w-]{16,}"] },
  { vendor: "JFrog", source: GITLEAKS, formats: ["AKCp\\w{20,}", "cmVmd\\w{30,}"] },
  { vendor: "Sourcegraph", source: GITLEAKS, formats: ["sgp_\\w{20,}"] },
  { vendor: "Buildkite", source: TRUFFLEHOG, formats: ["bk[a-z]{1,3}_[A-Za-z0-9]{20,}"] },
  { vendor: "CircleCI", source: TRUFFLEHOG, formats: ["CCI(?:PAT|PRJ)_\\w{20,}"] },
  { vendor: "SonarQube", source: GITLEAKS, formats: ["sq[apu]_\\w{20,}"] },
  { vendor: "Postman", source: GITLEAKS, formats: ["PMA[KT]-[\\w-]{20,}"] },
  { vendor: "ReadMe", source: GITLEAKS, formats: ["rdme_\\w{20,}"] },
  { vendor: "Scalingo", source: GITLEAKS, formats: ["tk-us-[\\w-]{20,}"] },
  { vendor: "Figma", source: TRUFFLEHOG, formats: ["fig[dou]_[\\w-]{16,}"] },
  // Clouds and hosting
  {
    vendor: "AWS",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    formats: [
      "AKIA[A-Z0-9]{12,}",
      "ASIA[A-Z0-9]{12,}",
      "AROA[A-Z0-9]{12,}",
      "AIDA[A-Z0-9]{12,}",
      "AGPA[A-Z0-9]{12,}",
      "ANPA[A-Z0-9]{12,}",
      "ANVA[A-Z0-9]{12,}",
      "ABIA[A-Z0-9]{12,}",
      "ACCA[A-Z0-9]{12,}",
    ],
  },
  { vendor: "AWS", source: GITLEAKS, formats: ["A3T[A-Z0-9]{13,}", "ABSK[\\w+/=-]{30,}"] },
  { vendor: "AWS", source: NOSEY_PARKER, formats: ["amzn\\.mws\\.[0-9a-f-]{20,}"] },
  { vendor: "Google", source: GITLEAKS, formats: ["AIza[\\w-]{20,}"] },
  { vendor: "Google", source: TRUFFLEHOG, formats: ["ya29\\.[\\w-]{10,}"] },
  { vendor: "Google", source: NOSEY_PARKER, formats: ["GOCSPX-[\\w-]{16,}"] },
  { vendor: "Google", source: undefined, formats: ["GOOG1?E?[A-Z0-9]{20,}"] },
  { vendor: "Google", source: NOSEY_PARKER, formats: ["1//0[\\w-]{20,}"] },
  { vendor: "Salesforce", source: TRUFFLEHOG, formats: ["00D[A-Za-z0-9]{9,15}![\\w.]{20,}"] },
  { vendor: "Adobe", source: GITLEAKS, formats: ["p8e-[\\w-]{20,}"] },
  { vendor: "DigitalOcean", source: GITLEAKS, formats: ["do[a-z]_v1_\\w{20,}"] },
  { vendor: "Alibaba Cloud", source: GITLEAKS, formats: ["LTAI[A-Za-z0-9]{12,}"] },
  { vendor: "Tencent Cloud", source: GITHUB, formats: ["AKID[A-Za-z0-9]{13,}"] },
  { vendor: "Yandex Cloud", source: GITLEAKS, formats: ["AQVN[\\w-]{30,}", "t1\\.[\\w-]{30,}"] },
  { vendor: "Yandex Cloud", source: GITHUB, formats: ["y0_[\\w-]{20,}"] },
  { vendor: "Yandex Cloud", source: GITLEAKS, formats: ["YC[a-zA-Z][\\w-]{30,}"] },
  {
    vendor: "Fly.io",
    source: GITLEAKS,
    formats: ["FlyV1 fm\\d_[\\w+/=,-]{16,}", "fm\\d[a-z]?_[\\w+/=,-]{16,}", "fo1_[\\w-]{20,}"],
  },
  { vendor: "Cloudflare", source: GITLEAKS, formats: ["v1\\.0-[0-9a-f]{20,}[\\w-]*"] },
  { vendor: "Cloudflare", source: TRUFFLEHOG, formats: ["cf(?:ut|at|k)_\\w{20,}"] },
  { vendor: "Vercel", source: undefined, formats: ["vc[a-z]{1,3}_[A-Za-z0-9]{16,}"] },
  { vendor: "Netlify", source: TRUFFLEHOG, formats: ["nf[a-z]{1,2}_[A-Za-z0-9]{16,}"] },
  { vendor: "Heroku", source: GITLEAKS, formats: ["HRKU-[\\w-]{20,}"] },
  { vendor: "Render", source: undefined, formats: ["rnd_[A-Za-z0-9]{16,}"] },
  { vendor: "Pulumi", source: GITLEAKS, formats: ["pul-[A-Za-z0-9]{20,}"] },
  { vendor: "Infracost", source: GITLEAKS, formats: ["ico-[A-Za-z0-9]{16,}"] },
  { vendor: "Tailscale", source: TRUFFLEHOG, formats: ["tskey-[\\w-]{12,}"] },
  { vendor: "OpenShift", source: GITLEAKS, formats: ["sha256~[\\w-]{20,}"] },
  { vendor: "Octopus Deploy", source: GITLEAKS, formats: ["API-[A-Z0-9]{16,}"] },
  { vendor: "Harness", source: TRUFFLEHOG, formats: ["pat\\.[\\w-]{16,}\\.\\w{16,}\\.\\w{12,}"] },
  { vendor: "Harness", source: undefined, formats: ["sat\\.[\\w-]{16,}\\.\\w{16,}\\.\\w{12,}"] },
  { vendor: "Prefect", source: GITLEAKS, formats: ["pn[ub]_\\w{20,}"] },
  { vendor: "Databricks", source: GITLEAKS, formats: ["dapi[0-9a-f]{20,}"] },
  { vendor: "Databricks", source: undefined, formats: ["dose[0-9a-f]{20,}", "dkea[0-9a-f]{20,}"] },
  // Secrets managers and identity
  {
    vendor: "HashiCorp Vault",
    source: GITLEAKS,
    formats: ["hv[sbr]\\.[\\w-]{16,}", "s\\.[A-Za-z0-9]{24}(?![\\w])"],
  },
  {
    vendor: "1Password",
    source: GITLEAKS,
    formats: ["ops_eyJ[\\w+/=-]{20,}", "A3-[A-Z0-9]{6}-[A-Z0-9-]{16,}"],
  },
  { vendor: "Doppler", source: GITLEAKS, formats: ["dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{16,}"] },
  { vendor: "age", source: GITLEAKS, formats: ["AGE-SECRET-KEY-1[A-Z0-9]{16,}"] },
  {
    vendor: "JSON Web Token",
    source: "https://www.rfc-editor.org/rfc/rfc7519",
    formats: ["eyJ[\\w-]{5,}(?:\\.[\\w-]{2,}){0,4}", "ey[\\w-]{15,}\\.ey[\\w-]{10,}(?:\\.[\\w-]*)?"],
  },
  {
    vendor: "OpenSSH",
    source: "https://www.rfc-editor.org/rfc/rfc4253#section-6.6",
    formats: [
      "ssh-(?:rsa|ed25519|dss) AAAA[\\w+/=]{16,}",
      "ecdsa-sha2-[\\w-]{4,20} AAAA[\\w+/=]{16,}",
      "AAAA[BCE][\\w+/]{30,}={0,2}",
    ],
  },
  { vendor: "Okta", source: GITLEAKS, formats: ["00[\\w-]{40}(?![\\w-])"] },
  { vendor: "Stytch", source: undefined, formats: ["secret-(?:test|live)-[\\w=-]{16,}"] },
  { vendor: "Supabase", source: TRUFFLEHOG, formats: ["sb[ps]_\\w{20,}"] },
  {
    vendor: "Supabase",
    source: "https://supabase.com/docs/guides/getting-started/api-keys",
    formats: ["sb_(?:secret|publishable)_[\\w-]{16,}"],
  },
  // Payments
  {
    vendor: "Stripe, Clerk, Paystack",
    source: "https://docs.stripe.com/keys",
    formats: [
      "sk_(?:live|test|prod)_\\w{10,}",
      "rk_(?:live|test|prod)_\\w{10,}",
      "pk_(?:live|test|prod)_\\w{10,}",
    ],
  },
  {
    vendor: "Stripe, Clerk, Paystack",
    source: "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
    formats: ["whsec_[\\w+/=]{16,}"],
  },
  { vendor: "Square", source: GITLEAKS, formats: ["EAAA[\\w-]{20,}", "sq0[a-z]{3}-[\\w-]{16,}"] },
  {
    vendor: "Braintree",
    source: GITHUB,
    formats: ["access_token\\$(?:production|sandbox)\\$\\w{10,}\\$\\w{16,}"],
  },
  { vendor: "Shopify", source: GITLEAKS, formats: ["shp[a-z]{2}_\\w{20,}"] },
  { vendor: "Flutterwave", source: GITLEAKS, formats: ["FLW(?:SEC|PUB)K[\\w-]{12,}"] },
  { vendor: "Adyen", source: GITHUB, formats: ["AQE[\\w+/=.-]{20,}"] },
  { vendor: "Plaid", source: GITLEAKS, formats: ["access-(?:sandbox|development|production)-[\\w-]{20,}"] },
  { vendor: "EasyPost", source: GITLEAKS, formats: ["EZ[AT]K\\w{20,}"] },
  { vendor: "Duffel", source: GITLEAKS, formats: ["duffel_(?:test|live)_[\\w-]{16,}"] },
  { vendor: "Shippo", source: GITLEAKS, formats: ["shippo_(?:live|test)_\\w{20,}"] },
  {
    vendor: "Lob",
    source: GITLEAKS,
    formats: ["live_(?:pub_)?[0-9a-f]{20,}", "test_(?:pub_)?[0-9a-f]{20,}"],
  },
  { vendor: "GoCardless, Mollie", source: GITLEAKS, formats: ["live_[A-Za-z0-9]{20,}"] },
  { vendor: "GoCardless, Mollie", source: undefined, formats: ["test_[A-Za-z0-9]{26,}"] },
  { vendor: "Razorpay", source: TRUFFLEHOG, formats: ["rzp_(?:live|test)_\\w{12,}"] },
  // Messages and people
  {
    vendor: "Slack",
    source: GITLEAKS,
    formats: ["xox[a-z](?:\\.xox[a-z])?-[\\w-]{10,}", "xapp-[\\w-]{16,}"],
  },
  { vendor: "Discord", source: undefined, formats: ["mfa\\.[\\w-]{20,}"] },
  { vendor: "Twilio", source: GITLEAKS, formats: ["SK[0-9a-f]{32}"] },
  { vendor: "Twilio", source: TRUFFLEHOG, formats: ["AC[0-9a-f]{32}"] },
  { vendor: "SendGrid", source: GITLEAKS, formats: ["SG\\.[\\w-]{16,}\\.[\\w-]{16,}"] },
  { vendor: "Mailgun", source: GITLEAKS, formats: ["key-[0-9a-z]{24,}", "pubkey-[0-9a-z]{24,}"] },
  { vendor: "Brevo", source: GITLEAKS, formats: ["xkeysib-[\\w-]{20,}"] },
  { vendor: "Brevo", source: undefined, formats: ["xsmtpsib-[\\w-]{20,}"] },
  { vendor: "Resend", source: "https://resend.com/docs", formats: ["re_[A-Za-z0-9]{8}_[A-Za-z0-9]{16,}"] },
  { vendor: "HubSpot", source: TRUFFLEHOG, formats: ["pat-[a-z]{2,3}\\d-[\\w-]{20,}"] },
  { vendor: "Typeform", source: GITLEAKS, formats: ["tfp_[\\w-]{20,}"] },
  { vendor: "Facebook", source: GITLEAKS, formats: ["EAA[A-Za-z0-9]{30,}"] },
  { vendor: "Twitter", source: GITLEAKS, formats: ["AAAAAAAAA[\\w%]{30,}"] },
  { vendor: "Linear", source: GITLEAKS, formats: ["lin_(?:api|oauth)_\\w{16,}"] },
  { vendor: "Notion", source: GITLEAKS, formats: ["ntn_\\w{20,}"] },
  { vendor: "Notion", source: TRUFFLEHOG, formats: ["secret_[A-Za-z0-9]{30,}"] },
  { vendor: "Airtable", source: GITLEAKS, formats: ["pat\\w{14}\\.\\w{20,}"] },
  { vendor: "Contentful", source: TRUFFLEHOG, formats: ["CFPAT-[\\w-]{20,}"] },
  { vendor: "Dropbox", source: GITLEAKS, formats: ["sl\\.[\\w-]{30,}"] },
  { vendor: "Zapier", source: undefined, formats: ["sk-ak-\\w{16,}"] },
  { vendor: "Intercom", source: GITLEAKS, formats: ["dG9rO[\\w=]{20,}"] },
  {
    vendor: "Mapbox",
    source: "https://docs.mapbox.com/api/accounts/tokens/",
    formats: ["pk\\.eyJ[\\w-]{16,}", "sk\\.eyJ[\\w-]{16,}", "tk\\.eyJ[\\w-]{16,}"],
  },
  // Watching
  { vendor: "PostHog", source: TRUFFLEHOG, formats: ["ph[a-z]_[A-Za-z0-9]{20,}"] },
  { vendor: "Grafana", source: GITLEAKS, formats: ["gl(?:c|sa)_[\\w+/=]{20,}"] },
  { vendor: "New Relic", source: GITLEAKS, formats: ["NR(?:AK|II|JS|RA|IQ)-\\w{16,}"] },
  { vendor: "Sentry", source: GITLEAKS, formats: ["sntry[a-z]_[\\w+/=-]{20,}"] },
  { vendor: "Dynatrace", source: GITLEAKS, formats: ["dt0[a-z]\\d{2}\\.\\w{16,}\\.\\w{20,}"] },
  {
    vendor: "LaunchDarkly",
    source: "https://launchdarkly.com/docs/home/account/environment/keys",
    formats: [
      "api-[0-9a-f]{8}-[0-9a-f-]{20,}",
      "sdk-[0-9a-f]{8}-[0-9a-f-]{20,}",
      "mob-[0-9a-f]{8}-[0-9a-f-]{20,}",
    ],
  },
  { vendor: "Honeycomb", source: "https://docs.honeycomb.io", formats: ["hc[a-z]{3}_[A-Za-z0-9]{20,}"] },
  { vendor: "PagerDuty", source: TRUFFLEHOG, formats: ["u\\+\\w{16,}"] },
  { vendor: "PlanetScale", source: GITLEAKS, formats: ["pscale_(?:tkn|pw|oauth|api)_[\\w.=-]{20,}"] },
  { vendor: "Neon", source: "https://neon.com/docs", formats: ["napi_[A-Za-z0-9]{20,}"] },
];
