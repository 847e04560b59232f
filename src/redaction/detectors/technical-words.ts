/** Recognizes products and phrases that have the form of a person's or a company's name: `Adam Optimizer`, `Java SE`. */
import type { ScannedText } from "../scanned-text.js";

/** Words after a first name that is also the name of a product, a method or a month. None is a usual last name. */
const TECHNICAL_WORDS = new Set(
  (
    "Algorithm Agent API App Application Audio Build CLI Client Cloud Code Compiler Config Criterion Database DB Desktop " +
    "Docs Documentation Driver Editor Engine Error Exception Extension Feb Format Form Framework Function Guide Health IDE " +
    "Image Index Jan Json Kernel Language Library Loader Mar Method Model Models Module Modules Mon Net Network Node Notation " +
    "Optimizer Package Parser Plugin Plugins Pro Project Protocol Release Renderer Runtime Schema SDK Search Server Service " +
    "Site Sort Standard Studio Sun Sync Syntax Team Template Templates Test Tests Theme Themes Toolkit Tool Tools Transform " +
    "Tue Version Wed Thu Fri Sat Wiki Workspace"
  ).split(" "),
);

export function isTechnicalWord(word: string): boolean {
  return TECHNICAL_WORDS.has(word);
}

/** Words before a legal form in labels of an interface and in messages: `Select Company`, `Rate Limited`, `Java SE`. */
const BEFORE_COMPANY = new Set(
  (
    "A An The This That Each Every Any No Your My Our Their Its His Her New Add Edit Create Delete Remove Select Update Find " +
    "Get Set Show View Choose Search Import Export Same Parent Current Default Invalid Unknown Missing Example Test Sample"
  ).split(" "),
);
const BEFORE_LIMITED = new Set(
  "Rate Time Access Memory Space Size Speed CPU GPU IO Data Resource Resources Bandwidth Support Availability Very Is Are Not Only Highly Use".split(
    " ",
  ),
);
const BEFORE_EDITION = new Set("Java JDK iPhone Watch Galaxy Windows Solaris Lite Platform".split(" "));
const SQL_BEFORE = /\b(?:select|from|join|with|cast|count|sum|avg|min|max|distinct)\b/i;

/**
 * Returns true if the word before a legal form makes it a phrase or a product.
 *
 * @param start of the word directly before the form
 * @param end of the legal form
 */
export function isOrdinaryPhrase(text: ScannedText, start: number, wordEnd: number, end: number): boolean {
  const word = text.slice(start, wordEnd);
  const form = text.slice(wordEnd, end).replace(/^[, ]+/, "");
  if (form === "Limited") return BEFORE_LIMITED.has(word);
  if (form === "SE") return BEFORE_EDITION.has(word);
  if (form === "AS") return SQL_BEFORE.test(text.slice(Math.max(0, start - 120), wordEnd));
  return BEFORE_COMPANY.has(word);
}
