/** Defines `error`, the event of an agent platform for an operation that failed. */

import { Public } from "../privacy/decorators/anonymize.js";
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";
import { sealError, TelemetryModel } from "../privacy/telemetry-model.js";
import { AgentEvent } from "./agent-events.js";
import { AGENT_ERROR_EVENT } from "./event-names.js";

export interface ErrorInput {
  /** The name of the error's class. */
  readonly type: string;
  readonly message: string;
  /** `error.stack`, as Node writes it. Any other text is not sent. */
  readonly stack?: string | undefined;
  /** @default "redacted" */
  readonly errorMessages?: ErrorMessages | undefined;
}

/** `error`: an operation failed. It is sent to learn which faults occur and where in the code. */
export class ErrorEvent extends AgentEvent<ErrorProperties> {
  static readonly EVENT_NAME = AGENT_ERROR_EVENT;

  constructor(input: ErrorInput) {
    super(ErrorEvent.EVENT_NAME, new ErrorProperties(input));
  }
}

@TelemetryModel.policy("error")
class ErrorProperties extends TelemetryModel {
  @Public({ purpose: "Which kind of error occurred: the name of its class." })
  error_type: string;
  @Public({
    purpose:
      "What went wrong: the first line of the error's message, redacted; not sent for errors whose messages quote their input.",
  })
  error_message: string | undefined;
  @Public({
    purpose: "Where in the code the error occurred: packages and Node by name, other files as keyed hashes.",
  })
  stack_trace: string | undefined;

  constructor({ type, message, stack, errorMessages = "redacted" }: ErrorInput) {
    super();
    const error = Object.assign(new Error(String(message)), {
      name: String(type),
      stack: String(stack ?? ""),
    });
    const sealed = sealError(error) as unknown as SealedError; // `Sealed` does not tell the shape that `sealError` documents
    this.error_type = String(sealed.type);
    this.error_message = errorMessages === "none" ? undefined : sealed.message;
    this.stack_trace = sealed.frames?.map(formatStackFrame).join("\n") || undefined;
  }
}

/** The shape of `sealError`'s result. */
interface SealedError {
  readonly type?: string;
  readonly message?: string;
  readonly frames?: readonly SealedFrame[];
}

interface SealedFrame {
  readonly file: string;
  readonly function?: string;
  readonly line?: number;
  readonly column?: number;
}

function formatStackFrame({ file, function: name, line, column }: SealedFrame): string {
  const location = [file, line, column].filter((part) => part !== undefined).join(":");
  return name === undefined ? `at ${location}` : `at ${name} (${location})`;
}
