/** Defines `codeweaver_setup`, which is captured for each attempt to set up a tool. */
import { codeSearchModule } from "./code-search-module.js";
import { SETUP_EVENT } from "./event-names.js";
import type { SetupEventInput, SetupProperties } from "./setup-properties.js";
import type { TelemetryEvent } from "./telemetry-event.js";

/** The event of one attempt. `captureSetupEvent` creates and captures it in one call. */
export class SetupEvent implements TelemetryEvent {
  readonly #input: SetupEventInput;

  constructor(input: SetupEventInput) {
    this.#input = input;
  }

  toPosthogEvent(): readonly [name: string, properties: SetupProperties] {
    const { SetupProperties } = codeSearchModule.load();
    return [SETUP_EVENT, new SetupProperties(this.#input)];
  }
}
