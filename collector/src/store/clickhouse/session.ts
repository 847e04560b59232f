/** Runs statements through a client of ClickHouse, in the project's database. */
import { Readable } from "node:stream";
import type { ClickHouseClient } from "@clickhouse/client";

/**
 * The settings with which ClickHouse answers a statement as the SQL standard and DuckDB do. If two collectors insert the same
 * event at the same moment, neither finds that of the other, and `final` counts both as one. Rows that are equal in the sort
 * order have the same day, and so are in the same partition.
 */
export const QUERY_SETTINGS = {
  final: 1,
  do_not_merge_across_partitions_select_final: 1,
  join_use_nulls: 1,
  union_default_mode: "DISTINCT",
  aggregate_functions_null_for_empty: 1,
  prefer_column_name_to_alias: 1,
  cast_keep_nullable: 1,
  cast_string_to_date_time_mode: "best_effort",
  output_format_json_quote_64bit_integers: 1,
} as const;

export interface ResultColumn {
  readonly name: string;
  readonly type: string;
}

export interface SessionResult {
  readonly meta: readonly ResultColumn[];
  readonly data: readonly (readonly unknown[])[];
}

export type SessionParameters = Readonly<Record<string, unknown>>;
type Settings = Readonly<Record<string, string | number>>;

export class ClickHouseSession {
  readonly #client: ClickHouseClient;

  /** @param client has the project's database as its own */
  constructor(client: ClickHouseClient) {
    this.#client = client;
  }

  async run(query: string, parameters: SessionParameters = {}): Promise<void> {
    await this.#client.command({ query, query_params: { ...parameters } });
  }

  async read(
    query: string,
    parameters: SessionParameters = {},
    settings: Settings = {},
  ): Promise<SessionResult> {
    const result = await this.#client.query({
      query,
      query_params: { ...parameters },
      format: "JSONCompact",
      clickhouse_settings: { ...settings },
    });
    return (await result.json()) as unknown as SessionResult; // the format is that of JSONCompact
  }

  /** Returns the number in the first row and column. */
  async readNumber(query: string, parameters: SessionParameters = {}): Promise<number> {
    const { data } = await this.read(query, parameters);
    return Number(data[0]?.[0] ?? 0);
  }

  /** Sends lines in a format that the statement names. The lines are in no log of the server, unlike the statement. */
  async send(query: string, lines: readonly Buffer[]): Promise<void> {
    const { stream } = await this.#client.exec({ query, values: Readable.from(lines) });
    for await (const _ of stream); // the connection is free after the answer
  }

  close(): Promise<void> {
    return this.#client.close();
  }
}
