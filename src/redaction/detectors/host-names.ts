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
    "plumbing repair rentals properties estate mortgage insurance credit loans tax accountants lawyer " +
    "attorney doctor care fitness coach training education courses degree science ninja guru expert " +
    "rocks wtf lol svc intra info name local localdomain lan internal intranet corp private test example invalid " +
    "onion home рф укр бел срб қаз مصر السعودية امارات ایران भारत 中国 中國 香港 台湾 한국 新加坡 ไทย ישראל ελ бг"
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
    "properties estate credit loans tax care coach training education courses degree science expert lol " +
    "by cc club company digital email gg global group home id in int is mk mobi my network no online ph " +
    "private rs sa sc si site sk software space systems services team today website world shop blog " +
    "codes solutions tech life bank ba am"
  ).split(" "),
);

/** First labels that name a service. */
const SERVICE_LABEL =
  /^(?:www\d?|mail|smtp|imap|pop3?|mx\d*|ns\d*|ftp|sftp|ssh|vpn|proxy|api|app|web|cdn|git|gitlab|github|jira|wiki|jenkins|ci|build|db|sql|mysql|postgres|redis|mongo|kafka|cache|auth|login|sso|ldap|admin|dev|staging|stage|prod|test|qa|internal|intranet|host|server|node|worker|master|gateway|gw|router|nas|printer|localhost|s3|k8s|grafana|prometheus|vault|registry|docker|status|docs|blog|shop|support|portal|m)\d*$/i;

/** First labels that are usually identifiers of a program. */
const CODE_IDENTIFIER =
  /^(?:this|self|window|document|console|process|module|exports|config|settings|env|appsettings|application|storage|math|json|object|array|string|number|date|promise|import|meta|user|row|item|node|event|req|res|ctx|state|props|params|options|expect|assert|socket|asp|system|java|javax|vb|ado|xml|torch|numpy|np|tf|os|sys|std|fmt|log|logger|err|error|e|t|x|data|result|response|request|session|client|server)$/i;

/** Top-level domains that are also file extensions: `main.rs:12` is a line of a file and not a port of a host. */
const FILE_EXTENSIONS = new Set("rs sh pl cc ps so ml py md zip mov ai ts".split(" "));

const getHostLabelPattern = createLazyPattern(
  `^[${LETTERS_AND_DIGITS}_](?:[${LETTERS_AND_DIGITS}_-]{0,61}[${LETTERS_AND_DIGITS}_])?$`,
  "u",
);

export interface HostContext {
  /** A port such as `:443` follows the name. */
  readonly hasPort: boolean;
}

/** Returns true if a dotted name is more likely a host than a file, a version or a member of an object. */
export function isHostName(name: string, { hasPort }: HostContext): boolean {
  const lastLabel = name.slice(name.lastIndexOf(".") + 1);
  const domain = lastLabel.toLowerCase();
  // Most dotted names are members or files. Their last label is not a top-level domain.
  if (!TOP_LEVEL_DOMAINS.has(domain) && !domain.startsWith("xn--")) return false;
  if (/^[A-Z]\w*[a-z]/.test(lastLabel)) return false; // a class in a package, such as `java.net.Socket`
  const labels = name.toLowerCase().split(".");
  const [first = ""] = labels;
  if (labels.length < 2 || (labels.length === 2 && FILE_EXTENSIONS.has(domain))) return false;
  if (!labels.every((label) => getHostLabelPattern().test(label))) return false;
  if (hasPort) return true;
  if (CODE_IDENTIFIER.test(first)) return false;
  if (SERVICE_LABEL.test(first) || !AMBIGUOUS_DOMAINS.has(domain)) return true;
  // Identifiers of code have no dashes, and rarely digits or letters of other scripts.
  const hasHostLikeLabel = labels.slice(0, -1).some((label) => /-|[a-z]\d|\d[a-z]|[^\0-\x7f]/.test(label));
  return hasHostLikeLabel || (labels.length > 2 && TOP_LEVEL_DOMAINS.has(labels.at(-2) ?? ""));
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
