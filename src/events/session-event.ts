/** Defines `codeweaver_session`, which has the sums of one session of a code-search tool and is captured at its end. */

import type { Sealed } from "../envelope.js";
import type { SessionStatistics } from "../models/session-statistics.js";
import { serializeForTelemetry } from "../privacy/telemetry-model.js";
import { codeSearchModule } from "./code-search-module.js";
import { SESSION_EVENT } from "./event-names.js";
import type { ListedField } from "./manifest.js";
import type { SessionEventInput, SessionProperties } from "./session-properties.js";
import type { TelemetryEvent } from "./telemetry-event.js";

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
  static readonly EVENT_NAME = SESSION_EVENT;
  readonly #statistics: SessionStatistics;
  readonly #input: SessionEventInput;

  constructor(statistics: SessionStatistics, input: SessionEventInput = {}) {
    this.#statistics = statistics;
    this.#input = input;
  }

  /** Returns the event's name and its properties, which are sanitized before they are sent. */
  toPosthogEvent(): readonly [name: string, properties: SessionProperties] {
    const { SessionProperties } = codeSearchModule.load();
    return [SessionEvent.EVENT_NAME, new SessionProperties(this.#statistics, this.#input)];
  }

  /** Returns the properties that would be sent, without those that need an opt-in and those that every event has. */
  serializeForTelemetry(): Sealed {
    return serializeForTelemetry(this);
  }

  /** Describes `version`, which is added at run time, for the manifest. */
  get listedFields(): Readonly<Record<string, ListedField>> {
    return {
      version: {
        type: "string",
        purpose: "Which version of the tool ran, to tell which release improved or broke something.",
        sensitivity: "none",
      },
    };
  }
}
