/** Defines `mcp_tool_call`, which `withTelemetry` captures for each call of an MCP server's tool. */

import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { toWordOrOther } from "../privacy/sanitizer/undeclared-text.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { TOOL_CALL_EVENT } from "./event-names.js";
import type { TelemetryEvent } from "./telemetry-event.js";

export interface ToolCallInput {
  /** The name under which the tool was registered: by the server's author, or from a file of the person who runs the server. */
  readonly name: string;
  /** Whether the server's author has listed the name, so that it is sent as it is. */
  readonly isListed: boolean;
  readonly durationMs: number;
  readonly success: boolean;
}

export class ToolCallEvent implements TelemetryEvent {
  static readonly EVENT_NAME = TOOL_CALL_EVENT;
  readonly #input: ToolCallInput;

  constructor(input: ToolCallInput) {
    this.#input = input;
  }

  toPosthogEvent(): readonly [name: string, properties: ToolCallProperties] {
    return [ToolCallEvent.EVENT_NAME, new ToolCallProperties(this.#input)];
  }
}

@TelemetryModel.policy("error")
class ToolCallProperties extends TelemetryModel {
  @Public({
    purpose:
      "Which of the server's tools are used. A name that is neither listed by the author nor a single word is sent as `other`.",
    sensitivity: "usage",
  })
  tool_name: string;
  @Anonymize(AnonymityConversion.AGGREGATE, {
    purpose: "How long calls of tools take, to notice a release that is slower.",
  })
  duration_ms: number;
  @Anonymize(AnonymityConversion.BOOLEAN, {
    purpose: "Whether calls of tools succeed, to notice a release that breaks something.",
  })
  success: boolean;

  constructor({ name, isListed, durationMs, success }: ToolCallInput) {
    super();
    this.tool_name = isListed ? name : toWordOrOther(name);
    this.duration_ms = Math.round(durationMs);
    this.success = success;
  }
}
