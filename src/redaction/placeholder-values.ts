/** Recognizes what stands in the place of a value: masks, templates, and references of code to a value elsewhere. */
import { classifyKey } from "./sensitive-keys.js";

/** Returns true for masks, calls and templates that stand in the place of a value. */
export function isPlaceholderValue(value: string): boolean {
  const text = value.endsWith(";") || value.endsWith(",") ? value.slice(0, -1) : value;
  if (text === "" || text === "it") return true; // the parameter of a lambda in Kotlin
  if (SCHEME.test(text)) return isPlaceholderCredential(removeScheme(text));
  if (isWord(text))
    return METAVARIABLE.test(text) && (GENERAL_NAME.test(text) || classifyKey(text) !== undefined);
  return PLACEHOLDERS.some((pattern) => pattern.test(text));
}

/** Returns the credential after the name of its scheme, as in `Bearer …`. */
export function removeScheme(value: string): string {
  return value.replace(SCHEME, "");
}

/** Returns true for `{token}` after `Bearer`, and for the parameters of a challenge such as `Bearer realm="api"`. */
function isPlaceholderCredential(credential: string): boolean {
  return CHALLENGE.test(credential) || MASK.test(credential) || TEMPLATE.test(credential);
}

/** The name of a value in a help text: `--token TOKEN`, `--user NAME`. */
const METAVARIABLE = /^[A-Z]{2,}(?:_[A-Z]+)*$/;
const GENERAL_NAME = /^(?:NAME|TEXT|STRING|VALUE|PASS|FILE|PATH|ID)$/;

const SCHEME = /^(?:basic|bearer|digest|dpop|negotiate|ntlm|token|apikey)[ ]{1,4}(?=\S)/i;
const CHALLENGE = /^(?:realm|scope|error|charset|qop|algs)=/i;

/** Returns true for most values: a letter and others, without the dot or the brackets of a reference. An `x` may be a mask. */
function isWord(text: string): boolean {
  const first = text.charCodeAt(0) | 32; // makes letters lower case
  const isLetter = first >= 97 && first <= 122 && first !== SMALL_X;
  return isLetter && text.length > 1 && !/[.([]/.test(text);
}

const SMALL_X = 120;

/** Asterisks and the like, an ellipsis, or the quotation mark before a placeholder. */
const MASK =
  /^(?:["'`\\]+|[A-Za-z]|[*\u2022.\u2026_-]+|x{3,}|X{3,}|\[[A-Za-z][A-Za-z -]{1,16}\]|[<>|&]+|\$?\{\{)$/;

/** `z.string().min(8)`, `Hash::make($password)`, `table.Column<string>(…)` */
const CALL = /^[A-Za-z]\w*(?:(?:\.|::)[A-Za-z_]\w*){1,5}(?:<[\w<>, ]{1,40}>)?\(/;

/**
 * References to a value that is elsewhere: `process.env.X`, `config.get(…)`, `${DB_PASSWORD}`, `{{ password }}`, `$PASS`,
 * `%PASSWORD%`, `<your-token>`, `%s`. An identifier has no digits within letters, as a generated value has.
 */
const TEMPLATE =
  /^(?:[a-z]{2,}\w*(?:\.[a-z_]\w+)*\.[a-z]\w+(?:\(|\[["'a-z]).*|[a-z_]{3,}\((?:["'`)].*|[a-z_.]*\)?)?|(?:process|os|import|self|this|req|res|args|config|options|settings|env|var|local|data|module|params|props|ctx)(?:\??\.[a-zA-Z_]+)+|[$#]?\{\{?-?\s*[A-Za-z_][A-Za-z_.|\s()'":/?-]*\d?\s*\}?\}[;,]?|\{\d?\}|\$\(?[A-Z_]+\d?\)?|\$\(?[a-z_]+\d?\)?|%[A-Z_]+%|<\/?[a-z][a-z _-]*>?|<%.*|%[sdvr@])$/i;

/**
 * A constant (`BuildConfig.API_KEY`), a member in PHP (`$user->id`, `$_POST["…"]`), one in Ruby
 * (`params[:password]`), the output of a command (`$(cat …)`), a resource of
 * Terraform (`random_password.db.result`), and a type in Rust (`&str`).
 */
const REFERENCE =
  /^(?:[A-Z][A-Za-z]+(?:\.[A-Z][A-Za-z]+)*\.[A-Z][A-Z\d]*(?:_[A-Z\d]+)+$|\$\w+(?:\??->|::)[A-Za-z]|\$\w+\[["'$a-z]|@?[a-z_]{3,}\[:[a-z_]|\$\([a-z][\w.-]{1,24}(?:\s|$)|[a-z]+(?:_[a-z]+)+(?:\.[a-z_]+){2,4}$|&(?:'\w+\s)?(?:mut\s)?(?:str|String|\[u8\])$)/;

/** Variables of a shell in a login or before a path: `$USER:$PASS`, `$API_URL/users`. */
const SHELL_REFERENCE = /^\$\{?[A-Z_]+\}?(?::\$\{?[A-Z_]+\}?|\/[\w./-]*)$/;

const PLACEHOLDERS = [MASK, TEMPLATE, CALL, REFERENCE, SHELL_REFERENCE];

/** Returns true for a member whose name is that of the key: `password = form.password`, `this.token = token`. */
export function repeatsKey(key: string, value: string): boolean {
  const [, owner, name = ""] = MEMBER.exec(value) ?? [];
  if (name === "") return false;
  const keyName = key.slice(key.lastIndexOf(".") + 1).replace(/^_+/, "");
  return name.toLowerCase() === keyName.toLowerCase() && (owner !== undefined || OWN_MEMBER.test(key));
}

const MEMBER = /^[&*@$]?((?:[A-Za-z_]\w*\??(?:\.|->)){1,4})?_*([A-Za-z]\w*)(?:\(\)?|\))?;?$/;
/** `this.password` */
const OWN_MEMBER = /^(?:this|self|cls|me|[a-z]{1,2}|user|account|config|form|options|request|req)\._*\w+$/;
