/** Reads and writes how far a collector's journals are in ClickHouse. */
import { randomUUID } from "node:crypto";
import { JOURNAL_START, type JournalPosition } from "../../journal/position.js";
import { RECORD_KINDS, type RecordKind } from "../store.js";
import type { ClickHouseSession } from "./session.js";

/**
 * The positions of one collector. ClickHouse has no transaction across tables, so a position is written after the rows. After
 * a crash between both, the batch is added again, which changes nothing.
 */
export class PositionTable {
  readonly #session: ClickHouseSession;
  readonly #collector: string;
  readonly #positions = new Map<RecordKind, JournalPosition>();
  #epoch: string = randomUUID();

  private constructor(session: ClickHouseSession, collector: string) {
    this.#session = session;
    this.#collector = collector;
  }

  static async load(session: ClickHouseSession, collector: string): Promise<PositionTable> {
    const table = new PositionTable(session, collector);
    const { data } = await session.read(
      'SELECT kind, sequence, "offset", epoch FROM positions FINAL WHERE collector = {collector:String}',
      { collector },
    );
    for (const [kind, sequence, offset, epoch] of data) {
      const known = RECORD_KINDS.find((name) => name === kind);
      if (known !== undefined)
        table.#positions.set(known, { sequence: Number(sequence), offset: Number(offset) });
      table.#epoch = String(epoch);
    }
    return table;
  }

  get(kind: RecordKind): JournalPosition {
    return this.#positions.get(kind) ?? JOURNAL_START;
  }

  /**
   * Returns the token of a batch. ClickHouse ignores an insert with a token that it has seen, for example if the first try
   * has only seemed to fail. The epoch distinguishes the batches of a journal that is read from its beginning again.
   */
  createToken(kind: RecordKind, { sequence, offset }: JournalPosition): string {
    return `${this.#collector}:${this.#epoch}:${kind}:${sequence}:${offset}`;
  }

  /** Of two rows with the same sequence, the later one replaces the other. */
  async set(kind: RecordKind, position: JournalPosition): Promise<void> {
    await this.#session.run(
      `INSERT INTO positions (collector, kind, sequence, "offset", epoch) SELECT
       {collector:String}, {kind:String}, {sequence:Int64}, {offset:Int64}, {epoch:String}`,
      { collector: this.#collector, kind, ...position, epoch: this.#epoch },
    );
    this.#positions.set(kind, position);
  }

  /** Deletes the positions, so that the journals are read from their beginnings. */
  async reset(): Promise<void> {
    await this.#session.run(
      "ALTER TABLE positions DELETE WHERE collector = {collector:String} SETTINGS mutations_sync = 2",
      { collector: this.#collector },
    );
    this.#positions.clear();
    this.#epoch = randomUUID();
  }
}
