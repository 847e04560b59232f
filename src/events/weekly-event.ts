/** Defines `telemetry_week`, the report of an installation about one week, which is computed on this machine. */
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { WEEKLY_EVENT } from "./event-names.js";
import type { ListedField } from "./manifest.js";
import { listSentNumbers, type MetricResult } from "./metric-aggregation.js";
import { type BaselineSums, BaselineTokens, SavedTokens } from "./session-tokens.js";
import type { TelemetryEvent } from "./telemetry-event.js";
import { BASELINES, MAX_CALLS, OWN_METRICS } from "./weekly-metrics.js";

const { AGGREGATE, BOOLEAN } = AnonymityConversion;

/** More sessions in one week are sent as this number. Very few people have more. */
const MAX_SESSIONS = 1000;

export interface WeeklyEventInput {
  /** The ISO week, such as `2026-W48`. */
  readonly week: string;
  /** The tool's version that counted last in this week. */
  readonly version: string | undefined;
  readonly sessions: number;
  readonly wasActiveWeekBefore: boolean;
  readonly wasActiveFourWeeksBefore: boolean;
  /** The results by metric. */
  readonly results: ReadonlyMap<string, MetricResult>;
}

@TelemetryModel.policy("error")
class SearchTime extends TelemetryModel {
  @Anonymize(AGGREGATE, { purpose: "How long a usual search of the week took: the median." })
  p50_ms: number;
  @Anonymize(AGGREGATE, { purpose: "How long the slowest searches of the week took." })
  p95_ms: number;
  @Anonymize(AGGREGATE, { purpose: "How many searches both are computed from." })
  n: number;

  constructor({ p50, p95, n }: NonNullable<MetricResult["quantiles"]>) {
    super();
    this.p50_ms = p50;
    this.p95_ms = p95;
    this.n = Math.min(n, MAX_CALLS);
  }
}

/** The properties. All numbers are of one week, and are clipped. Those of events that the tool does not capture are absent. */
@TelemetryModel.policy("error")
class WeeklyProperties extends TelemetryModel {
  @Public({ purpose: "Which week the numbers are of, such as `2026-W48`." })
  week: string;
  @Public({
    purpose: "Which version of the tool had these numbers. A later version may send them.",
    sensitivity: "none",
  })
  tool_version: string | undefined;
  @Anonymize(AGGREGATE, { purpose: "How much the tool is used: how many sessions the week had." })
  sessions: number;
  @Anonymize(BOOLEAN, { purpose: "How many people come back: whether the tool was used in the week before." })
  active_week_before: boolean;
  @Anonymize(BOOLEAN, {
    purpose: "How many people use the tool for long: whether it was used four weeks before.",
  })
  active_four_weeks_before: boolean;
  @Anonymize(AGGREGATE, { purpose: "How many searches a week has." })
  searches: number | undefined;
  @Anonymize(AGGREGATE, { purpose: "How many searches succeed." })
  search_successes: number | undefined;
  @Anonymize(AGGREGATE, { purpose: "How many searches fail, to see how many people a fault concerns." })
  search_errors: number | undefined;
  @Public() search_time: SearchTime | undefined;
  @Public({
    purpose: "Which strategies of search people use, to drop those nobody needs.",
  })
  features: readonly string[] | undefined;
  @Public({ purpose: "Which settings of the tool were set in the week; their values are not sent." })
  settings_used: readonly string[] | undefined;
  @Anonymize(AGGREGATE, { purpose: "How many tokens the answers of a week have." })
  tokens_delivered: number | undefined;
  @Public() tokens_baseline: BaselineTokens | undefined;
  @Public() tokens_saved: SavedTokens | undefined;
  @Anonymize(AGGREGATE, { purpose: "How many calls of MCP tools a week has." })
  tool_calls: number | undefined;
  @Anonymize(AGGREGATE, { purpose: "How many calls of MCP tools fail." })
  tool_errors: number | undefined;
  @Anonymize(AGGREGATE, { purpose: "How many calls of agents a week has." })
  agent_calls: number | undefined;
  @Public({
    purpose:
      "Which models agents use, to test with those; at most eight words. A name that is not one word is `other`.",
  })
  models_used: readonly string[] | undefined;
  @Anonymize(AGGREGATE, { purpose: "How many operations of an agent platform fail." })
  agent_errors: number | undefined;
  @Anonymize(AGGREGATE, { purpose: "How many errors the tool reports in a week." })
  exceptions: number | undefined;
  readonly #results: ReadonlyMap<string, MetricResult>;

  constructor(input: WeeklyEventInput) {
    super();
    const getNumber = (name: string) => input.results.get(name)?.number;
    const searchTime = input.results.get("search_ms")?.quantiles;
    this.week = input.week;
    this.tool_version = input.version;
    this.sessions = Math.min(input.sessions, MAX_SESSIONS);
    this.active_week_before = input.wasActiveWeekBefore;
    this.active_four_weeks_before = input.wasActiveFourWeeksBefore;
    this.searches = getNumber("searches");
    this.search_successes = getNumber("search_successes");
    this.search_errors = getNumber("search_errors");
    this.search_time = searchTime && new SearchTime(searchTime);
    this.features = input.results.get("features")?.words;
    this.settings_used = input.results.get("settings_used")?.words;
    this.tokens_delivered = getNumber("tokens_delivered");
    const savings = createSavings(getNumber);
    if (Object.keys(savings).length > 0) {
      this.tokens_baseline = new BaselineTokens(savings);
      this.tokens_saved = new SavedTokens(savings);
    }
    this.tool_calls = getNumber("tool_calls");
    this.tool_errors = getNumber("tool_errors");
    this.agent_calls = getNumber("agent_calls");
    this.models_used = input.results.get("models_used")?.words;
    this.agent_errors = getNumber("agent_errors");
    this.exceptions = getNumber("exceptions");
    this.#results = input.results;
  }

  /** The author's metrics are numbers under names that the author wrote. */
  override telemetryOverrides(): Record<string, unknown> {
    const metrics = [...this.#results].flatMap(([path, result]) =>
      path.startsWith(OWN_METRICS) ? listSentNumbers(path.slice(OWN_METRICS.length), result) : [],
    );
    return metrics.length === 0 ? {} : { metrics: Object.fromEntries(metrics) };
  }
}

function createSavings(getNumber: (name: string) => number | undefined): BaselineSums {
  const sums = BASELINES.flatMap((baseline) => {
    const baselineTokens = getNumber(`tokens_baseline.${baseline}`);
    const savedTokens = getNumber(`tokens_saved.${baseline}`);
    const isKnown = baselineTokens !== undefined && savedTokens !== undefined;
    return isKnown ? [[baseline, { baselineTokens, savedTokens }] as const] : [];
  });
  return Object.fromEntries(sums);
}

export class WeeklyEvent implements TelemetryEvent {
  readonly #input: WeeklyEventInput;

  constructor(input: WeeklyEventInput) {
    this.#input = input;
  }

  toPosthogEvent(): readonly [name: string, properties: WeeklyProperties] {
    return [WEEKLY_EVENT, new WeeklyProperties(this.#input)];
  }

  /** Describes the author's metrics, which are added at run time, for the manifest. */
  get listedFields(): Readonly<Record<string, ListedField>> {
    return {
      "metrics.*": {
        type: "number",
        purpose:
          "What the tool's author defines with `defineMetric`: a sum, a count, a median (`…_p50`) and a 95th percentile (`…_p95`), or a mean (`…_mean`) of so many values (`…_n`).",
      },
    };
  }
}
