/** Opens the store of a project, in the engine that the configuration chooses. Only that engine is loaded. */
import { setTimeout as sleep } from "node:timers/promises";
import type { ClickHouseStore } from "../store/clickhouse/clickhouse-store.js";
import { LockedStoreError, type Store } from "../store/store.js";
import { deriveManifestTables } from "../store/tables.js";
import { readErasures, removeErasure } from "./erasure-orders.js";
import type { IndexTarget } from "./messages.js";

/** After a kill, the process before this one may still hold the file for as long as its batch takes. */
const LOCK_TIMEOUT_MS = 15_000;
const LOCK_RETRY_MS = 200;

/** @throws as the stores' `open` */
export async function openStore(project: IndexTarget, memoryLimit: string): Promise<Store> {
  const { path, manifests, clickhouse } = project;
  const tables = manifests.length === 0 ? undefined : deriveManifestTables(manifests);
  if (clickhouse === undefined) {
    const { DuckDbStore } = await import("../store/duckdb/duckdb-store.js");
    return retryWhileLocked(() => DuckDbStore.open({ path, memoryLimit, tables }));
  }
  const { connectToClickHouse } = await import("../store/clickhouse/connect.js");
  const store = await connectToClickHouse(clickhouse, tables);
  await carryOutErasures(store, path);
  return store;
}

/** Nothing is read from the journal before, so no line can follow that was read before its erasure. */
async function carryOutErasures(store: ClickHouseStore, path: string): Promise<void> {
  for (const { file, ids } of readErasures(path)) {
    if (ids === undefined) await store.reset();
    else await store.deleteByIds(ids);
    removeErasure(file);
  }
}

async function retryWhileLocked(open: () => Promise<Store>): Promise<Store> {
  const deadline = performance.now() + LOCK_TIMEOUT_MS;
  for (;;) {
    try {
      return await open();
    } catch (error) {
      if (!(error instanceof LockedStoreError) || performance.now() > deadline) throw error;
      await sleep(LOCK_RETRY_MS);
    }
  }
}
