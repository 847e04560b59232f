/** Defines what every page is about: the project, the days and filters, and the reader's way to other pages. */
import type { Manifest } from "codeweaver-telemetry/manifest";
import type { AnswerFilter } from "../questions/answer-filter.js";

export interface PageContext {
  readonly project: string;
  /** The names of all projects. */
  readonly projects: readonly string[];
  readonly manifests: readonly Manifest[];
  readonly retentionDays: number;
  readonly filter: AnswerFilter;
  /** The filter as the address of the page has it, without the project. What it does not name has its default. */
  readonly parameters: URLSearchParams;
  /** The address of the collector as the reader has it, such as `https://telemetry.example`. */
  readonly origin: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Returns the address of a page or an answer for the same project and filter.
 * @param changes parameters that differ, of which those without a value are removed
 */
export function createLink(
  path: string,
  { project, projects, parameters }: PageContext,
  changes: Readonly<Record<string, string | undefined>> = {},
): string {
  const query = new URLSearchParams(projects.length > 1 ? { project } : {});
  for (const [name, value] of parameters) if (value !== "") query.set(name, value);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

export function getQuestionPath(id: string): string {
  return `/questions/${id}`;
}

/** Returns the address of a page for the same project, without any filter. */
export function createResetLink(path: string, context: PageContext): string {
  return createLink(path, { ...context, parameters: new URLSearchParams() });
}

export const EXPERIMENTS_PATH = "/experiments";
export const CLAIMS_PATH = "/claims";

/** The name may have blanks and slashes. */
export function getExperimentPath(name: string): string {
  return `${EXPERIMENTS_PATH}/${encodeURIComponent(name)}`;
}
