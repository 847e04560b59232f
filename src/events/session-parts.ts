/** Models the parts of `codeweaver_session`. The names of the fields are those that are sent. */
import { toErrorKinds } from "../models/closed-sets.js";
import type { Outcomes } from "../models/running-counts.js";
import type { SessionStatistics } from "../models/session-statistics.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";

const { AGGREGATE, BOOLEAN, COUNT, DISTRIBUTION } = AnonymityConversion;

@TelemetryModel.policy("error")
export class Setup extends TelemetryModel {
  @Anonymize(BOOLEAN, { purpose: "How many people are stopped by the setup and never get to search." })
  success: boolean;
  @Anonymize(AGGREGATE, {
    purpose: "How many attempts a setup takes, to see whether its instructions are clear.",
  })
  attempts: number;
  @Public({
    purpose:
      "Which kinds of configuration error (from a fixed list) need a better message; the texts of errors are not sent.",
  })
  errors: readonly string[];

  constructor(setup: {
    readonly success: boolean;
    readonly attempts: number;
    readonly errors: readonly string[];
  }) {
    super();
    this.success = setup.success;
    this.attempts = setup.attempts;
    this.errors = toErrorKinds(setup.errors);
  }
}

@TelemetryModel.policy("error")
export class Requests extends TelemetryModel {
  @Anonymize(AGGREGATE, { purpose: "How many requests a session makes, to size the tool's caches." })
  total: number;
  @Anonymize(AGGREGATE, { purpose: "How many requests are answered." })
  successful: number;
  @Anonymize(AGGREGATE, { purpose: "How many requests fail, to notice a release that breaks something." })
  failed: number;
  @Anonymize(AGGREGATE, { purpose: "Which share of the requests is answered, to compare releases." })
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
  @Anonymize(AGGREGATE, {
    purpose: "How long a call of a tool takes on average, to notice a release that is slower.",
  })
  avg_ms: number;
  @Anonymize(AGGREGATE, { purpose: "How long a usual call of a tool takes: the median." })
  p50_ms: number | undefined;
  @Anonymize(AGGREGATE, { purpose: "How long the slowest calls take, of which people complain." })
  p95_ms: number | undefined;
  @Anonymize(AGGREGATE, { purpose: "How many calls the durations are computed from, to weigh sessions." })
  n: number;

  constructor({ toolCalls }: SessionStatistics) {
    super();
    this.avg_ms = toolCalls.averageMs;
    this.p50_ms = toolCalls.p50Ms;
    this.p95_ms = toolCalls.p95Ms;
    this.n = toolCalls.count;
  }
}

@TelemetryModel.policy("error")
class HttpTiming extends TelemetryModel {
  @Anonymize(AGGREGATE, {
    purpose: "How long the health check takes on average, because other programs poll it.",
  })
  health_avg_ms: number;
  @Anonymize(AGGREGATE, { purpose: "How long a usual health check takes: the median." })
  health_p50_ms: number | undefined;
  @Anonymize(AGGREGATE, { purpose: "How long the slowest health checks take." })
  health_p95_ms: number | undefined;
  @Anonymize(AGGREGATE, { purpose: "How often the health check is polled." })
  health_n: number;

  constructor({ healthChecks }: SessionStatistics) {
    super();
    this.health_avg_ms = healthChecks.averageMs;
    this.health_p50_ms = healthChecks.p50Ms;
    this.health_p95_ms = healthChecks.p95Ms;
    this.health_n = healthChecks.count;
  }
}

@TelemetryModel.policy("error")
export class Timing extends TelemetryModel {
  @Public() tool_calls: ToolCallTiming;
  @Public() http: HttpTiming;

  constructor(statistics: SessionStatistics) {
    super();
    this.tool_calls = new ToolCallTiming(statistics);
    this.http = new HttpTiming(statistics);
  }
}

@TelemetryModel.policy("error")
export class Index extends TelemetryModel {
  @Anonymize(COUNT, {
    purpose: "How many files a session works on, to know for which sizes indexing must be fast.",
  })
  total_files: ReadonlyMap<string, string>;
  @Anonymize(DISTRIBUTION, { purpose: "Whether people search code, configuration or documents." })
  by_category: ReadonlyMap<string, number>;
  @Anonymize(AGGREGATE, { purpose: "How many operations on files a session makes, to find needless work." })
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
export class Failovers extends TelemetryModel {
  @Anonymize(BOOLEAN, { purpose: "How many sessions lose their vector store, to see how reliable it is." })
  occurred: boolean;
  @Anonymize(AGGREGATE, {
    purpose: "How often a session loses its store, to see whether a store that failed once keeps failing.",
  })
  count: number;
  @Anonymize(AGGREGATE, { purpose: "How long people work with another store." })
  time_seconds: number;
  @Public({
    purpose: "Which store is in use at the end (from a fixed list), to see whether the first one comes back.",
  })
  active_store: string;

  constructor({ failover }: SessionStatistics) {
    super();
    this.occurred = failover.count > 0;
    this.count = failover.count;
    this.time_seconds = failover.seconds;
    this.active_store = failover.activeStore;
  }
}
