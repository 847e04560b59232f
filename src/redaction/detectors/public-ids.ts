/** Recognizes digests and ids, which look random and are not secret, by their form or by the text around them. */
import { BASE64, WORD } from "../character-classes.js";
import { isIdInText } from "../program-ids.js";
import type { ScannedText } from "../scanned-text.js";
import { consistsOfIds, hasKeyWord, hasPublicForm } from "./id-forms.js";

/** Longer runs are not one of these ids. A SHA-512 has 128 hex digits. */
const MAX_ID_LENGTH = 160;

/** SHA-1 and SHA-256, by which Git and container tools name their objects. */
const OBJECT_NAME = /^(?:[\da-f]{40}|[\da-f]{64})$/;
const OBJECT_LABEL =
  /(?:^|[^A-Za-z\d])(?:commit|revision|rev|tree|blob|parent|object|container|image|layer|HEAD (?:is now )?at|git [a-z -]{2,32})["']?[ \t:=("'`]{1,3}$/i;
/** In a header of a client: `kubernetes/7c48c2b`, and the end of `containerd/1.7.16+8303…`. */
const PRODUCT_AND_COMMIT = /^(?:[a-z][a-z-]{2,30}\/[\da-f]{7,12}|\d{1,4}\+(?:[\da-f]{7,12}|[\da-f]{40}))$/;
/** All lengths of MD5, SHA-1 and SHA-2. */
const DIGEST = /^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{56}|[\da-f]{64}|[\da-f]{96}|[\da-f]{128})$/i;
const DIGEST_LABEL =
  /(?:^|[^A-Za-z\d_-])(?:md5|sha-?(?:1|224|256|384|512)?)(?:sum)?["')\]]{0,2}[ \t:=("'`]{1,3}$/i;
/** OpenPGP names public keys by their fingerprint. */
const FINGERPRINT = /^[\dA-F]{40}$/;
const FINGERPRINT_LABEL = /(?:RSA|DSA|key|fingerprint)(?: ID)?[ :=]{1,3}$/;
/** Spring writes the ids of a trace and a span as `[application,trace,span]`. */
const SPAN_AFTER_TRACE = /,[\da-f]{16}(?![\da-z])/y;
/** The digest in the name of a bundled file: `main.3f2a….js`. */
const HASHED_FILE = /^(?:[A-Za-z]\w*[-_])?[\da-f]{16,64}$/;
const FILE_EXTENSION =
  /(?:\.(?:min|chunk|module))?\.(?:[cm]?js|css|map|wasm|json|html|woff2?|png|jpg|svg|webp)(?!\w)/y;

/** Words before a secret, even if it has the form of a digest or an id. */
const SECRET_BEFORE =
  /(?:pass\w{0,8}|pwd|secret|token|key|auth\w{0,12}|credentials?|bearer|login)(?: (?:commit|revision|digest|hash))?[\\"'\])]{0,3}[\s:=>(]{1,4}[\\"'`]{0,2}$/i;
/** A label, the sign after it and the marks around it are not longer. */
const MAX_LABEL_LENGTH = 40;

const RUN_CHARACTERS = WORD | BASE64;

/** Returns true for characters that are a digest or an id, or a part of one. */
export function isPublicId(text: ScannedText, from: number, to: number): boolean {
  const start = text.findRunStart(from, RUN_CHARACTERS, MAX_ID_LENGTH);
  const end = text.findRunEnd(to, RUN_CHARACTERS, MAX_ID_LENGTH);
  return (
    isIdOrAssignment(text, from, to) || ((start < from || end > to) && isIdOrAssignment(text, start, end))
  );
}

/** The run may consist of a key and an id, as in `trace_id=…`. */
function isIdOrAssignment(text: ScannedText, from: number, to: number): boolean {
  if (to - from > MAX_ID_LENGTH) return false;
  const run = text.slice(from, to);
  const sign = run.indexOf("=");
  if (sign > 0 && /^[A-Za-z][\w.-]*=[A-Za-z\d]/.test(run)) return isIdOrAssignment(text, from + sign + 1, to);
  if (SECRET_BEFORE.test(text.slice(Math.max(0, from - MAX_LABEL_LENGTH), from))) return false;
  if (hasPublicForm(run)) return true;
  return !hasKeyWord(run) && (consistsOfIds(run) || isInPublicPlace(text, from, to, run));
}

function isInPublicPlace(text: ScannedText, from: number, to: number, run: string): boolean {
  if (isIdInText(text, from, to)) return true;
  const before = text.slice(Math.max(0, from - MAX_LABEL_LENGTH), from);
  if (DIGEST.test(run) && DIGEST_LABEL.test(before)) return true;
  if (FINGERPRINT.test(run) && FINGERPRINT_LABEL.test(before)) return true;
  // In `owner/action@8f4b…` the name of an object follows the name of a repository.
  const followsName = before.endsWith("@") && (text.charClassAt(from - 2) & WORD) !== 0;
  if (PRODUCT_AND_COMMIT.test(run)) return true;
  if (OBJECT_NAME.test(run) && (followsName || OBJECT_LABEL.test(before))) return true;
  if (to - from === 32 && text.findMatchEnd(SPAN_AFTER_TRACE, to) !== undefined) return true;
  return HASHED_FILE.test(run) && text.findMatchEnd(FILE_EXTENSION, to) !== undefined;
}
