/** Defines three events of an agent platform: `agent_usage`, `performance` and `system_info`. */

import { release } from "node:os";
import { isRecord } from "../internal/record.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { type DeclaredText, getContent } from "../privacy/sanitizer/declared-text.js";
import { findObjectKind, ObjectKind } from "../privacy/sanitizer/object-kind.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { AGENT_USAGE_EVENT } from "./event-names.js";
import type { ListedField } from "./manifest.js";
import { detectRuntime } from "./runtime-name.js";
import type { TelemetryEvent } from "./telemetry-event.js";
import { parseUnit } from "./units.js";

const { AGGREGATE, HASH } = AnonymityConversion;

/**
 * Numbers, booleans and single words. Any other text is removed, as from the properties of any event, unless it is declared.
 * The keys are known where the object has a type of its own.
 *
 * @example
 * const details: Details = { duration_ms: 150, mode: "parallel", note: redacted("cannot read /srv/app") };
 * new AgentTelemetry().trackAgentUsage("backend-developer", "discover", details);
 */
export type Details<Keys extends PropertyKey = string> = {
  readonly [K in Keys]?: number | boolean | string | DeclaredText | null | undefined;
};

/** An event whose properties are a model. */
export abstract class AgentEvent<P extends TelemetryModel> implements TelemetryEvent {
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

/** Replaces a part that may not be sent. Sanitizing removes it and counts it, because JSON has no form for it. */
const NOT_LISTED = Symbol("not listed");

/**
 * Returns details without the nested values of untyped callers, because the manifest lists only one level. The result has the
 * class of the details, and with it their declarations.
 */
function removeNestedValues(details: unknown): unknown {
  if (details === undefined || details === null) return undefined;
  if (!isRecord(details)) return NOT_LISTED;
  const prototype: object | null = Object.getPrototypeOf(details);
  if (findObjectKind(prototype) !== ObjectKind.PROPERTIES) return NOT_LISTED;
  const nested = Object.keys(details).filter((key) => !isFlat(details[key]));
  if (nested.length === 0) return details;
  const flat: object = Object.create(prototype, Object.getOwnPropertyDescriptors(details));
  for (const key of nested) Reflect.defineProperty(flat, key, { value: NOT_LISTED, enumerable: true });
  return flat;
}

function isFlat(value: unknown): boolean {
  return typeof value !== "object" || value === null || getContent(value) !== undefined;
}

/** The fields without a declaration. Their texts come from the caller, so they are sent only if they are single words. */
const USAGE_FIELDS = {
  operation: {
    type: "string",
    purpose: "What agents are used for: a word that the platform chose, such as `discover`.",
  },
  "metadata.*": {
    type: "number | boolean | string",
    purpose: "How an operation went: numbers, yes or no, and words that the platform chose.",
  },
} as const satisfies Readonly<Record<string, ListedField>>;

class AgentUsageProperties extends TelemetryModel {
  @Anonymize(HASH, {
    purpose: "How many different agents one process uses, or one machine in 30 days; a keyed hash.",
  })
  agent_id_hash: string;
  operation: string;
  metadata: unknown;

  constructor(agentId: string, operation: string, metadata: Details | undefined) {
    super();
    this.agent_id_hash = String(agentId);
    this.operation = operation;
    this.metadata = removeNestedValues(metadata);
  }
}

/** `agent_usage`: an agent was used. It is sent to learn which operations agents are used for. */
export class AgentUsageEvent extends AgentEvent<AgentUsageProperties> {
  static readonly EVENT_NAME = AGENT_USAGE_EVENT;

  get listedFields(): Readonly<Record<string, ListedField>> {
    return USAGE_FIELDS;
  }

  constructor(agentId: string, operation: string, metadata?: Details) {
    super(AgentUsageEvent.EVENT_NAME, new AgentUsageProperties(agentId, operation, metadata));
  }
}

/** The fields without a declaration, like `USAGE_FIELDS`. */
const PERFORMANCE_FIELDS = {
  metric_name: {
    type: "string",
    purpose: "What was measured: a word that the platform chose, such as `discovery_latency`.",
  },
  "tags.*": {
    type: "number | boolean | string",
    purpose: "What a measure belongs to: numbers, yes or no, and words that the platform chose.",
  },
} as const satisfies Readonly<Record<string, ListedField>>;

class PerformanceProperties extends TelemetryModel {
  metric_name: string;
  @Anonymize(AGGREGATE, { purpose: "The measured number, to notice a release that makes it worse." })
  value: number;
  @Public({ purpose: "The unit of the measured number.", sensitivity: "none" })
  unit: string;
  tags: unknown;

  constructor(name: string, value: number, unit: string, tags: Details | undefined) {
    super();
    if (!Number.isFinite(value)) throw new RangeError("the measured value is not a finite number"); // counted as `invalid_event`
    this.metric_name = name;
    this.value = value;
    this.unit = parseUnit(unit);
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
class SystemInfoProperties extends TelemetryModel {
  @Public({ purpose: "Which operating systems to test on.", sensitivity: "none" })
  platform = process.platform;
  @Public({
    purpose:
      "Which versions of operating systems to test on: the first two numbers, because an exact version could identify a machine.",
  })
  platform_version = release().match(/^\d+(?:\.\d+)?/)?.[0] ?? "unknown";
  @Public({
    purpose: "Which versions of the runtime to support; the major version only.",
    sensitivity: "none",
  })
  runtime_version = String(detectRuntime().major);
  @Public({ purpose: "Which runtimes to support: Node, Bun or Deno.", sensitivity: "none" })
  runtime_implementation = detectRuntime().name;
}

/** `system_info`: the operating system and the runtime. It is sent to learn which ones to test on and support. */
export class SystemInfoEvent extends AgentEvent<SystemInfoProperties> {
  static readonly EVENT_NAME = "system_info";

  constructor() {
    super(SystemInfoEvent.EVENT_NAME, new SystemInfoProperties());
  }
}
