/** Which dotted names are hosts. */

/**
 * Our own list and not the public suffix list: that holds `name`, `md`, `rs`, `sh`, `zip` and a thousand other words of
 * code, so that by it `user.name`, `README.md` and `main.rs` are hosts.
 */
const TOP_LEVEL = new Set(
  (
    "com org net edu gov mil int biz arpa aero museum coop asia mobi tech online site xyz shop blog email systems services solutions " +
    "network digital agency company software codes space website global cloud club group team world today life bank " +
    "uk de fr nl eu us ca au nz jp cn kr tw hk sg ru ua pl cz sk hu ro bg gr tr il ir iq sa ae qa eg za ng ke ma " +
    "br mx ar cl pe uy ve se fi dk ee lt lv lu li pt ie ch at be es it no is si hr rs ba mk al by kz uz ge am az " +
    "in pk bd lk np th vn ph my id tv io ai co me cc gg dev app " +
    "local localdomain lan internal intranet corp private test example invalid onion home " +
    "рф укр бел срб қаз مصر السعودية امارات ایران भारत 中国 中國 香港 台湾 한국 新加坡 ไทย ישראל ελ бг"
  ).split(" "),
);

/** Top-level domains that are words of code, too: `row.id`, `expect.to`, `user.name`, `main.rs`. */
const AMBIGUOUS = new Set(
  (
    "by cc club company digital email gg global group home id in int is mk mobi my network no online " +
    "ph private rs sa sc si site sk software space systems services team today website world shop " +
    "blog codes solutions tech life bank ba am"
  ).split(" "),
);

/** First labels that name a machine's part in things. */
const SERVICE =
  /^(?:www\d?|mail|smtp|imap|pop3?|mx\d*|ns\d*|ftp|sftp|ssh|vpn|proxy|api|app|web|cdn|git|gitlab|github|jira|wiki|jenkins|ci|build|db|sql|mysql|postgres|redis|mongo|kafka|cache|auth|login|sso|ldap|admin|dev|staging|stage|prod|test|qa|internal|intranet|host|server|node|worker|master|gateway|gw|router|nas|printer|localhost|s3|k8s|grafana|prometheus|vault|registry|docker|status|docs|blog|shop|support|portal|m)\d*$/i;

/** Names before a dot that are a program's own words. */
const CODE =
  /^(?:this|self|window|document|console|process|module|exports|config|settings|env|appsettings|application|storage|math|json|object|array|string|number|date|promise|import|meta|user|row|item|node|event|req|res|ctx|state|props|params|options|expect|assert|socket|asp|system|java|javax|vb|ado|xml|torch|numpy|np|tf|os|sys|std|fmt|log|logger|err|error|e|t|x|data|result|response|request|session|client|server)$/i;

const LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u;

/** @param hasPort what follows is `:443` or the like */
export function isHostName(name: string, hasPort: boolean): boolean {
  const labels = name.toLowerCase().split(".");
  const top = labels.at(-1) ?? "";
  if (
    labels.length < 2 ||
    !(TOP_LEVEL.has(top) || top.startsWith("xn--")) ||
    !labels.every((label) => LABEL.test(label))
  )
    return false;
  const [first = "", ...rest] = labels;
  if (hasPort || SERVICE.test(first) || labels.some((label) => label.startsWith("xn--")))
    return !CODE.test(first) || hasPort;
  if (/^\d/.test(top) || CODE.test(first)) return false;
  if (!AMBIGUOUS.has(top)) return true;
  // A dash or a digit within a label is rare in code, where it would be an operator or another name.
  const telling = labels.slice(0, -1).some((label) => /-|[a-z]\d|\d[a-z]/.test(label));
  return telling || (rest.length > 1 && TOP_LEVEL.has(labels.at(-2) ?? ""));
}

/** The names that Windows, macOS and Amazon give to machines by themselves, and kubernetes' services. */
const MACHINE =
  /^(?:(?:DESKTOP|LAPTOP|WIN|EC2AMAZ|PC|SRV|VM)-(?=[A-Z0-9]*\d)[A-Z0-9]{5,15}|ip-\d{1,3}(?:-\d{1,3}){3}|[\w-]{1,40}-(?:MacBook|iMac|Mac-?mini|MBP|MBA)(?:-(?:Pro|Air|M\d|\d{1,2}))*)$/i;

export function isMachineName(word: string): boolean {
  return word.length >= 7 && word.includes("-") && MACHINE.test(word);
}
