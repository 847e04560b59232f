/** Derives the types of a client's methods from the events and flags that its author declares. */
import type { CaptureOptions } from "./caller-options.js";

/**
 * The properties of events by name. Without a declaration, as in `TelemetryClient<object>`, any event has any properties.
 *
 * @example
 * const declared: EventTypes<{ index_done: { files: number } }> = { index_done: { files: 1200 } };
 * const undeclared: EventTypes<object> = { any_event: { any_property: "any value" } };
 */
export type EventTypes<Events extends Record<keyof Events, object>> = [keyof Events] extends [never]
  ? Record<string, object>
  : Events;

/**
 * The values of flags by key. Without a declaration, any flag has any value.
 *
 * @example
 * type Flags = { new_reranker: "control" | "test"; parallel_indexing: boolean };
 * const client = createTelemetryClient<object, Flags>({ tool: "mytool" });
 * const flags: Partial<FlagTypes<Flags>> = await client.getAllFeatureFlags();
 */
export type FlagTypes<Flags extends Record<keyof Flags, string | boolean>> = [keyof Flags] extends [never]
  ? Record<string, string | boolean>
  : Flags;

/**
 * The arguments of `capture` after the event's name. Properties can be omitted if none of them is required.
 *
 * @example
 * type Events = { index_done: { files: number }; cache_cleared: object };
 * const client = createTelemetryClient<Events>({ tool: "mytool" });
 * function capture<Name extends keyof Events>(name: Name, ...rest: CaptureArguments<Events[Name]>): void {
 *   client.capture(name, ...rest);
 * }
 * capture("cache_cleared"); // `capture("index_done")` without its properties does not compile
 */
export type CaptureArguments<Properties> =
  false extends IsOptional<Properties>
    ? [properties: Properties, options?: CaptureOptions]
    : [properties?: Properties, options?: CaptureOptions];

/** Whether all properties are optional, for each member of a union. */
type IsOptional<Properties> = Properties extends unknown
  ? Record<never, never> extends Properties
    ? true
    : false
  : never;

/**
 * The values of all flags that the server has sent.
 *
 * @example
 * interface Flags {
 *   new_reranker: "control" | "test";
 * }
 * const values: FlagValues<Flags> = await createTelemetryClient<object, Flags>().getAllFeatureFlags();
 */
export type FlagValues<Flags extends object> = [keyof Flags] extends [never]
  ? Record<string, string | boolean>
  : string extends keyof Flags
    ? Record<string, string | boolean>
    : Partial<Flags>;

/** A key for the compiler alone. Without it, clients of different events would be assignable to each other. */
export declare const declared: unique symbol;

/** A client without declared types accepts every other one, so that a function can take the client of any tool. */
export type DeclaredTypes<Events, Flags> = [keyof Events | keyof Flags] extends [never]
  ? unknown
  : string extends keyof Events // such as of `ReturnType<typeof createTelemetryClient>`
    ? unknown
    : (types: readonly [Events, Flags]) => readonly [Events, Flags];
