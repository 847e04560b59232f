/** Opens the indexes of all projects in a process, tells it how far the journals are durable, and passes questions to it. */
import { setTimeout as sleep } from "node:timers/promises";
import type { JournalPosition } from "../journal/position.js";
import type { QueryAnswer, QueryParameter, RecordKind } from "../store/store.js";
import { IndexChild } from "./index-child.js";
import { IndexRecovery } from "./index-recovery.js";
import type { IndexRequest, IndexTarget, MessageFromIndex } from "./messages.js";
import { type IndexAnswer, PendingRequests } from "./pending-requests.js";
import { ProjectIndex } from "./project-index.js";

export interface SupervisorOptions {
  readonly projects: readonly IndexTarget[];
  /** Of all projects together, such as 640 for 640 MB. */
  readonly memoryLimitMb: number;
  readonly log: (text: string) => void;
  readonly onIndexed?: (message: Extract<MessageFromIndex, { type: "indexed" }>) => void;
  /** Called once for each segment whose rest cannot be read. */
  readonly onDamagedSegment?: (project: string) => void;
}

/** The index is being opened or rebuilt, or the process has just ended. The question can be asked again. */
export class IndexUnavailableError extends Error {
  override readonly name = "IndexUnavailableError";
}

const OPEN_POLL_MS = 50;

export class IndexSupervisor {
  readonly #options: SupervisorOptions;
  readonly #child: IndexChild;
  readonly #indexes: ReadonlyMap<string, ProjectIndex>;
  readonly #requests = new PendingRequests();
  readonly #recovery: IndexRecovery;
  /** Each new index process reads them again. */
  readonly #damagedSegments = new Set<string>();

  constructor(options: SupervisorOptions) {
    this.#options = options;
    const child = new IndexChild({
      onStarted: () => this.#openIndexes(),
      onMessage: (message) => this.#receive(message),
      onFailed: (exitCode) => this.#recovery.noteFailure(exitCode),
      onEnded: () => this.#setClosed(),
    });
    this.#child = child;
    this.#indexes = new Map(
      options.projects.map((project) => [project.name, new ProjectIndex(project, child)]),
    );
    this.#recovery = new IndexRecovery(child, [...this.#indexes.values()], options.log);
  }

  /** The process id of the index process, for the tests of kills. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Starts the process. It continues from the positions in its files. */
  start(): void {
    this.#child.start();
  }

  /** Tells how far a journal is durable. */
  follow(project: string, kind: RecordKind, end: JournalPosition): void {
    this.#indexes.get(project)?.follow(kind, end);
  }

  isOpen(project: string): boolean {
    return this.#indexes.get(project)?.isOpen ?? false;
  }

  /** Resolves when the index is open. @throws IndexUnavailableError if it takes longer */
  async waitUntilOpen(project: string, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!this.isOpen(project)) {
      if (performance.now() > deadline) throw new IndexUnavailableError("the index is not open yet");
      await sleep(OPEN_POLL_MS);
    }
  }

  /** Returns the place up to which the index has a journal. Undefined until it is open. */
  getPosition(project: string, kind: RecordKind): JournalPosition | undefined {
    return this.#indexes.get(project)?.positions.get(kind);
  }

  /** @throws IndexUnavailableError, or an Error with the engine's message */
  async query(
    project: string,
    sql: string,
    parameters: readonly QueryParameter[] = [],
  ): Promise<QueryAnswer> {
    const answer = await this.#request(project, { type: "query", sql, parameters });
    if (typeof answer === "number") throw new Error("the index process answered something else");
    return answer;
  }

  /** Returns the number of rows. @throws as `query` */
  async deleteBefore(project: string, kind: RecordKind, day: string): Promise<number> {
    return Number(await this.#request(project, { type: "deleteBefore", kind, day }));
  }

  /** Rebuilds the index of a project from the journal. Resolves when its old file is deleted. */
  async rebuild(project: string): Promise<void> {
    const index = this.#indexes.get(project);
    if (index !== undefined) await this.#child.replace(() => index.delete());
  }

  /** Opens the index of a project with other manifests. */
  async reopen(project: IndexTarget): Promise<void> {
    const index = this.#indexes.get(project.name);
    if (index === undefined) return;
    await this.#child.replace(() => {
      index.project = project;
    });
  }

  /** Ends the process after its current batch. */
  close(): Promise<void> {
    return this.#child.close();
  }

  #openIndexes(): void {
    const memoryLimitMb = Math.max(64, Math.floor(this.#options.memoryLimitMb / this.#indexes.size));
    for (const index of this.#indexes.values()) index.open(`${memoryLimitMb}MB`);
  }

  #receive(message: MessageFromIndex): void {
    switch (message.type) {
      case "done":
        this.#requests.resolve(message.id, message.answer);
        return;
      case "failed":
        this.#requests.reject(message.id, new Error(message.reason));
        return;
    }
    const index = this.#indexes.get(message.project);
    if (index === undefined) return;
    switch (message.type) {
      case "opened":
        if (index.setOpen(message.positions)) this.#recovery.noteOpened();
        else this.#recovery.replaceAhead(index);
        return;
      case "damaged":
        this.#recovery.replaceDamaged(index, message);
        return;
      case "indexed":
        index.positions.set(message.kind, message.position);
        this.#options.onIndexed?.(message);
        return;
      case "damagedSegment":
        this.#noteDamagedSegment(`${message.project}/${message.kind}/${message.fileName}`, message.project);
        return;
    }
  }

  #noteDamagedSegment(path: string, project: string): void {
    if (this.#damagedSegments.has(path)) return;
    this.#damagedSegments.add(path);
    this.#options.log(`${path} is damaged: what cannot be read of it is missing in the index and in exports`);
    this.#options.onDamagedSegment?.(project);
  }

  #setClosed(): void {
    this.#requests.rejectAll(new IndexUnavailableError("the index process has ended and is started again"));
    for (const index of this.#indexes.values()) index.isOpen = false;
  }

  #request(project: string, request: IndexRequest): Promise<IndexAnswer> {
    if (!this.isOpen(project)) return Promise.reject(new IndexUnavailableError("the index is not open yet"));
    return this.#requests.add((id) => this.#child.send({ type: "request", id, project, request }));
  }
}
