/** Returns how a page names the tool of a project. A project without a name of its own is "the tool". */
export function nameTool(project: string): string {
  return project === "default" ? "the tool" : project;
}
