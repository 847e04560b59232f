/** `codeweaver_session`: what a session came to, sent at its end. */
import type { SessionStatistics } from "../models/session-statistics.js";
import type { Outcomes } from "../models/tallies.js";
import { ConfigErrorKind, within } from "../models/vocabulary.js";
import { Anonymize, Public } from "../privacy/anonymize.js";
import { AnonymityConversion } from "../privacy/conversion.js";
import { TelemetryModel } from "../privacy/serialize.js";
import type { TelemetryEvent } from "./event.js";

const { AGGREGATE, BOOLEAN, COUNT, DISTRIBUTION } = AnonymityConversion;

export interface SessionEventInput {
  /** The tool's version. */
  readonly version?: string;
  readonly setupSuccess?: boolean;
  readonly setupAttempts?: number;
  /** Kinds of `ConfigErrorKind`; anything else, such as an error's text, leaves as `other`. */
  readonly configErrors?: readonly string[];
  /** By default the time since the statistics were made. */
  readonly durationSeconds?: number;
}

export class SessionEvent implements TelemetryEvent {
  static readonly EVENT_NAME = "codeweaver_session";
  readonly #statistics: SessionStatistics;
  readonly #input: SessionEventInput;

  constructor(statistics: SessionStatistics, input: SessionEventInput = {}) {
    this.#statistics = statistics;
    this.#input = input;
  }

  toPosthogEvent(): readonly [name: string, properties: SessionProperties] {
    return [SessionEvent.EVENT_NAME, new SessionProperties(this.#statistics, this.#input)];
  }
}

// From here on fields are named as on the wire.

@TelemetryModel.policy("error")
class Setup extends TelemetryModel {
  @Anonymize(BOOLEAN) success: boolean;
  @Anonymize(AGGREGATE) attempts: number;
  @Public() errors: readonly string[];

  constructor({ setupSuccess = true, setupAttempts = 1, configErrors = [] }: SessionEventInput) {
    super();
    this.success = setupSuccess;
    this.attempts = setupAttempts;
    this.errors = configErrors.map((kind) => within(ConfigErrorKind, kind, "other"));
  }
}

@TelemetryModel.policy("error")
class Requests extends TelemetryModel {
  @Anonymize(AGGREGATE) total: number;
  @Anonymize(AGGREGATE) successful: number;
  @Anonymize(AGGREGATE) failed: number;
  @Anonymize(AGGREGATE) success_rate: number;

  constructor({ total, successful, failed, successRate }: Outcomes) {
    super();
    this.total = total;
    this.successful = successful;
    this.failed = failed;
    this.success_rate = successRate;
  }
}

@TelemetryModel.policy("error")
class ToolCallTiming extends TelemetryModel {
  @Anonymize(AGGREGATE) avg_ms: number;
  @Anonymize(AGGREGATE) count: number;

  constructor({ toolCalls }: SessionStatistics) {
    super();
    this.avg_ms = toolCalls.averageMs;
    this.count = toolCalls.count;
  }
}

@TelemetryModel.policy("error")
class HttpTiming extends TelemetryModel {
  @Anonymize(AGGREGATE) health_avg_ms: number;
  @Anonymize(AGGREGATE) health_count: number;

  constructor({ httpTimings }: SessionStatistics) {
    super();
    this.health_avg_ms = httpTimings.get("health")?.averageMs ?? 0;
    this.health_count = httpTimings.get("health")?.count ?? 0;
  }
}

@TelemetryModel.policy("error")
class Timing extends TelemetryModel {
  @Public() tool_calls: ToolCallTiming;
  @Public() http: HttpTiming;

  constructor(statistics: SessionStatistics) {
    super();
    this.tool_calls = new ToolCallTiming(statistics);
    this.http = new HttpTiming(statistics);
  }
}

@TelemetryModel.policy("error")
class Tokens extends TelemetryModel {
  @Anonymize(AGGREGATE) embedding: number;
  @Anonymize(AGGREGATE) delivered: number;
  @Anonymize(AGGREGATE) saved: number;
  @Anonymize(AGGREGATE) savings_usd: number;

  constructor({ tokenSums }: SessionStatistics) {
    super();
    this.embedding = tokenSums.embedding;
    this.delivered = tokenSums.delivered;
    this.saved = tokenSums.saved;
    this.savings_usd = tokenSums.savingsUsd;
  }
}

@TelemetryModel.policy("error")
class Index extends TelemetryModel {
  @Anonymize(COUNT) total_files: ReadonlyMap<string, string>;
  @Anonymize(DISTRIBUTION) by_category: ReadonlyMap<string, number>;
  @Anonymize(AGGREGATE) total_operations: number;
  @Anonymize(DISTRIBUTION) languages: ReadonlyMap<string, number>;

  constructor(statistics: SessionStatistics) {
    super();
    this.total_files = statistics.files;
    this.by_category = statistics.categories;
    this.total_operations = statistics.totalFileOperations;
    this.languages = statistics.languages;
  }
}

@TelemetryModel.policy("error")
class FailoverSummary extends TelemetryModel {
  @Anonymize(BOOLEAN) occurred: number;
  @Anonymize(AGGREGATE) count: number;
  @Anonymize(AGGREGATE) time_seconds: number;
  @Public() active_store: string;

  constructor({ failover }: SessionStatistics) {
    super();
    this.occurred = failover.count;
    this.count = failover.count;
    this.time_seconds = failover.seconds;
    this.active_store = failover.activeStore;
  }
}

@TelemetryModel.policy("error")
export class SessionProperties extends TelemetryModel {
  @Anonymize(AGGREGATE) duration_seconds: number;
  @Public() setup: Setup;
  @Public() requests: Requests;
  @Public() http_requests: Requests;
  @Public() timing: Timing;
  @Public() tokens: Tokens;
  @Public() index: Index;
  @Public() failover: FailoverSummary;
  @Anonymize(DISTRIBUTION) semantic: ReadonlyMap<string, number>;
  readonly #version: string | undefined;

  constructor(statistics: SessionStatistics, input: SessionEventInput) {
    super();
    this.duration_seconds = input.durationSeconds ?? statistics.durationSeconds;
    this.setup = new Setup(input);
    this.requests = new Requests(statistics.requests);
    this.http_requests = new Requests(statistics.httpRequests);
    this.timing = new Timing(statistics);
    this.tokens = new Tokens(statistics);
    this.index = new Index(statistics);
    this.failover = new FailoverSummary(statistics);
    this.semantic = statistics.semanticUses;
    this.#version = input.version;
  }

  /** The version is the caller's string, so it goes the guarded way. */
  override telemetryOverrides(): Record<string, unknown> {
    return this.#version === undefined ? {} : { version: this.#version };
  }
}
