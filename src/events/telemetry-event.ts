/** Defines the events that `captureFromEvent` accepts: those of an author's own classes, and those of `defineEvent`. */
import type { input as Input, ZodObject } from "zod";
import { LazyModule } from "../internal/lazy-module.js";
import type { ListedField } from "./manifest.js";

/**
 * An object that returns its name and properties. They are sanitized like the arguments of `capture`.
 *
 * @example
 * class CacheCleared implements TelemetryEvent {
 *   constructor(readonly entries: number) {}
 *   toPosthogEvent() {
 *     return ["cache_cleared", { entries: this.entries }] as const;
 *   }
 * }
 */
export interface TelemetryEvent {
  /** Returns the event's name and its properties, which are sanitized before they are sent. */
  toPosthogEvent(): readonly [name: string, properties: object];
  /** Describes for the manifest, by path, what no declaration of a model describes, such as keys of `telemetryOverrides`. */
  readonly listedFields?: Readonly<Record<string, ListedField>>;
}

/**
 * The class that `defineEvent` returns.
 *
 * @example
 * const schema = z.object({ entries: z.int() });
 * const CacheCleared: EventDefinition<typeof schema> = defineEvent("cache_cleared", schema);
 * telemetry.captureFromEvent(new CacheCleared({ entries: 12 }));
 * console.log(CacheCleared.EVENT_NAME); // cache_cleared
 */
export interface EventDefinition<S extends ZodObject = ZodObject> {
  readonly EVENT_NAME: string;
  readonly SCHEMA: S;
  new (properties: Input<S>): TelemetryEvent;
}

/** Loaded when the first event of a schema is captured. */
const literalsModule = new LazyModule<typeof import("./schema-literals.js")>("schema-literals");

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
    readonly #properties: Input<S>;

    constructor(properties: Input<S>) {
      this.#properties = properties;
    }

    /** @throws ZodError if the properties do not fit the schema. The client counts that as `invalid_event`. */
    toPosthogEvent(): readonly [name: string, properties: object] {
      return [name, literalsModule.load().parseProperties(schema, this.#properties)];
    }
  };
}
