/** Defines `codeweaver_session`, which has the sums of one session of a code-search tool and is captured at its end. */
import { ConfigErrorKind, parseMember } from "../models/closed-sets.js";
import type { Outcomes } from "../models/running-counts.js";
import type { SessionStatistics } from "../models/session-statistics.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/sanitizer/serialize.js";
import type { ListedField } from "./manifest.js";
import type { TelemetryEvent } from "./telemetry-event.js";

const { AGGREGATE, BOOLEAN, COUNT, DISTRIBUTION } = AnonymityConversion;

/** Facts of a session besides its statistics. */
export interface SessionEventInput {
  /** The tool's version. @default undefined */
  readonly version?: string;
  /** Whether the set-up succeeded. @default true */
  readonly setupSuccess?: boolean;
  /** The number of attempts to set the tool up. @default 1 */
  readonly setupAttempts?: number;
  /** Kinds of `ConfigErrorKind`. Any other text, such as an error's message, is sent as `other`. @default [] */
  readonly configErrors?: readonly string[];
  /** Seconds. @default the time since the statistics were created */
  readonly durationSeconds?: number;
}

/**
 * The event of one session, for `captureFromEvent`. `captureSessionEvent` creates and captures it in one call.
 *
 * @example
 * const statistics = new SessionStatistics();
 * statistics.addSuccessfulRequest();
 * statistics.recordToolCall("find_code", 12.5);
 * telemetry.captureFromEvent(new SessionEvent(statistics, { version: "1.4.0" }));
 */
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

  /** The property that `telemetryOverrides` adds. */
  get listedFields(): Readonly<Record<string, ListedField>> {
    return {
      version: {
        type: "string",
        purpose: "Which version of the tool it was, to tell which release improved or broke something.",
        sensitivity: "none",
      },
    };
  }
}

// The names of the fields below are those that are sent.

@TelemetryModel.policy("error")
class Setup extends TelemetryModel {
  @Anonymize(BOOLEAN, { purpose: "How many people are stopped by the set-up and never get to search." })
  success: boolean;
  @Anonymize(AGGREGATE, { purpose: "How many attempts a set-up takes: whether its instructions are clear." })
  attempts: number;
  @Public({
    purpose:
      "Which kinds of configuration error (a closed set) need a better message; their texts stay here.",
  })
  errors: readonly string[];

  constructor({ setupSuccess = true, setupAttempts = 1, configErrors = [] }: SessionEventInput) {
    super();
    this.success = setupSuccess;
    this.attempts = setupAttempts;
    this.errors = configErrors.map((kind) => parseMember(ConfigErrorKind, kind, "other"));
  }
}

@TelemetryModel.policy("error")
class Requests extends TelemetryModel {
  @Anonymize(AGGREGATE, { purpose: "How much a session asks of the tool, to size its caches." })
  total: number;
  @Anonymize(AGGREGATE, { purpose: "How much of it is answered." })
  successful: number;
  @Anonymize(AGGREGATE, { purpose: "How much of it fails, to notice a release that breaks something." })
  failed: number;
  @Anonymize(AGGREGATE, { purpose: "Reliability as one number to compare releases by." })
  success_rate: number;

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
  @Anonymize(AGGREGATE, { purpose: "Whether calls of the tool are fast enough for whoever waits for them." })
  avg_ms: number;
  @Anonymize(AGGREGATE, { purpose: "How many calls that average stands on." })
  count: number;

  constructor({ toolCalls }: SessionStatistics) {
    super();
    this.avg_ms = toolCalls.averageMs;
    this.count = toolCalls.count;
  }
}

@TelemetryModel.policy("error")
class HttpTiming extends TelemetryModel {
  @Anonymize(AGGREGATE, { purpose: "Whether the health check, which others poll, stays cheap." })
  health_avg_ms: number;
  @Anonymize(AGGREGATE, { purpose: "How often the health check is polled." })
  health_count: number;

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
  @Anonymize(AGGREGATE, { purpose: "What indexing and searching cost in embedding and reranking tokens." })
  embedding: number;
  @Anonymize(AGGREGATE, { purpose: "What answers cost the models that read them." })
  delivered: number;
  @Anonymize(AGGREGATE, { purpose: "Whether the tool spares tokens at all, which is what it is for." })
  saved: number;
  @Anonymize(AGGREGATE, { purpose: "What that comes to in dollars, at list prices." })
  savings_usd: number;

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
  @Anonymize(COUNT, { purpose: "How large the trees are that indexing has to be fast for." })
  total_files: ReadonlyMap<string, string>;
  @Anonymize(DISTRIBUTION, { purpose: "Whether people search code, configuration or documents." })
  by_category: ReadonlyMap<string, number>;
  @Anonymize(AGGREGATE, { purpose: "How much indexing goes on in a session, to find needless work." })
  total_operations: number;
  @Anonymize(DISTRIBUTION, {
    purpose: "Which languages to support next; only names that GitHub Linguist lists.",
  })
  languages: ReadonlyMap<string, number>;

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
  @Anonymize(BOOLEAN, { purpose: "How many sessions lose their store, to decide on its reliability." })
  occurred: number;
  @Anonymize(AGGREGATE, { purpose: "Whether a store that failed once keeps failing." })
  count: number;
  @Anonymize(AGGREGATE, { purpose: "How long people work on the stand-in." })
  time_seconds: number;
  @Public({ purpose: "Whether the first store comes back (a closed set)." })
  active_store: string;

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
  @Anonymize(AGGREGATE, { purpose: "How long sessions are, to which all the counts below relate." })
  duration_seconds: number;
  @Public() setup: Setup;
  @Public() requests: Requests;
  @Public() http_requests: Requests;
  @Public() timing: Timing;
  @Public() tokens: Tokens;
  @Public() index: Index;
  @Public() failover: FailoverSummary;
  @Anonymize(DISTRIBUTION, { purpose: "Which kinds of code construct to rank higher (a closed set)." })
  semantic: ReadonlyMap<string, number>;
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

  /** The version is a text of the caller's and undeclared, so it is sent if it is a single word. */
  override telemetryOverrides(): Record<string, unknown> {
    return this.#version === undefined ? {} : { version: this.#version };
  }
}
