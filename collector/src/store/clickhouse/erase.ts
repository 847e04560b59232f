/** Deletes rows from ClickHouse's tables, and waits until no file has their bytes. */
import { setTimeout as sleep } from "node:timers/promises";
import type { WorkTables } from "./batch.js";
import { quoteText } from "./schema.js";
import type { ClickHouseSession, SessionParameters } from "./session.js";
import { unquoteName } from "./translate.js";

/** What is deleted from a table. The texts of conditions are in files of the engine, so they contain no id of a person. */
export interface Deletion {
  readonly table: string;
  readonly condition: string;
}

export function isErasedEvent({ erased }: WorkTables): string {
  return `distinct_id IN (SELECT id FROM ${erased})`;
}

/** A span has the id of its process among the attributes of its resource. A word that is an id is in many other texts. */
export function isErasedSpan({ erased }: WorkTables): string {
  const texts = "concat(coalesce(resource, ''), ' ', coalesce(attributes, ''))";
  return `arrayExists(id -> position(${texts}, id) > 0, (SELECT groupArray(id) FROM ${erased} WHERE match(id, '^[0-9a-f-]{32,}$')))`;
}

/** Returns the number of rows. A table without such rows is not touched. */
export async function deleteRows(
  session: ClickHouseSession,
  { table, condition }: Deletion,
  parameters: SessionParameters = {},
): Promise<number> {
  const count = await session.readNumber(`SELECT count() FROM ${table} WHERE ${condition}`, parameters);
  // Without rows, ClickHouse would write nothing either, but it would keep the mutation.
  if (count > 0)
    await session.run(
      `ALTER TABLE ${table} DELETE WHERE ${condition} SETTINGS mutations_sync = 2`,
      parameters,
    );
  return count;
}

const POLL_MS = 250;
const CLEANUP_TIMEOUT_MS = 120_000;

/** A mutation writes parts anew. By default, ClickHouse keeps the old ones for eight minutes, and syncs no new one. */
const ERASE_SETTINGS = ["old_parts_lifetime = 0", "min_rows_to_fsync_after_merge = 1"];

/**
 * Deletes rows as `deleteRows` does, and resolves when the old parts of these tables are deleted.
 * @returns the number of rows by deletion
 * @throws Error if the engine has not deleted them after two minutes, for example because a long query uses them
 */
export async function eraseRows(
  session: ClickHouseSession,
  deletions: readonly Deletion[],
): Promise<number[]> {
  const counts: number[] = [];
  const changed: string[] = [];
  try {
    for (const deletion of deletions) {
      const found = await session.readNumber(
        `SELECT count() FROM ${deletion.table} WHERE ${deletion.condition}`,
      );
      counts.push(found);
      if (found === 0) continue;
      changed.push(deletion.table);
      await session.run(`ALTER TABLE ${deletion.table} MODIFY SETTING ${ERASE_SETTINGS.join(", ")}`);
      await deleteRows(session, deletion);
    }
    await waitForCleanup(session, changed);
  } finally {
    const names = ERASE_SETTINGS.map((setting) => setting.split(" ", 1)[0]).join(", ");
    for (const table of changed) await session.run(`ALTER TABLE ${table} RESET SETTING ${names}`);
  }
  return counts;
}

async function waitForCleanup(session: ClickHouseSession, tables: readonly string[]): Promise<void> {
  const names = tables
    .map((table) => quoteText(table.startsWith('"') ? unquoteName(table) : table))
    .join(", ");
  const deadline = performance.now() + CLEANUP_TIMEOUT_MS;
  const countOldParts = `SELECT count() FROM system.parts
    WHERE database = currentDatabase() AND table IN (${names}) AND NOT active`;
  while (tables.length > 0 && (await session.readNumber(countOldParts)) > 0) {
    if (performance.now() > deadline)
      throw new Error("ClickHouse has not deleted the old parts of its tables");
    await sleep(POLL_MS);
  }
}
