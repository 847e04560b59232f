/** Compares manifests. */
import type { Manifest, ManifestEvent, ManifestField } from "./manifest.js";

/**
 * Compares the fields that the code can send with those that were approved.
 * @returns one line per difference: `+` for a field that is sent and not approved, `-` for one that is approved and no
 * longer sent, `~` for one that has changed. Empty if the manifests agree.
 *
 * @example
 * const approved: Manifest = { events: [] }; // read from a file in your repository
 * const differences = manifestDifference(describeEvents([]), approved);
 */
export function manifestDifference(code: Manifest, approved: Manifest): string[] {
  const names = new Set([...code.events, ...approved.events].map(({ event }) => event));
  return [...names].flatMap((name) => compareEvents(name, findEvent(code, name), findEvent(approved, name)));
}

function compareEvents(
  name: string,
  code: ManifestEvent | undefined,
  approved: ManifestEvent | undefined,
): string[] {
  if (approved === undefined)
    return [`+ ${name}`, ...(code?.fields ?? []).map((field) => formatAddition(name, field))];
  if (code === undefined) return [`- ${name}`];
  const before = new Map(approved.fields.map((field) => [field.path, field]));
  const now = new Set(code.fields.map(({ path }) => path));
  return [
    ...formatChanges(name, code, approved, ["description"]),
    ...code.fields.flatMap((field) => {
      const old = before.get(field.path);
      if (old === undefined) return [formatAddition(name, field)];
      return formatChanges(`${name}.${field.path}`, field, old, FIELD_PARTS);
    }),
    ...approved.fields.filter(({ path }) => !now.has(path)).map(({ path }) => `- ${name}.${path}`),
  ];
}

const FIELD_PARTS = ["type", "conversion", "purpose", "sensitivity", "scope", "since"] as const;

function formatAddition(event: string, { path, conversion, type }: ManifestField): string {
  return `+ ${event}.${path} (${conversion ?? type})`;
}

function formatChanges<T>(name: string, now: T, before: T, parts: readonly (keyof T & string)[]): string[] {
  return parts
    .filter((part) => now[part] !== before[part])
    .map((part) => `~ ${name} ${part}: ${formatPart(before[part])} became ${formatPart(now[part])}`);
}

function formatPart(part: unknown): string {
  return part === undefined ? "none" : JSON.stringify(part);
}

function findEvent({ events }: Manifest, name: string): ManifestEvent | undefined {
  return events.find(({ event }) => event === name);
}
