/** Recognizes hosts of well-known public services and the namespaces of standards, which are no hosts of a customer. */
import { findPublicPathEnd } from "./public-routes.js";
import type { ScannedText } from "./scanned-text.js";
import { createWordSet } from "./word-set.js";

/**
 * Domains whose subdomains and paths are all public: namespaces of Kubernetes and XML, modules of a language, and
 * documentation.
 */
const getNamespaces = createWordSet(
  `kubernetes.io k8s.io x-k8s.io cncf.io cert-manager.io argoproj.io istio.io linkerd.io traefik.io fluxcd.io tekton.dev
  knative.dev cilium.io projectcalico.org crossplane.io prometheus.io opentelemetry.io openpolicyagent.org
  golang.org w3.org xmlsoap.org json-schema.org schema.org spdx.org purl.org oasis-open.org openxmlformats.org
  maven.apache.org springframework.org xmlns.jcp.org java.sun.com jakarta.ee schemas.microsoft.com schemas.android.com
  ns.adobe.com k8s.gcr.io mcr.microsoft.com schemastore.org opensource.org ietf.org rfc-editor.org
  docs.python.org docs.github.com docs.npmjs.com docs.docker.com docs.aws.amazon.com learn.microsoft.com developer.mozilla.org
  nodejs.org react.dev reactjs.org nextjs.org vitejs.dev vite.dev vuejs.org angular.io eslint.org typescriptlang.org
  webpack.js.org babeljs.io jestjs.io pypa.io pydantic.dev www.apache.org rust-lang.org aka.ms`,
);

/** Domains of public services. A subdomain or a path may belong to a customer, unless it is listed below. */
const getServices = createWordSet(
  `github.com githubusercontent.com gitlab.com bitbucket.org npmjs.com npmjs.org yarnpkg.com jsr.io unpkg.com pypi.org
  pythonhosted.org python.org rubygems.org crates.io packagist.org nuget.org maven.org apache.org gradle.org deno.land
  docker.io docker.com gcr.io ghcr.io quay.io terraform.io hashicorp.com consul.io vaultproject.io facebook.com bing.com
  linkedin.com debian.org ubuntu.com fedoraproject.org alpinelinux.org kernel.org mozilla.org iana.org php.net
  ruby-lang.org swift.org gnu.org googleapis.com google.com microsoft.com microsoftonline.com amazonaws.com amazon.com
  apple.com slack.com stripe.com openai.com anthropic.com huggingface.co letsencrypt.org digicert.com cloudflare.com
  sentry.io datadoghq.com wikipedia.org stackoverflow.com`,
);

/** The first labels of hosts that belong to the service itself. */
const PUBLIC_SUBDOMAIN_WORDS =
  "accounts api archive asia auth cdn cloud codeload console deb developer developers doc docs download downloads " +
  "dynamodb ec2 eu files gist graph help hub iam index k8s kms lambda login logs oauth2 objects pkg plugins " +
  "production proxy raw registry registry-1 repo repo1 s3 schema schemas secretsmanager security sns sqs ssm " +
  "static status sts sum support us www";
const PUBLIC_SUBDOMAIN = new RegExp(`^(?:${PUBLIC_SUBDOMAIN_WORDS.replaceAll(" ", "|")})$`);

/** The path of an image or a provider that everybody uses, in a registry. */
const PUBLIC_IMAGE_PATH =
  /^(?:\/providers)?\/(?:library|distroless|hashicorp|google-containers)\/[a-z\d][a-z\d._-]{0,63}$/;
const REGISTRY = /^registry\.|cr\.io$|^docker\.io$|^quay\.io$/;

/** One name of a namespace, or several: `/managed-by`, `/x/crypto`, `/2000/svg`. */
const NAMESPACE_PATH = /^(?:\/[A-Za-z\d][A-Za-z\d._-]{0,63}){1,8}\/?(?:#[\w.-]{0,64})?$/;
/** The value of a label, the version of a module, or the tag of an image. */
const AFTER_NAME = /(?:[=:][\w.-]{0,63}|@v?\d[\w.+-]{0,63})$/;

/** Returns true for `github.com` and `api.github.com`, but not for `globex.github.com`. Case does not matter. */
export function isPublicHost(host: string): boolean {
  const name = host.toLowerCase();
  if (isInNamespace(name)) return true;
  if (getServices().has(name)) return true;
  const dot = name.indexOf(".");
  const label = name.slice(0, dot);
  const domain = name.slice(dot + 1);
  // All services of Google have their own host, while buckets are one label deeper.
  return getServices().has(domain) && (PUBLIC_SUBDOMAIN.test(label) || domain === "googleapis.com");
}

function isInNamespace(host: string): boolean {
  let domain = host;
  while (!getNamespaces().has(domain)) {
    const dot = domain.indexOf(".");
    if (dot < 0) return false;
    domain = domain.slice(dot + 1);
  }
  return true;
}

/**
 * Returns true for a public host that is alone, or is followed by a name of its namespace or by a route.
 *
 * @param start of the host
 * @param hostEnd where its port, its path or the like begins
 * @param end of the whole address
 */
export function isPublicAddress(text: ScannedText, start: number, hostEnd: number, end: number): boolean {
  const host = text.slice(start, hostEnd).toLowerCase();
  if (!isPublicHost(host)) return false;
  const pathStart = text.findMatchEnd(DEFAULT_PORT, hostEnd) ?? hostEnd;
  const path = text.slice(pathStart, end);
  if (path === "" || path === "/") return true;
  const name = path.replace(AFTER_NAME, "");
  if (isInNamespace(host)) return NAMESPACE_PATH.test(name);
  return REGISTRY.test(host)
    ? PUBLIC_IMAGE_PATH.test(name)
    : (findPublicPathEnd(text, pathStart, { isAfterHost: true }) ?? 0) >= end;
}

const DEFAULT_PORT = /:(?:443|80)(?!\d)/y;
