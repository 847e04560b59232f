/** Recognizes routes of web interfaces, such as `/api/v1/users/:id`. Their words are the same in every application. */
import { createLazy } from "../internal/lazy-module.js";
import { ALNUM, DOT, LOWER, UPPER, WORD } from "./character-classes.js";
import type { ScannedText } from "./scanned-text.js";
import { WordTable } from "./word-table.js";

/** Words that any segment may have. A folder at the root of a machine rarely has such a name. */
const ROUTE_WORDS = `api apis rest graphql graphiql rpc trpc grpc soap odata swagger openapi redoc ws wss websocket socket sse
  auth authenticate authentication authorize authorization authorized login logout signin signout signup sign log in out
  up register registration oauth oauth2 oidc openid saml saml2 sso identity identities mfa 2fa totp otp token tokens introspect
  revoke refresh session sessions password passwords passwd reset forgot forgotten change confirm confirmation verify verification
  unlock activate activation deactivate invite invites invitation invitations accept decline callback callbacks
  user users account accounts me self profile profiles member members team teams group groups role roles permission
  permissions org orgs organization organizations tenant tenants customer customers client clients admin administrator
  health healthz healthcheck livez readyz live liveness ready readiness ping status heartbeat version versions metrics
  prometheus actuator info stats statistics analytics track event events webhook webhooks hook hooks
  settings preferences dashboard overview welcome onboarding about contact privacy terms pricing help faq support
  search suggest autocomplete list all new create add edit update delete remove show view index page pages count total
  order orders product products item items cart checkout payment payments invoice invoices subscription subscriptions
  billing plan plans category categories tag tags post posts article articles comment comments like likes message messages
  notification notifications feed upload uploads download downloads export exports import imports
  static assets favicon apple robots robot bot sitemap manifest key keys apikey apikeys secret secrets credential credentials
  certs jwks csrf cookie consent locale locales error errors forbidden unauthorized done success failed cancel
  complete well known configuration wp xmlrpc phpmyadmin jobs tasks
  repos issues pulls commits releases platform readonly next nuxt chat completions models embeddings
  acs blog charges check configmaps connect default deployment deployments environment environments found hello install
  io issue master namespace namespaces node nodes not o pod pods protocol query range realm realms refunds setup`;

/** Words that are names of folders on machines as well. A route does not begin with them. */
const FOLDER_WORDS = `app apps application applications data project projects workspace workspaces file files image images img media css js
  fonts font icons icon docs doc documents document public private shared common config bundle vendor main style styles
  script scripts module modules chunk runtime polyfills logo current service services server worker site
  test tests debug logs job task run runs backup archive report reports resource resources content internal external
  remote local cloud device devices store code access is by for and or of to the my your with from on as
  drive calendar gmail spreadsheets userinfo email contacts devstorage bigquery pubsub send read write full control only
  security association assetlinks android protected
  touch html htm json xml ico png jpg jpeg gif svg webp woff woff2 txt map php aspx jsp webmanifest pdf`;

/** True for a folder's name. Folders come first, because a few words are in both lists. */
const getWordTable = createLazy(
  () =>
    new WordTable(
      [FOLDER_WORDS, ROUTE_WORDS].flatMap((words, list) =>
        words.split(/\s+/).map((word) => [word, list === 0] as const),
      ),
    ),
);

/** Folders at the root of macOS. The first segment of a route is written in lower case instead: `/users`. */
const MACOS_FOLDER = /^(?:Users|Applications|Library|System|Volumes|Network|Developer)$/;

/** `:id`, `{id}`, `<int:id>`, `[id]`, `[...rest]`, `[[lang]]`, `${id}`, `$id`, `*` and `%s` */
const PARAMETER =
  /\/(?::[A-Za-z_]\w{0,40}[?*+]?|\$?\{[\w.:?*=-]{1,48}\}|#\{[\w.]{1,48}\}|<(?:\w{1,16}:)?[A-Za-z_]\w{0,40}>|\[{1,2}(?:\.\.\.)?[A-Za-z_]\w{0,40}\]{1,2}|\$[A-Za-z_]\w{0,40}|\*{1,2}|%[sd])(?=[/?#\s"'`,;)\]}>|:.]|$)/y;
/** The first signs of a parameter. Most segments begin with a letter, which saves the pattern. */
const PARAMETER_SIGNS = ":{#<[$*%";
const VERSION = /^v\d{1,2}(?:\.\d{1,2})?(?:(?:alpha|beta)\d?)?$/;

/** Devices and shells that are at the same place on every Unix system. */
const SYSTEM_FILE =
  /(?:\/dev\/(?:null|zero|u?random|std(?:in|out|err)|tty)|\/bin\/(?:ba|da|z)?sh|\/usr\/bin\/(?:env|bash))(?![\w/.-])/y;

const MAX_SEGMENTS = 12;
const MAX_SEGMENT_LENGTH = 64;

interface RouteOptions {
  /** The route is a part of a URL, so that it is not a folder of a machine. @default false */
  readonly isAfterHost?: boolean;
}

/**
 * Returns the end of a public path that begins at a slash: a system file, or a route of which each segment is a parameter or
 * consists of listed words. Otherwise returns undefined.
 */
export function findPublicPathEnd(
  text: ScannedText,
  slash: number,
  { isAfterHost = false }: RouteOptions = {},
): number | undefined {
  const fileEnd = text.hasOneOf(slash + 1, "bdu") ? text.findMatchEnd(SYSTEM_FILE, slash) : undefined;
  if (fileEnd !== undefined) return fileEnd;
  let end = slash;
  for (let count = 0; count < MAX_SEGMENTS && text.hasCharacter(end, "/"); count++) {
    const mayBeParameter = text.hasOneOf(end + 1, PARAMETER_SIGNS);
    const parameterEnd = mayBeParameter ? text.findMatchEnd(PARAMETER, end) : undefined;
    if (parameterEnd !== undefined) {
      end = parameterEnd;
      continue;
    }
    const start = end + 1;
    let segmentEnd = text.findRunEnd(start, WORD | DOT, MAX_SEGMENT_LENGTH + 1);
    if (segmentEnd === start) return count > 0 ? start : undefined; // the slash at the end
    if (segmentEnd - start > MAX_SEGMENT_LENGTH) return undefined;
    while (segmentEnd > start && text.hasCharacter(segmentEnd - 1, ".")) segmentEnd--;
    if (segmentEnd === start) return undefined; // `..`
    if (!isPublicSegment(text, start, segmentEnd, count === 0 && !isAfterHost)) return undefined;
    end = segmentEnd;
  }
  return end === slash || text.hasCharacter(end, "/") ? undefined : end;
}

function isPublicSegment(text: ScannedText, start: number, end: number, isFirst: boolean): boolean {
  const mayBeFolder = isFirst && (text.charClassAt(start) & UPPER) !== 0;
  if (mayBeFolder && MACOS_FOLDER.test(text.slice(start, end))) return false;
  if (text.hasCharacter(start, "v") && VERSION.test(text.slice(start, end))) return true;
  // Before the first word there may be a sign, as in `.well-known` and `_next`.
  const firstWord = (text.charClassAt(start) & ALNUM) !== 0 ? start : start + 1;
  for (let from = firstWord; from <= end; ) {
    const to = findWordEnd(text, from, end);
    const isFolder = getWordTable().find(text, from, to);
    if (isFolder === undefined && !isVersion(text, from, to)) return false;
    if (isFolder && isFirst && from === firstWord) return false;
    const isBeforeCapital = to < end && (text.charClassAt(to) & ALNUM) !== 0;
    from = isBeforeCapital ? to : to + 1;
  }
  return true;
}

/** Finds the end of a word at a sign, at a capital after a small letter, or at the end of the segment. */
function findWordEnd(text: ScannedText, start: number, segmentEnd: number): number {
  let end = start;
  while (end < segmentEnd && (text.charClassAt(end) & ALNUM) !== 0) {
    end++;
    const isCapital = (text.charClassAt(end) & UPPER) !== 0;
    if (isCapital && (text.charClassAt(end - 1) & LOWER) !== 0) break;
  }
  return end;
}

function isVersion(text: ScannedText, start: number, end: number): boolean {
  return text.hasOneOf(start, "vV") && VERSION.test(text.slice(start, end).toLowerCase());
}
