/** Chooses the project that a question is about. */
import type { Project } from "../project/project.js";
import { FilterError } from "../questions/answer-filter.js";

/** @throws FilterError if there is no such project, or several and none is named */
export function chooseProject(projects: ReadonlyMap<string, Project>, name: string | null): Project {
  const [only] = projects.values();
  if (name === null && projects.size === 1 && only !== undefined) return only;
  const project = projects.get(name ?? "");
  if (project !== undefined) return project;
  throw new FilterError(`project must be one of ${[...projects.keys()].join(", ")}.`);
}
