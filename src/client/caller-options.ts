/** Copies the top level of callers' options once, so that no getter of theirs runs later. The groups in them are not copied. */

/**
 * Options of one event, besides its name and properties. A value that cannot be used has no effect.
 *
 * @example
 * const options: CaptureOptions = { timestamp: new Date(Date.now() - 60_000), groups: { company: "Acme" } };
 * telemetry.capture("index_done", { files: 1200 }, options);
 */
export interface CaptureOptions {
  /** Whose event it is. A UUID is sent as it is, any other text as a keyed hash. @default the client's own random id */
  readonly distinctId?: string | undefined;
  /** When it happened: a Date, or a text that `Date` parses. @default now */
  readonly timestamp?: Date | string | undefined;
  /** The event's UUID, by which PostHog removes duplicates. @default a new UUIDv7 */
  readonly uuid?: string | undefined;
  /** PostHog's groups by type. A key that is not a UUID is sent as a keyed hash. @default {} */
  readonly groups?: Readonly<Record<string, string>> | undefined;
}

/** The default of all capture methods. */
export const NO_OPTIONS: CaptureOptions = {};

/** Returns a shallow copy; an empty one if the options are not an object or a getter throws. */
export function copyOptions<T extends object>(options: T | null | undefined): Partial<T> {
  try {
    return typeof options === "object" ? { ...options } : {}; // spreading a string would copy its characters
  } catch {
    return {};
  }
}

/** Copies the options. The property `$groups`, which PostHog's SDKs use, is read as the option `groups`. */
export function readCaptureOptions(options: CaptureOptions, properties: object): CaptureOptions {
  const given = options === NO_OPTIONS ? NO_OPTIONS : copyOptions(options);
  try {
    if (given.groups !== undefined || !Object.hasOwn(properties, "$groups")) return given;
    const groups: unknown = Reflect.get(properties, "$groups");
    return typeof groups === "object" && groups !== null ? { ...given, groups: { ...groups } } : given;
  } catch {
    return given; // `$groups` cannot be read, so sanitizing has omitted and counted it
  }
}

/** Untyped callers also pass numbers. Any other value counts as not given, so that the client's own id is used. */
export function normalizeDistinctId(id: unknown): string | undefined {
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}
