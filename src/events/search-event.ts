/** Defines `codeweaver_search`, which describes one search without the question, the paths and the code. */

import type { Sealed } from "../envelope.js";
import { serializeForTelemetry } from "../privacy/telemetry-model.js";
import { codeSearchModule } from "./code-search-module.js";
import { SEARCH_EVENT } from "./event-names.js";
import type { ListedField } from "./manifest.js";
import type { SearchEventInput, SearchProperties } from "./search-properties.js";
import type { TelemetryEvent } from "./telemetry-event.js";

/**
 * The event of one search, for `captureFromEvent`. `captureSearchEvent` creates and captures it in one call.
 *
 * @example
 * const response = { matches: [{ file: { path: "src/a.ts" }, relevanceScore: 0.8 }], totalMatches: 40 };
 * telemetry.captureFromEvent(new SearchEvent({ response, intentType: "UNDERSTAND", executionTimeMs: 12.5 }));
 */
export class SearchEvent implements TelemetryEvent {
  static readonly EVENT_NAME = SEARCH_EVENT;
  readonly #input: SearchEventInput;

  constructor(input: SearchEventInput) {
    this.#input = input;
  }

  /** Returns the event's name and its properties, which are sanitized before they are sent. */
  toPosthogEvent(): readonly [name: string, properties: SearchProperties] {
    return [SearchEvent.EVENT_NAME, codeSearchModule.load().createSearchProperties(this.#input)];
  }

  /** Returns the properties that would be sent, without those that need an opt-in and those that every event has. */
  serializeForTelemetry(): Sealed {
    return serializeForTelemetry(this);
  }

  /** Describes the flags, which are added at run time, for the manifest. */
  get listedFields(): Readonly<Record<string, ListedField>> {
    return {
      "$feature/*": {
        type: "string | boolean",
        purpose: "Which variant of an experiment answered this search, to compare the variants.",
      },
    };
  }
}
