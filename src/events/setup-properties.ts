/** Models the properties of `codeweaver_setup`. The names of the fields are those that are sent. */
import { toErrorKinds } from "../models/closed-sets.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";

/**
 * The result of one attempt.
 *
 * @example
 * const failed: SetupEventInput = { success: false, errors: ["missing_key", "network"] };
 * const succeeded: SetupEventInput = { success: true };
 * for (const attempt of [failed, succeeded]) captureSetupEvent(attempt, telemetry);
 */
export interface SetupEventInput {
  readonly success: boolean;
  /** Kinds of `ConfigErrorKind`. Any other text, such as an error's message, is sent as `other`. @default [] */
  readonly errors?: readonly string[] | undefined;
}

@TelemetryModel.policy("error")
export class SetupProperties extends TelemetryModel {
  @Anonymize(AnonymityConversion.BOOLEAN, { purpose: "How many attempts to set up the tool succeed." })
  success: boolean;
  @Public({
    purpose:
      "Which kinds of error (from a fixed list) need a better message; the texts of errors are not sent.",
  })
  errors: readonly string[];

  constructor({ success, errors = [] }: SetupEventInput) {
    super();
    this.success = success;
    this.errors = toErrorKinds(errors);
  }
}
