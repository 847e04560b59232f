/** Defines the four events of an agent platform: `agent_usage`, `performance`, `error` and `system_info`. */
import { release } from "node:os";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import type { ErrorMessages } from "../privacy/errors/error-message.js";
import { type DeclaredText, getContent } from "../privacy/sanitizer/declared-text.js";
import { sealError, TelemetryModel } from "../privacy/sanitizer/serialize.js";
import { toMemberOrOther } from "./closed-words.js";
import type { ListedField } from "./manifest.js";
import { detectRuntime } from "./runtime-name.js";
import type { TelemetryEvent } from "./telemetry-event.js";

const { AGGREGATE, HASH } = AnonymityConversion;

/** Numbers, booleans and words. Any other text is removed, as from the properties of any event, unless it is declared. */
export type Details = Readonly<Record<string, number | boolean | string | DeclaredText>>;

/** An event whose properties are a model. */
abstract class AgentEvent<P extends TelemetryModel> implements TelemetryEvent {
  readonly #name: string;
  readonly #properties: P;

  constructor(name: string, properties: P) {
    this.#name = name;
    this.#properties = properties;
  }

  toPosthogEvent(): readonly [name: string, properties: P] {
    return [this.#name, this.#properties];
  }
}

/** Removes nested values of untyped callers, because the manifest lists only one level of details. */
function removeNestedValues(details: Details | undefined): Details | undefined {
  if (details === undefined || details === null) return undefined;
  const isFlat = ([, value]: readonly [string, unknown]) =>
    typeof value !== "object" || (value !== null && getContent(value) !== undefined);
  return Object.fromEntries(Object.entries(details).filter(isFlat));
}

/** Undeclared, so that the caller's texts are judged like those of any event. */
const USAGE_FIELDS = {
  operation: {
    type: "string",
    purpose: "What agents are used for: a word of the platform's, such as `discover`.",
  },
  "metadata.*": {
    type: "number | boolean | string",
    purpose: "How an operation went: numbers, yes or no, and words of the platform's.",
  },
} as const satisfies Readonly<Record<string, ListedField>>;

class AgentUsageProperties extends TelemetryModel {
  @Anonymize(HASH, {
    purpose:
      "How many different agents one process uses, or one machine in 30 days; the salt stays on this machine.",
  })
  agent_id_hash: string;
  operation: string;
  metadata: Details | undefined;

  constructor(agentId: string, operation: string, metadata: Details | undefined) {
    super();
    this.agent_id_hash = String(agentId);
    this.operation = operation;
    this.metadata = removeNestedValues(metadata);
  }
}

/** `agent_usage`: an agent was used. It is sent to learn which operations agents are used for. */
export class AgentUsageEvent extends AgentEvent<AgentUsageProperties> {
  static readonly EVENT_NAME = "agent_usage";

  get listedFields(): Readonly<Record<string, ListedField>> {
    return USAGE_FIELDS;
  }

  constructor(agentId: string, operation: string, metadata?: Details) {
    super(AgentUsageEvent.EVENT_NAME, new AgentUsageProperties(agentId, operation, metadata));
  }
}

/** The units of measures. Any other unit is sent as `other`. */
const KNOWN_UNITS = new Set(
  "ns us ms s min h d bytes kb mb gb count percent ratio tokens usd per_second per_minute".split(" "),
);

/** Undeclared, so that the caller's texts are judged like those of any event. */
const PERFORMANCE_FIELDS = {
  metric_name: {
    type: "string",
    purpose: "What was measured: a word of the platform's, such as `discovery_latency`.",
  },
  "tags.*": {
    type: "number | boolean | string",
    purpose: "What a measure belongs to: numbers, yes or no, and words of the platform's.",
  },
} as const satisfies Readonly<Record<string, ListedField>>;

class PerformanceProperties extends TelemetryModel {
  metric_name: string;
  @Anonymize(AGGREGATE, { purpose: "How fast, or how much, to see a release make it worse." })
  value: number;
  @Public({ purpose: "What the number counts.", sensitivity: "none" })
  unit: string;
  tags: Details | undefined;

  constructor(name: string, value: number, unit: string, tags: Details | undefined) {
    super();
    if (!Number.isFinite(value)) throw new RangeError("what was measured is a number"); // counted as `invalid_event`
    this.metric_name = name;
    this.value = value;
    this.unit = toMemberOrOther(KNOWN_UNITS, unit);
    this.tags = removeNestedValues(tags);
  }
}

/** `performance`: one measured number. It is sent to notice a release that makes something slower or larger. */
export class PerformanceEvent extends AgentEvent<PerformanceProperties> {
  static readonly EVENT_NAME = "performance";

  get listedFields(): Readonly<Record<string, ListedField>> {
    return PERFORMANCE_FIELDS;
  }

  constructor(name: string, value: number, unit: string, tags?: Details) {
    super(PerformanceEvent.EVENT_NAME, new PerformanceProperties(name, value, unit, tags));
  }
}

@TelemetryModel.policy("error")
class ErrorProperties extends TelemetryModel {
  @Public({ purpose: "Which kind of error it is: the name of its class." })
  error_type: string;
  @Public({
    purpose: "What went wrong: the message's first line, redacted, where it quotes nothing it was given.",
  })
  error_message: string | undefined;
  @Public({
    purpose: "Where in the code a fault is: packages and Node by name, other files as keyed hashes.",
  })
  stack_trace: string | undefined;

  constructor(type: string, message: string, stack: string | undefined, errorMessages: ErrorMessages) {
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

/** `error`: an operation failed. It is sent to learn which faults occur and where in the code. */
export class ErrorEvent extends AgentEvent<ErrorProperties> {
  static readonly EVENT_NAME = "error";

  /** @param stack `error.stack`, as Node writes it. Any other text is not sent. */
  constructor(type: string, message: string, stack?: string, errorMessages: ErrorMessages = "redacted") {
    super(ErrorEvent.EVENT_NAME, new ErrorProperties(type, message, stack, errorMessages));
  }
}

@TelemetryModel.policy("error")
class SystemInfoProperties extends TelemetryModel {
  @Public({ purpose: "Which operating systems to test on.", sensitivity: "none" })
  platform = process.platform;
  @Public({
    purpose: "Which versions of them: the first two numbers, for the exact one narrows down a machine.",
  })
  platform_version = release().match(/^\d+(?:\.\d+)?/)?.[0] ?? "unknown";
  @Public({
    purpose: "Which versions of the runtime to support; the major version only.",
    sensitivity: "none",
  })
  runtime_version = String(detectRuntime().major);
  @Public({ purpose: "Which runtime it is.", sensitivity: "none" })
  runtime_implementation = detectRuntime().name;
}

/** `system_info`: the operating system and the runtime. It is sent to learn which ones to test on and support. */
export class SystemInfoEvent extends AgentEvent<SystemInfoProperties> {
  static readonly EVENT_NAME = "system_info";

  constructor() {
    super(SystemInfoEvent.EVENT_NAME, new SystemInfoProperties());
  }
}
