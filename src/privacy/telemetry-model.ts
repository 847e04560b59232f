/** Offers sanitizing to a tool: as functions, and as the base class of its models. The sanitizer is loaded with the first call. */
import type { Sealed } from "../envelope.js";
import { LazyModule } from "../internal/lazy-module.js";
import type { UndeclaredPolicy } from "./conversions/conversion.js";
import { createPolicyDecorator, type PolicyDecorator } from "./decorators/anonymize.js";
import type { ClassLike } from "./decorators/declarations.js";
import { brandSealed } from "./sanitizer/sealed-brand.js";

const sanitizerModule = new LazyModule<typeof import("./sanitizer/serialize.js")>("sanitizer");

/** The result if the sanitizer's file is missing. */
const NOTHING = brandSealed(Object.freeze({}));

/**
 * Returns a model, or an event's properties, as the JSON that may be sent. Parts that may not be sent are omitted, and those
 * that need an opt-in. Never throws.
 *
 * HASH fields use the keys of the process's first telemetry client once that is on. These keys change with the id that its
 * events are sent under; fields declared `scope: "installation"` keep their key. Before the client is on, and if telemetry
 * is off, the keys are random and last as long as the process, so that no hash can be compared across runs.
 * @example
 * class Job {
 *   @Anonymize("HASH") cwd = "/home/jane/app";
 *   files = 12;
 * }
 * serializeForTelemetry(new Job()); // { cwd: "9f86d0…", files: 12 }
 */
export function serializeForTelemetry(model: object): Sealed {
  return sanitizerModule.tryLoad()?.serializeForTelemetry(model) ?? NOTHING;
}

/**
 * Returns an error, or any other value that was thrown, as frozen JSON that may be sent: `type`, `code`, `message`,
 * `frames` (innermost first) and up to eight `causes`. Never throws.
 *
 * The message is redacted and cut to its first line and 256 characters. It is omitted if errors of its kind quote their
 * input, as those of parsers, `node:assert` and zod do. A frame's file is `node_modules/x/…`, `node:…`, or for the app's
 * own files a digest like that of a HASH field. There are at most 50 frames, without source lines or arguments.
 * @example
 * try {
 *   JSON.parse("{");
 * } catch (error) {
 *   console.error(sealError(error)); // { type: "SyntaxError", frames: […] }
 * }
 */
export function sealError(error: unknown): Sealed {
  return sanitizerModule.tryLoad()?.sealError(error) ?? NOTHING;
}

/**
 * The base class of a tool's models. Extending it is a convenience, because declarations of any class are applied.
 * @example
 * class Job extends TelemetryModel {
 *   @Anonymize(AnonymityConversion.HASH) cwd = process.cwd();
 *   @Anonymize(AnonymityConversion.COUNT) files: string[] = [];
 *   mode = "full"; // undeclared: sent because it is a word
 * }
 */
export abstract class TelemetryModel {
  /**
   * Decides what happens to undeclared fields: `keep` sends their numbers, dates and words, `drop` omits them, and `error`
   * omits them and lets `assertDeclared` fail. Subclasses inherit the policy and may replace it.
   * @default "keep"
   * @example
   * @TelemetryModel.policy("error")
   * class Job extends TelemetryModel {}
   */
  static policy(policy: UndeclaredPolicy): PolicyDecorator {
    return createPolicyDecorator(policy);
  }

  /** Returns what would be sent of this model. */
  serializeForTelemetry(): Sealed {
    return serializeForTelemetry(this);
  }

  /**
   * Returns values that replace the sanitized ones. Their texts are undeclared. The value `undefined` removes a key.
   * @param sealed the JSON that would be sent without overrides; its parts are frozen
   * @example
   * class Job extends TelemetryModel {
   *   files = 12;
   *   override telemetryOverrides() {
   *     return { isLarge: this.files > 1000 };
   *   }
   * }
   */
  telemetryOverrides?(sealed: Readonly<Record<string, unknown>>): Record<string, unknown>;
}

/**
 * Asserts in a test that each field of a class is declared.
 * @param model a class, or an instance if the class needs arguments
 * @throws Error that names the undeclared fields
 * @example
 * class Job {
 *   @Anonymize("HASH") cwd = "/home/jane/app";
 * }
 * assertDeclared(Job);
 */
export function assertDeclared(model: ClassLike | object): void {
  sanitizerModule.load().assertDeclared(model);
}
