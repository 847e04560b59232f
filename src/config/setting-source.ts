/** Where a setting's value comes from: what `status` and warnings name. */

/**
 * `override` and `option` are the author's code, `environment` and `person` (their own file) the person, `project` a file
 * of the repository, `default` the tool's profile and this library.
 */
export type SourceKind = "override" | "environment" | "person" | "project" | "option" | "default";

export interface SettingSource {
  readonly kind: SourceKind;
  /** What a reader can go and change: a variable's name, a file's path, an option. */
  readonly label: string;
  /** A project's file that the person has not trusted: it may only make telemetry more private. */
  readonly isUntrusted?: true;
}

/** A value as it was found, not validated yet. */
export interface RawSetting {
  /** snake_case, as in the file; lower case. */
  readonly key: string;
  readonly raw: unknown;
  readonly source: SettingSource;
}

export const DEFAULT_SOURCE: SettingSource = { kind: "default", label: "default" };
