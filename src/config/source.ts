/** Where a setting's value comes from: what `status` and warnings name. */

export type SourceKind = "option" | "environment" | "project" | "person" | "default";

export interface Source {
  readonly kind: SourceKind;
  /** What a person can go and change: a variable's name, a file's path, an option. */
  readonly label: string;
}

/** A value as it was found, before anything is known of it. */
export interface Finding {
  /** snake_case, as in the file; lower case. */
  readonly key: string;
  readonly raw: unknown;
  readonly source: Source;
}

export const DEFAULT_SOURCE: Source = { kind: "default", label: "default" };
