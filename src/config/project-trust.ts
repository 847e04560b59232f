/** Decides whether a project's settings may make telemetry less private. */
import type { ProjectFile } from "./file-locations.js";
import type { SettingSource } from "./settings.js";
import type { TelemetrySections } from "./telemetry-sections.js";
import { digestSections, findTrustRecord, type TrustRecord } from "./trust-records.js";

/** States whether a project's file may make telemetry less private. */
export interface ProjectTrust {
  readonly isTrusted: boolean;
  /** The reason why the file cannot be trusted. Undefined for a file that a person may trust. */
  readonly untrustableReason: string | undefined;
  /** The record of exactly this content. */
  readonly record: TrustRecord | undefined;
  /** Returns the SHA-256 of the `[telemetry]` sections. It is a call, because node:crypto takes milliseconds to load. */
  readonly digest: () => string;
}

/** @param trustFile undefined without a home directory, where nothing is trusted */
export function findTrust(
  { path, untrustableReason }: ProjectFile,
  sections: TelemetrySections,
  trustFile: string | undefined,
): ProjectTrust {
  const digest = () => digestSections(sections);
  const recorded = trustFile === undefined ? undefined : findTrustRecord(trustFile, path);
  const record = recorded !== undefined && recorded.digest === digest() ? recorded : undefined;
  const isTrusted = untrustableReason === undefined && record?.isTrusted === true;
  return { isTrusted, untrustableReason, record, digest };
}

export function createProjectSource(label: string, { isTrusted }: ProjectTrust): SettingSource {
  return { kind: "project", label, ...(!isTrusted && { isUntrusted: true }) };
}
