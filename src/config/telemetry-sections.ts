/** Finds the `[telemetry]` sections of a configuration, and lists their settings. */
import { isRecord } from "../internal/record.js";
import { escapeForTerminal } from "../internal/terminal-text.js";
import type { RawSetting, SettingSource } from "./settings.js";

/** A configuration's sections that are named `telemetry`, in any case, in their order. */
export type TelemetrySections = readonly (readonly [
  name: string,
  section: Readonly<Record<string, unknown>>,
])[];

/** Keys that are a mistake outside a section. They may be meant as an opt-out. */
const MISPLACED_KEYS = /^(?:disable_?telemetry|tools_?(?:over|above)_?privacy)$/i;

/** Returns whether this library reads an entry at the top of a configuration, or refuses the configuration because of it. */
export function isTelemetryEntry(name: string): boolean {
  return isSectionName(name) || MISPLACED_KEYS.test(name);
}

/** [Telemetry] counts too, because it may hold an opt-out. */
function isSectionName(name: string): boolean {
  return name.toLowerCase() === "telemetry";
}

/** Returns the sections, or why the configuration cannot be used. It may say "off", so the reason turns telemetry off. */
export function findTelemetrySections(
  configuration: Readonly<Record<string, unknown>>,
): TelemetrySections | string {
  const entries = Object.entries(configuration);
  const [misplaced] = entries.find(([name]) => MISPLACED_KEYS.test(name)) ?? [];
  if (misplaced !== undefined) return `${misplaced} is not in a section`;
  const sections = entries.filter(([name]) => isSectionName(name));
  return areTables(sections) ? sections : "telemetry is not a section";
}

function areTables(sections: readonly (readonly [string, unknown])[]): sections is TelemetrySections {
  return sections.every(([, section]) => isRecord(section));
}

export function listSettings(sections: TelemetrySections, source: SettingSource): RawSetting[] {
  return sections.flatMap(([, section]) =>
    Object.entries(section).map(([key, raw]) => ({ key, raw, source })),
  );
}

/** Returns the label of the source of a file's settings. */
export function formatFileLabel(path: string): string {
  return `${escapeForTerminal(path)} [telemetry]`;
}
