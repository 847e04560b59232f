/** Defines typed events of a tool's own from zod schemas. */
import type { output as Output, ZodObject } from "zod";
import { declareLiterals } from "./schema-literals.js";
import type { TelemetryEvent } from "./telemetry-event.js";

/** The class that `defineEvent` returns. */
export interface EventDefinition<S extends ZodObject = ZodObject> {
  readonly EVENT_NAME: string;
  readonly SCHEMA: S;
  new (properties: Output<S>): TelemetryEvent;
}

/**
 * Defines an event whose properties a zod schema checks. Keys that the schema does not list are removed. An event whose
 * properties do not fit the schema is dropped as `invalid_event`. The schema declares the texts of `z.enum` and `z.literal`,
 * which are sent as they are. Any other text is undeclared, so it is sent only if it is a single word.
 * @param name the event's name
 *
 * @example
 * const IndexDone = defineEvent("index_done", z.object({ files: z.int(), mode: z.enum(["full", "incremental"]) }));
 * telemetry.captureFromEvent(new IndexDone({ files: 1200, mode: "full" }));
 */
export function defineEvent<S extends ZodObject>(name: string, schema: S): EventDefinition<S> {
  return class implements TelemetryEvent {
    static readonly EVENT_NAME = name;
    static readonly SCHEMA = schema;
    readonly #properties: Output<S>;

    constructor(properties: Output<S>) {
      this.#properties = properties;
    }

    /** @throws ZodError if the properties do not fit the schema. The client counts that as `invalid_event`. */
    toPosthogEvent(): readonly [name: string, properties: object] {
      return [name, Object(declareLiterals(schema, schema.parse(this.#properties)))];
    }
  };
}
