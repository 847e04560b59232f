// Copies the tables of an index to files of Parquet, and queries them with the same SQL, as somebody would by hand.
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

const quote = (name) => `"${name.replaceAll('"', '""')}"`;

/** @param index the file of a closed index */
export async function openParquet(index, folder, memoryLimit) {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: memoryLimit });
  const connection = await instance.connect();
  const readRows = async (sql) => (await connection.runAndReadAll(sql)).getRowsJson();
  await connection.run(`ATTACH '${index}' AS store (READ_ONLY)`);
  const tables = await readRows(
    "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'store' ORDER BY ALL",
  );
  const views = await readRows(
    "SELECT sql FROM duckdb_views() WHERE database_name = 'store' AND NOT internal",
  );
  await connection.run("CREATE SCHEMA event");
  for (const [number, [schema, table]] of tables.entries()) {
    const file = join(folder, `${number}.parquet`);
    const name = `${quote(schema)}.${quote(table)}`;
    await connection.run(`COPY store.${name} TO '${file}' (FORMAT parquet)`);
    await connection.run(`CREATE VIEW ${name} AS SELECT * FROM read_parquet('${file}')`);
  }
  await connection.run("DETACH store");
  for (const [sql] of views) await connection.run(sql);
  return {
    async query(sql) {
      const reader = await connection.runAndReadAll(sql);
      return { columns: reader.columnNames(), rows: reader.getRowsJson() };
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
