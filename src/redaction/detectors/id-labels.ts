/** Recognizes keys of ids that name a thing and not a person: `trace_id=`, `"requestId": "`, `CI_COMMIT_SHA=`. */

/** Group 1 is the key, with `:` or `=` and an opening quotation mark after it, or the name of the function around the id. */
const KEY_BEFORE =
  /(?<![A-Za-z\d$])([A-Za-z$_][A-Za-z\d_$.-]{0,47})\\?["'\])]{0,2}(?:[ ]{0,2}[:=][ ]{0,2}(?:W\/)?\\?["'`]?|\(\\?["'])(?:ObjectId\(\\?["'])?$/;
/** Two words before an id, which need no sign: `Request ID: …`, `trace id …`. */
const WORDS_BEFORE =
  /(?<![A-Za-z\d])(?:request|trace|span|correlation|event|build|job|run|transaction|container|operation|invocation|cluster|message|activity|execution|deployment|snapshot|query) ids?[ ]?[:=]?[ ]?["'`(]?$/i;
/** A key, the sign after it and the marks around it are not longer. */
export const MAX_ID_LABEL_LENGTH = 72;

/** Last words of keys whose values are digests, names of a version or ids of a fixed form. */
const DIGEST_NOUN =
  /^(?:sha|sha1|sha224|sha256|sha384|sha512|shasum|md5|md5sum|commit|revision|digest|checksum|etag|integrity|traceparent|root|uuid|guid|ulid|ksuid)$/;
/** `password_hash` is secret, so that a hash needs one of these words before it. */
const HASHED_THING =
  /^(?:md5|sha\d{0,3}|asset|block|build|cache|chunk|commit|content|file|git|lock|module|query|schema|template|tree|tx)$/;
/** Words before `id` that mean a person, a device or a credential. */
const PRIVATE_THING =
  /^(?:access|account|advertising|anonymous|app|application|auth|author|bank|card|client|company|contact|cookie|credential|customer|device|distinct|email|employee|hardware|host|insurance|install|installation|key|login|license|machine|member|national|org|organization|owner|passport|patient|person|phone|player|profile|push|role|secret|serial|sess|session|student|sub|tax|tenant|token|tracking|user|vehicle|visitor|wallet)$/;
/** `password_digest` and `token_id` are keys of secrets. */
const SECRET_WORD = /^(?:pass\w*|pwd|pin|secret|token|key|auth|credential)$/;
const COMPOUND_ID =
  /^(?:build|container|event|insert|object|request|span|trace|correlation|transaction|o)id$/;

/** Returns true if the text before an id ends with such a key. */
export function endsWithIdKey(textBefore: string): boolean {
  if (WORDS_BEFORE.test(textBefore)) return true;
  const key = KEY_BEFORE.exec(textBefore)?.[1];
  if (key === undefined) return false;
  const words = key
    .replace(/(?<=[a-z\d])(?=[A-Z])/g, " ")
    .toLowerCase()
    .split(/[ _.$-]+/)
    .filter((word) => word !== "");
  if (words.some((word) => SECRET_WORD.test(word))) return false;
  const noun = words.at(-1) ?? "";
  const thing = words.at(-2);
  if (DIGEST_NOUN.test(noun) || COMPOUND_ID.test(noun)) return true;
  if (noun === "hash") return thing !== undefined && HASHED_THING.test(thing);
  if (noun !== "id" && noun !== "ids") return false;
  // A key `id` alone may be that of anything.
  return thing === undefined ? key.startsWith("_") : !PRIVATE_THING.test(thing);
}
