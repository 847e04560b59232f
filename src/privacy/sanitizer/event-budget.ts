/** Keeps one event within its limits: bytes, keys, levels, and the time that reading its values may take. */

import type { Declaration } from "../conversions/conversion.js";
import type { ValueReader } from "../conversions/value-reader.js";
import { PLAIN_PLAN } from "./class-plan.js";
import {
  MAX_CHARACTER_BYTES,
  MAX_NUMBER_BYTES,
  MAX_OWN_BYTES,
  MAX_OWN_KEYS,
  measureJsonText,
} from "./event-size.js";
import type { Omission } from "./omission.js";
import type { OmissionReporter } from "./omission-reporter.js";
import { getPlanForPrototype } from "./plan-cache.js";
import { MAX_SCANNED_LENGTH, redactDeclaredText } from "./text-redaction.js";
import { isSendable, isSendableProgramId, KEY_RULES, recallIsWord } from "./undeclared-text.js";

/** Values that are read for one event. It bounds the time where the size does not. */
const MAX_VISITS = 20_000;
/**
 * Characters that are redacted for one event. 128 texts of 256 characters fill its 32 KB, and up to 4,096 characters are
 * redacted for each: 128 × 4,096.
 */
const MAX_SCANNED = 512 * 1024;

/** The smallest property is `"":0`. With fewer bytes left, nothing more fits. */
const MIN_BYTES = 4;
/** Texts longer than this are measured at once, because their upper bound would be far too high. */
const MAX_ESTIMATED_LENGTH = 64;

/**
 * Counts what one event may still contain. A part that does not fit is omitted, and the event is sent without it.
 *
 * Numbers and short texts are counted at an upper bound, because measuring them takes longer than copying them. They are
 * measured only when the bounds together reach the limit.
 */
export class EventBudget implements ValueReader {
  readonly #reporter: OmissionReporter;
  readonly #estimated: (string | number)[] = [];
  #keys = MAX_OWN_KEYS;
  #visits = MAX_VISITS;
  #scanned = MAX_SCANNED;
  #bytes = MAX_OWN_BYTES - 2; // without the outer braces
  /** Nothing more fits, so nothing more is read. */
  #isFull = false;

  constructor(reporter: OmissionReporter) {
    this.#reporter = reporter;
  }

  /** Counts one more value that is read. Returns false, and a loop stops, when nothing more may be read. */
  visit(): boolean {
    if (this.#isFull || this.#visits <= 0) return this.#refuse("size");
    this.#visits--;
    return true;
  }

  *readEntries(value: object): Generator<readonly [string, unknown]> {
    const prototype: object | null = Object.getPrototypeOf(value);
    const plan = prototype === null ? PLAIN_PLAN : getPlanForPrototype(prototype);
    for (const name of Object.keys(value))
      if (isReadable(plan.getDeclaration(name))) yield [name, Reflect.get(value, name)];
  }

  isDistributionKey(text: string): boolean {
    return recallIsWord(text) === true || (this.takeScan(text) && KEY_RULES.distribution(text));
  }

  /**
   * Returns whether an undeclared text may be sent.
   * @param identifyingKey see `ValueContext`. It does not identify the text as sensitive or as a person's.
   */
  isSendable(text: string, identifyingKey: string | undefined): boolean {
    return recallIsWord(text) === true || (this.takeScan(text) && isSendable(text, identifyingKey));
  }

  /**
   * Redacts a declared text and cuts it. Returns undefined when no more may be redacted.
   * @param identifyingKey see `ValueContext`
   */
  redact(text: string, identifyingKey: string | undefined): string | undefined {
    if (!this.takeScan(text)) return undefined;
    const isId = identifyingKey !== undefined && isSendableProgramId(text, identifyingKey);
    return isId ? text : redactDeclaredText(text);
  }

  /** @param bytes of the key with its quotes, its colon and a comma */
  takeKey(bytes: number): boolean {
    if (this.#keys <= 0) return this.#finish("keys");
    if (!this.takeBytes(bytes)) return false;
    this.#keys--;
    return true;
  }

  /** Gives back what was counted for a key whose value was omitted. */
  releaseKey(bytes: number): void {
    this.#keys++;
    this.#bytes += bytes;
    this.#isFull = false;
  }

  takeBytes(bytes: number): boolean {
    if (bytes > this.#bytes) this.#measureEstimated();
    if (this.#bytes < MIN_BYTES && bytes > this.#bytes) return this.#finish("size");
    if (bytes > this.#bytes) return this.#refuse("size");
    this.#bytes -= bytes;
    return true;
  }

  /** Counts a finite number. */
  takeNumber(number: number): boolean {
    if (Number.isInteger(number) && number >= 0 && number < 10_000)
      return this.takeBytes(number < 10 ? 1 : number < 100 ? 2 : number < 1000 ? 3 : 4);
    if (this.#bytes < MAX_NUMBER_BYTES) return this.takeBytes(String(number).length);
    this.#bytes -= MAX_NUMBER_BYTES;
    this.#estimated.push(number);
    return true;
  }

  takeText(text: string): boolean {
    const bytes = text.length * MAX_CHARACTER_BYTES + 2;
    if (text.length > MAX_ESTIMATED_LENGTH || this.#bytes < bytes)
      return this.takeBytes(measureJsonText(text));
    this.#bytes -= bytes;
    this.#estimated.push(text);
    return true;
  }

  /** Reports a part that is not sent. */
  omit(reason: Omission): undefined {
    this.#reporter.omit(reason);
  }

  /** Reports a part that is not sent because its key stands for a secret or a person. */
  omitIdentified(): undefined {
    this.#reporter.omit("undeclared_text", true);
  }

  /** Counts the characters of a text before it is redacted. Returns false when no more may be redacted. */
  takeScan(text: string): boolean {
    if (this.#scanned <= 0) return this.#finish("size");
    this.#scanned -= Math.min(text.length, MAX_SCANNED_LENGTH);
    return true;
  }

  /** Replaces the upper bounds by what the values take. */
  #measureEstimated(): void {
    for (const value of this.#estimated)
      this.#bytes +=
        typeof value === "number"
          ? MAX_NUMBER_BYTES - String(value).length
          : value.length * MAX_CHARACTER_BYTES + 2 - measureJsonText(value);
    this.#estimated.length = 0;
  }

  #finish(reason: Omission): false {
    this.#isFull = true;
    return this.#refuse(reason);
  }

  #refuse(reason: Omission): false {
    this.#reporter.omit(reason);
    return false;
  }
}

/** A conversion does not read fields that are forbidden, or for which the person would have to opt in. */
function isReadable(declaration: Declaration | undefined): boolean {
  return declaration === undefined || (declaration.conversion !== "FORBIDDEN" && !declaration.options.optIn);
}
