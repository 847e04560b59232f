/** Decides which dotted names are hosts. */
import { createLazyPattern, LETTERS_AND_DIGITS } from "../../internal/lazy-module.js";
import type { ScannedText } from "../scanned-text.js";

/**
 * This is not the Public Suffix List, which contains `name`, `md`, `rs`, `sh`, `zip` and many other words of code.
 * According to it, `user.name`, `README.md` and `main.rs` would be hosts.
 */
const TOP_LEVEL_DOMAINS = new Set(
  (
    "com org net edu gov mil int biz arpa aero museum coop asia mobi tech online site xyz shop blog " +
    "email systems services solutions network digital agency company software codes space website " +
    "global cloud club group team world today life bank uk de fr nl eu us ca au nz jp cn kr tw hk sg ru " +
    "ua pl cz sk hu ro bg gr tr il ir iq sa ae qa eg za ng ke ma br mx ar cl pe uy ve se fi dk ee lt lv " +
    "lu li pt ie ch at be es it no is si hr rs ba mk al by kz uz ge am az in pk bd lk np th vn ph my id " +
    "tv io ai co me cc gg dev app store health art fun icu top win vip live link news page pro run show " +
    "studio support tools wiki works zone berlin hamburg koeln london paris nyc africa gmbh ltd inc llc " +
    "law legal medical clinic dental school academy university college hospital church finance capital " +
    "fund money trade marketing consulting engineering design photography energy green eco farm garden " +
    "house homes land city town restaurant cafe bar beer wine pizza fashion beauty fit yoga travel " +
    "tours flights hotel taxi cars parts games game play movie music radio fm video photo photos pics " +
    "gallery ink sale deals promo market discount gifts toys kids baby dog cat pet family love dating " +
    "wedding singles social chat forum community ngo ong foundation charity center institute " +
    "international express delivery supply supplies equipment construction builders contractors " +
    "plumbing repair rentals estate mortgage insurance credit loans tax accountants lawyer " +
    "attorney doctor care fitness coach training education courses degree science ninja guru expert " +
    "rocks wtf lol svc intra info name local localdomain lan internal intranet corp private test example invalid " +
    "onion home box рф укр бел срб қаз مصر السعودية امارات ایران भारत 中国 中國 香港 台湾 한국 新加坡 ไทย ישראל ελ бг"
  ).split(" "),
);

/** Top-level domains that are also words of code: `row.id`, `expect.to`, `user.name`, `main.rs`. */
const AMBIGUOUS_DOMAINS = new Set(
  (
    "info name store health art fun top win vip live link news page pro run show studio support tools wiki works " +
    "zone inc ltd law legal medical school finance capital fund money trade design energy green eco " +
    "farm garden house homes land city town bar wine fit travel tours cars parts games game play movie " +
    "music radio tv fm video photo photos gallery ink sale deals promo market gifts kids baby dog cat " +
    "pet family love social chat forum community center express delivery supply equipment repair " +
    "estate credit loans tax care coach training education courses degree science expert lol " +
    "by cc club company digital email gg global group home id in int is mk mobi my network no online ph " +
    "private rs sa sc si site sk software space systems services team today website world shop blog " +
    "codes solutions tech life bank ba am builders invalid at be box"
  ).split(" "),
);

/** First labels that name a service in the network of a company. A number may follow them. */
const INTERNAL_SERVICE_LABEL_WORDS =
  "admin api app argocd artifactory auth autodiscover bamboo bastion blog bmc build cache cdn ci confluence db " +
  "dev docker docs elasticsearch elb esx esxi ftp fw gateway gerrit git gitea github gitlab grafana graylog gw " +
  "haproxy harbor host idrac ilo imap influxdb internal intranet ipmi jenkins jira jumphost k8s kafka keycloak " +
  "kibana lb ldap localhost login logstash m mail master mattermost minio mongo mta mx mysql nagios nas nextcloud " +
  "nexus nfs node ns ntp owa owncloud pbx pop portal postgres printer prod prometheus proxmox proxy pve qa " +
  "rancher redis registry router s3 server sftp shop sip smb smtp sonar sonarqube splunk sql ssh sso stage " +
  "staging status support teamcity test traefik vault vcenter voip vpn web webmail wiki worker www zabbix";
const INTERNAL_SERVICE_LABEL = new RegExp(
  `^(?:${INTERNAL_SERVICE_LABEL_WORDS.replaceAll(" ", "|")})\\d*$`,
  "i",
);

/** First labels that are usually identifiers of a program. */
const CODE_IDENTIFIER =
  /^(?:this|self|window|document|console|process|module|exports|config|settings|env|appsettings|application|storage|math|json|object|array|string|number|date|promise|import|meta|user|row|item|node|event|req|res|ctx|state|props|params|options|expect|assert|socket|asp|system|java|javax|vb|ado|xml|torch|numpy|np|tf|os|sys|std|fmt|log|logger|err|error|e|t|x|data|result|response|request|session|client|server)$/i;

/** Top-level domains that are also file extensions: `main.rs:12` is a line of a file and not a port of a host. */
const FILE_EXTENSIONS = new Set("rs sh pl cc ps so ml py md zip mov ai ts".split(" "));

/** A file of settings that users copy: `secrets.yml.example`. */
const SAMPLE_FILE =
  /\.(?:ya?ml|json[c5]?|toml|ini|env|conf|config|cfg|properties|xml|php|js|ts|py|rb|sh|sql|txt|tfvars|plist)\.(?:example|test|live)$/i;

/** Top-level domains that code does not use as the names of members. */
const PLAIN_DOMAINS = new Set("com org net edu gov de uk fr eu jp cn ru br au nl ch co io".split(" "));

/** Ambiguous domains of local networks. */
const NETWORK_DOMAINS = new Set("home private".split(" "));

/** First labels of names in reverse order, such as `com.example.app`. Hosts do not have them. */
const REVERSED_DOMAINS = new Set("com org edu gov net io".split(" "));

/** Domains of the second level, under which countries register names, and that of AVM's routers: `example.co.id`. */
const SECOND_LEVEL_DOMAINS = new Set("co com org net edu gov ac or ne go fritz".split(" "));

/** The ends of attributes' names, such as OpenTelemetry's `k8s.pod.name` and `db.client.id`. */
const ATTRIBUTE_NAME =
  /(?:^|\.)(?:account|agent|app|branch|browser|build|client|cluster|collection|commit|component|config|container|conversation|db|deployment|device|event|feature|file|flag|function|group|host|image|instance|job|library|log|logger|message|model|module|namespace|node|operation|os|package|page|pod|pool|process|project|queue|repository|request|response|role|route|runtime|scope|sdk|service|session|span|store|system|table|task|test|thread|tool|topic|trace|user|variant|view)\.(?:id|name|info)$/;

/** The domains in which addresses are looked up (RFC 3596). A name in them contains an address. */
const REVERSE_LOOKUP_DOMAIN = /^(?:in-addr|ip6)\.arpa$/i;

/** Ids of model providers, such as `ibm.watsonx.ai` in OpenTelemetry's conventions. */
const PROVIDER_ID = /^(?:amazon|aws|azure|az|gcp|google|ibm|microsoft|nvidia|oracle)\.[a-z_]+\.ai$/;

const getHostLabelPattern = createLazyPattern(
  `^[${LETTERS_AND_DIGITS}_](?:[${LETTERS_AND_DIGITS}_-]{0,61}[${LETTERS_AND_DIGITS}_])?$`,
  "u",
);

/** @param name in lower case */
export function isTopLevelDomain(name: string): boolean {
  return TOP_LEVEL_DOMAINS.has(name) || name.startsWith("xn--");
}

export interface HostContext {
  /** A port follows the name, or `DNS:` of a certificate is before it. */
  readonly isSurelyHost: boolean;
  /** An opening parenthesis follows the name, as in `re.match(`. */
  readonly isCalled: boolean;
}

/** Returns true if a dotted name is more likely a host than a file, a version or a member of an object. */
export function isHostName(name: string, context: HostContext): boolean {
  const lastLabel = name.slice(name.lastIndexOf(".") + 1);
  const domain = lastLabel.toLowerCase();
  // Most dotted names are members or files. Their last label is not a top-level domain.
  if (!isTopLevelDomain(domain)) return false;
  if (/^[A-Z]\w*[a-z]/.test(lastLabel)) return false; // a class in a package, such as `java.net.Socket`
  if (/^[A-Z]+$/.test(lastLabel) && /[a-z]/.test(name)) return false; // a namespace, such as `Windows.AI`
  const labels = name.toLowerCase().split(".");
  if (labels.length < 2 || (labels.length === 2 && FILE_EXTENSIONS.has(domain))) return false;
  if (SAMPLE_FILE.test(name)) return false;
  if (REVERSE_LOOKUP_DOMAIN.test(name)) return false;
  if (!labels.every((label) => getHostLabelPattern().test(label))) return false;
  if (domain === "app" && labels.length === 2 && !context.isSurelyHost) return isLowerCaseWithMark(name); // `Safari.app`
  return AMBIGUOUS_DOMAINS.has(domain)
    ? isHostInAmbiguousDomain(name, labels, context)
    : context.isSurelyHost || !isCodeInPlainDomain(labels, context);
}

/** Returns true for `my-site.app`. Programs on macOS have plain names or capitals. */
function isLowerCaseWithMark(name: string): boolean {
  return /[-\d]/.test(name) && !/[A-Z]/.test(name);
}

function isCodeInPlainDomain(labels: readonly string[], { isCalled }: HostContext): boolean {
  const [first = ""] = labels;
  const domain = labels.at(-1) ?? "";
  if (CODE_IDENTIFIER.test(first) || PROVIDER_ID.test(labels.join("."))) return true;
  if (PLAIN_DOMAINS.has(domain)) return false;
  // A member of a variable with one letter, as in `m.test`, is not called in each place.
  if (isCalled || REVERSED_DOMAINS.has(first)) return true;
  // Methods of an API may end with `test`, too: `auth.test`.
  return (
    labels.length === 2 &&
    (/^[a-z]$/.test(first) || (domain === "test" && INTERNAL_SERVICE_LABEL.test(first)))
  );
}

function isHostInAmbiguousDomain(
  name: string,
  labels: readonly string[],
  { isSurelyHost, isCalled }: HostContext,
): boolean {
  const [first = ""] = labels;
  const hasSubdomain = labels.length > 2;
  if (isSurelyHost && hasSubdomain) return true;
  if (isCalled || CODE_IDENTIFIER.test(first) || REVERSED_DOMAINS.has(first)) return false;
  if (name.includes("_") || ATTRIBUTE_NAME.test(name)) return false;
  const hasDash = name.includes("-");
  if (!hasDash && /[a-z]\d{0,3}[A-Z]/.test(name)) return false; // `userStore.live`
  // Digits at the end are usual in identifiers, too: `row2.id`.
  const isNetwork = hasSubdomain || isSurelyHost || NETWORK_DOMAINS.has(labels.at(-1) ?? "");
  if (isNetwork && (INTERNAL_SERVICE_LABEL.test(first) || /[a-z]\d|\d[a-z]/.test(name))) return true;
  return hasDash || /[^\0-\x7f]/.test(name) || SECOND_LEVEL_DOMAINS.has(labels.at(-2) ?? "");
}

/** Names that Windows, macOS and Amazon EC2 give to machines. */
const MACHINE_NAME =
  /^(?:DESKTOP-[A-Z0-9]{7}|LAPTOP-[A-Z0-9]{8}|WIN-[A-Z0-9]{11}|EC2AMAZ-[A-Z0-9]{7}|(?:PC|SRV|VM)-(?=[A-Z0-9]*\d)[A-Z0-9]{5,15}|ip-\d{1,3}(?:-\d{1,3}){3}|[\w-]{1,40}-(?:MacBook|iMac|Mac-?mini|MBP|MBA)(?:-(?:Pro|Air|M\d|\d{1,2}))*)$/i;

/** Returns true if the word between two offsets is such a name. Most words have no dash and need no pattern. */
export function isMachineName(text: ScannedText, start: number, end: number): boolean {
  if (end - start < 7 || end - start > 64) return false;
  let dash = start;
  while (dash < end && !text.hasCharacter(dash, "-")) dash++;
  return dash < end && MACHINE_NAME.test(text.slice(start, end));
}
