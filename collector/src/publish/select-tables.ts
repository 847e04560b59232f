/** Chooses the tables that a project publishes, without looking at its reports. */
import { EVERY_EVENT, type Manifest } from "codeweaver-telemetry/manifest";
import type { PublishConfig } from "../config/collector-config.js";
import { PublicationRefusedError } from "./publication-check.js";
import { listTableFields, TABLES, type TableDefinition, WEEKLY_EVENT } from "./published-tables.js";

/**
 * Returns the tables of the configuration or, by default, all whose fields a manifest lists. A project without manifests may have
 * every field.
 * @throws PublicationRefusedError if a table has a field that no manifest lists, or there is no table
 */
export function selectTables(
  { tables: ids }: PublishConfig,
  manifests: readonly Manifest[],
  project: string,
): readonly TableDefinition[] {
  const listed = listFields(manifests);
  const findMissing = (table: TableDefinition) =>
    manifests.length === 0
      ? undefined
      : ["week", ...listTableFields(table)].find((path) => !listed.has(path));
  if (ids === undefined) {
    const tables = TABLES.filter((table) => findMissing(table) === undefined);
    if (tables.length > 0) return tables;
    throw new PublicationRefusedError(
      `no manifest of ${project} lists ${WEEKLY_EVENT}, so that there are no weekly reports to publish.`,
    );
  }
  return TABLES.filter((table) => {
    if (!ids.includes(table.id)) return false;
    const missing = findMissing(table);
    if (missing === undefined) return true;
    throw new PublicationRefusedError(
      `projects.${project}.publish.tables has ${table.id}, but no manifest of ${project} lists ${missing} of ${WEEKLY_EVENT}.`,
    );
  });
}

/** Lists the fields that a weekly report may have by any of the manifests. */
function listFields(manifests: readonly Manifest[]): ReadonlySet<string> {
  const paths = manifests.flatMap(({ events }) => {
    if (!events.some(({ event }) => event === WEEKLY_EVENT)) return [];
    const ofReports = events.filter(({ event }) => event === WEEKLY_EVENT || event === EVERY_EVENT);
    return ofReports.flatMap(({ fields }) => fields.map(({ path }) => path));
  });
  return new Set(paths);
}
