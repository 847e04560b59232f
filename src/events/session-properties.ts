/** Defines the properties of a session, as the event `codeweaver_session` has them. */
import type { SessionStatistics } from "../models/session-statistics.js";
import { AnonymityConversion } from "../privacy/conversions/conversion.js";
import { Anonymize, Public } from "../privacy/decorators/anonymize.js";
import { toWordOrOther } from "../privacy/sanitizer/undeclared-text.js";
import { TelemetryModel } from "../privacy/telemetry-model.js";
import { Failovers, Index, Requests, Setup, Timing } from "./session-parts.js";
import { Tokens } from "./session-tokens.js";

const { AGGREGATE, DISTRIBUTION } = AnonymityConversion;

/**
 * Facts of a session besides its statistics.
 *
 * @example
 * const input: SessionEventInput = { version: "1.4.0", setupAttempts: 2, settingsUsed: ["backend", "chunk_size"] };
 * captureSessionEvent(new SessionStatistics(), input, telemetry);
 */
export interface SessionEventInput {
  /** The tool's version. @default undefined */
  readonly version?: string | undefined;
  /** Whether the setup succeeded. @default true */
  readonly setupSuccess?: boolean | undefined;
  /** The number of attempts to set the tool up. @default 1 */
  readonly setupAttempts?: number | undefined;
  /** Kinds of `ConfigErrorKind`. Any other text, such as an error's message, is sent as `other`. @default [] */
  readonly configErrors?: readonly string[] | undefined;
  /**
   * The names of the tool's settings that are set, never their values. A name that is not a single word is sent as `other`.
   * @default undefined
   */
  readonly settingsUsed?: readonly string[] | undefined;
  /** Seconds. @default the time since the statistics were created */
  readonly durationSeconds?: number | undefined;
}

/** The properties. The names of the fields are those that are sent. */
@TelemetryModel.policy("error")
export class SessionProperties extends TelemetryModel {
  @Anonymize(AGGREGATE, { purpose: "How long a session is, because its other counts grow with it." })
  duration_seconds: number;
  @Public() setup: Setup;
  @Public({
    purpose:
      "Which settings of the tool are set, to drop those that nobody needs; their values are not sent.",
  })
  settings_used: readonly string[] | undefined;
  @Public() requests: Requests;
  @Public() http_requests: Requests;
  @Public() timing: Timing;
  @Public() tokens: Tokens;
  @Public() index: Index;
  @Public() failover: Failovers;
  @Anonymize(DISTRIBUTION, { purpose: "Which kinds of code construct to rank higher (from a fixed list)." })
  semantic: ReadonlyMap<string, number>;
  readonly #version: string | undefined;

  constructor(statistics: SessionStatistics, input: SessionEventInput) {
    super();
    this.duration_seconds = input.durationSeconds ?? statistics.durationSeconds;
    this.setup = new Setup({
      success: input.setupSuccess ?? true,
      attempts: input.setupAttempts ?? 1,
      errors: input.configErrors ?? [],
    });
    this.settings_used = input.settingsUsed && listSettings(input.settingsUsed);
    this.requests = new Requests(statistics.requests);
    this.http_requests = new Requests(statistics.httpRequests);
    this.timing = new Timing(statistics);
    this.tokens = new Tokens(statistics);
    this.index = new Index(statistics);
    this.failover = new Failovers(statistics);
    this.semantic = statistics.semanticUses;
    this.#version = input.version;
  }

  /** The author's version is an undeclared text, so it is sent if it is a single word. */
  override telemetryOverrides(): Record<string, unknown> {
    return this.#version === undefined ? {} : { version: this.#version };
  }
}

/** More settings than a tool has. */
const MAX_SETTINGS = 64;

/** Returns each name once, sorted, so that their order says nothing. */
function listSettings(names: readonly string[]): readonly string[] {
  return [...new Set([...names].slice(0, MAX_SETTINGS).map(toWordOrOther))].sort();
}
