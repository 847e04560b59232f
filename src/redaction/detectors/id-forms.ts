/** Lists the forms of ids and digests that look random, are recognizable without a key, and are not secret. */

/** A duration of ISO 8601: `P3Y6M4DT12H30M5S`. */
const DURATION = /^P(?:\d{1,4}[YMWD]){0,4}(?:T(?:\d{1,4}[HMS]){1,3})?$/;
/** The headers of W3C Trace Context (section 3.2), of Zipkin's B3 and of AWS X-Ray. */
const TRACE =
  /^(?:[\da-f]{2}-[\da-f]{32}-[\da-f]{16}-[\da-f]{2}|[\da-f]{32}-[\da-f]{16}(?:-[01d])?|1-[\da-f]{8}-[\da-f]{24})$/;
/** The digest of Subresource Integrity, section 3.1, which lock files contain. */
const INTEGRITY = /^sha(?:1|256|384|512)-[A-Za-z\d+/]{27,86}={0,2}$/;
/** Pods of Kubernetes end with the hash of their template and five more characters of an alphabet without vowels. */
const POD =
  /^[a-z][a-z\d-]{0,60}-[bcdf-hj-np-tv-xz24-9]{8,10}-[bcdf-hj-np-tv-xz24-9]{5}(?:_[a-z\d-]{1,30})?$/;
/** Mangled names of functions in C++ and Rust, and Rust's hash of one. */
const MANGLED_NAME = /^(?:_?_(?:ZN|Z|R)\w{4,120}|h[\da-f]{16})$/;
/** Objects of the interfaces of OpenAI, Anthropic and Stripe that are no credentials. */
const API_OBJECT =
  /^(?:chatcmpl|cmpl|resp|msg|run|step|thread|asst|call|(?:srv)?toolu|batch|ftjob|fp|req|evt|pi|price|seti|txn)[-_][A-Za-z\d]{12,64}$/;
/** A sequence of DNA. */
const SEQUENCE = /^[ACGTN]+$/;

const FORMS = [DURATION, TRACE, INTEGRITY, POD, MANGLED_NAME, API_OBJECT, SEQUENCE];

export function hasPublicForm(run: string): boolean {
  return FORMS.some((form) => form.test(run));
}

/**
 * UUIDs, numbers of up to 64 bits such as `0x7f3a…`, the sixteen digits of a span or a type, which are too few for a key, and
 * the seventeen of a resource at AWS.
 */
const IDS =
  /[\da-fA-F]{8}-(?:[\da-fA-F]{4}-){3}[\da-fA-F]{12}|(?<![A-Za-z\d])(?:0[xX][\da-fA-F]{1,16}|[\da-f]{16,17}|[\dA-F]{16})(?![A-Za-z\d])/g;
/** Words and numbers before and after an id: `req-…`, `job_…_2`, `KB31…~…~amd64`. */
const PLAIN_WORDS = /^[A-Za-z]{0,24}\d{0,10}(?:[-_/=~][A-Za-z]{0,24}\d{0,10})*$/;

/** Returns true for a run of ids with words around them: `req-…`, `index_…_2`. */
export function consistsOfIds(run: string): boolean {
  const words = run.replace(IDS, "");
  return words.length < run.length && PLAIN_WORDS.test(words);
}

/** An id after one of these words may be a key: `sk-…`, `api_key_…`. */
const KEY_WORD =
  /(?:^|[-_/=~])(?:[srp]k|ak|pat|api|apikey|key|token|secret|auth|bearer|cred|pass\w{0,6}|pwd?)(?:[-_/=~]|$)/i;

export function hasKeyWord(run: string): boolean {
  return KEY_WORD.test(run);
}
