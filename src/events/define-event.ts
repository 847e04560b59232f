/** Typed events of a tool's own, from a zod schema. */
import type { output as Output, ZodObject } from "zod";
import { declareLiterals } from "./schema-literals.js";
import type { TelemetryEvent } from "./telemetry-event.js";

/** The constructor that `defineEvent` makes. */
export interface EventDefinition<S extends ZodObject = ZodObject> {
  readonly EVENT_NAME: string;
  readonly SCHEMA: S;
  new (properties: Output<S>): TelemetryEvent;
}

/**
 * `const Indexed = defineEvent("index_done", z.object({ files: z.int() }))`, then `captureFromEvent(new Indexed({ files: 3 }))`.
 * Keys that the schema does not list are left out. Properties that do not fit it are not captured, and counted as
 * `invalid_event`. The texts of `z.enum` and `z.literal` are declared by being listed and are sent as they are; any other
 * text is undeclared, so it is sent only if it is a word.
 */
export function defineEvent<S extends ZodObject>(name: string, schema: S): EventDefinition<S> {
  return class implements TelemetryEvent {
    static readonly EVENT_NAME = name;
    static readonly SCHEMA = schema;
    readonly #properties: Output<S>;

    constructor(properties: Output<S>) {
      this.#properties = properties;
    }

    /** @throws ZodError where the properties do not fit; the client turns that into a count */
    toPosthogEvent(): readonly [name: string, properties: object] {
      return [name, Object(declareLiterals(schema, schema.parse(this.#properties)))];
    }
  };
}
