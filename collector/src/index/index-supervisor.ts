/** Keeps the index process running, tells it how far the journals are durable, and passes questions to it. */
import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describeError } from "../internal/errors.js";
import { isBefore, type JournalPosition } from "../journal/position.js";
import { type QueryAnswer, RECORD_KINDS, type RecordKind } from "../store/store.js";
import { activateErasure, prepareErasure } from "./erasure-orders.js";
import {
  type IndexedProject,
  type IndexRequest,
  type MessageFromIndex,
  type MessageToIndex,
  UNAVAILABLE_EXIT_CODE,
} from "./messages.js";
import { deleteIndex } from "./stale-index.js";

export interface SupervisorOptions {
  readonly projects: readonly IndexedProject[];
  /** Of all projects together, such as 640 for 640 MB. */
  readonly memoryLimitMb: number;
  readonly log: (text: string) => void;
  readonly onIndexed?: (message: Extract<MessageFromIndex, { type: "indexed" }>) => void;
}

/** The state of a project's index. */
interface IndexState {
  project: IndexedProject;
  isOpen: boolean;
  readonly positions: Map<RecordKind, JournalPosition>;
  readonly ends: Map<RecordKind, JournalPosition>;
  /** The ends when the collector started, until the position of the index was compared with them. */
  readonly firstEnds: Map<RecordKind, JournalPosition>;
  /** The kinds whose end is in a message that the process has not taken yet. */
  readonly sending: Set<RecordKind>;
  /** The kinds in `sending` whose end has changed since. */
  readonly changed: Set<RecordKind>;
}

/** The index is being opened or made anew, or the process has just ended. The question can be asked again. */
export class IndexUnavailableError extends Error {
  override readonly name = "IndexUnavailableError";
}

interface PendingRequest {
  readonly resolve: (answer: QueryAnswer | number) => void;
  readonly reject: (error: Error) => void;
}

const PROCESS_FILE = fileURLToPath(new URL("./index-process.js", import.meta.url));
const FIRST_RESTART_MS = 250;
const MAX_RESTART_MS = 30_000;
/** A process that has run for so long did not fail because of its start. */
const STABLE_MS = 60_000;
/** The index is made anew if the process ends so often before it has opened it, because the engine may abort on a damaged file. */
const MAX_FAILED_OPENS = 3;
const CLOSE_TIMEOUT_MS = 3000;
const OPEN_POLL_MS = 50;

export class IndexSupervisor {
  readonly #options: SupervisorOptions;
  readonly #states: ReadonlyMap<string, IndexState>;
  readonly #requests = new Map<number, PendingRequest>();
  #child: ChildProcess | undefined;
  #lastRequest = 0;
  #restartMs = FIRST_RESTART_MS;
  #failedOpens = 0;
  #isClosing = false;
  #restartTimer: NodeJS.Timeout | undefined;
  /** Replacements of the process, one after the other, so that there is never more than one. */
  #replacements: Promise<void> = Promise.resolve();

  constructor(options: SupervisorOptions) {
    this.#options = options;
    this.#states = new Map(
      options.projects.map((project) => [
        project.name,
        {
          project,
          isOpen: false,
          positions: new Map(),
          ends: new Map(),
          firstEnds: new Map(),
          sending: new Set(),
          changed: new Set(),
        },
      ]),
    );
  }

  /** The process id of the index process, for the tests of kills. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the process. It continues from the positions in its files. */
  start(): void {
    clearTimeout(this.#restartTimer);
    const child = fork(PROCESS_FILE, {
      serialization: "advanced",
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    this.#child = child;
    const startedAt = performance.now();
    child.on("message", (message: MessageFromIndex) => this.#receive(message));
    child.on("error", () => {}); // a message could not be sent, so it has ended or will
    child.once("exit", (code) => this.#restart(performance.now() - startedAt, code));
    const memoryLimit = `${Math.max(64, Math.floor(this.#options.memoryLimitMb / this.#states.size))}MB`;
    for (const { project } of this.#states.values()) this.#send({ type: "open", project, memoryLimit });
    for (const state of this.#states.values()) {
      state.sending.clear();
      state.changed.clear();
      for (const kind of state.ends.keys()) this.#sendEnd(state, kind);
    }
  }

  /** Tells how far a journal is durable. While the process does not take messages, only the last end waits for it. */
  follow(project: string, kind: RecordKind, end: JournalPosition): void {
    const state = this.#states.get(project);
    if (state === undefined) return;
    if (!state.ends.has(kind)) state.firstEnds.set(kind, end);
    state.ends.set(kind, end);
    if (state.sending.has(kind)) state.changed.add(kind);
    else this.#sendEnd(state, kind);
  }

  isOpen(project: string): boolean {
    return this.#states.get(project)?.isOpen ?? false;
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
    return this.#states.get(project)?.positions.get(kind);
  }

  /** @throws IndexUnavailableError, or an Error with the engine's message */
  async query(
    project: string,
    sql: string,
    parameters: readonly (string | number | boolean | null)[] = [],
  ): Promise<QueryAnswer> {
    const answer = await this.#request(project, { type: "query", sql, parameters });
    if (typeof answer === "number") throw new Error("the index process answered something else");
    return answer;
  }

  /** Returns the number of rows. @throws as `query` */
  async dropBefore(project: string, kind: RecordKind, day: string): Promise<number> {
    return Number(await this.#request(project, { type: "dropBefore", kind, day }));
  }

  /** Makes the index of a project anew from the journal. Resolves when its old file is deleted. */
  async rebuild(project: string): Promise<void> {
    const state = this.#states.get(project);
    if (state === undefined) return;
    await this.#replaceProcess(() => this.#deleteFile(state));
  }

  /** Opens the index of a project with other manifests. */
  async reopen(project: IndexedProject): Promise<void> {
    const state = this.#states.get(project.name);
    if (state === undefined) return;
    await this.#replaceProcess(() => {
      state.project = project;
    });
  }

  /** Ends the process after its current batch. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#replacements;
    await this.#end();
  }

  /** @param change is made while no process runs */
  #replaceProcess(change: () => void): Promise<void> {
    const replacement = this.#replacements.then(async () => {
      await this.#end();
      try {
        change();
      } finally {
        if (!this.#isClosing) this.start();
      }
    });
    this.#replacements = replacement.catch(() => {}); // the caller has the error
    return replacement;
  }

  /** Ends the process without starting another one. */
  async #end(): Promise<void> {
    clearTimeout(this.#restartTimer);
    const child = this.#child;
    this.#child = undefined;
    this.#rejectRequests();
    for (const state of this.#states.values()) state.isOpen = false;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.removeAllListeners("exit");
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const timer = setTimeout(() => child.kill("SIGKILL"), CLOSE_TIMEOUT_MS); // the journal has what it had not indexed
    if (child.connected) child.disconnect();
    await ended;
    clearTimeout(timer);
  }

  #receive(message: MessageFromIndex): void {
    switch (message.type) {
      case "opened": {
        const state = this.#states.get(message.project);
        if (state === undefined) return;
        const isAhead = [...state.firstEnds].some(([kind, end]) => isBefore(end, message.positions[kind]));
        state.firstEnds.clear();
        if (isAhead) {
          this.#makeAnew(state);
          return;
        }
        state.isOpen = true;
        for (const kind of RECORD_KINDS) state.positions.set(kind, message.positions[kind]);
        if ([...this.#states.values()].every(({ isOpen }) => isOpen)) this.#failedOpens = 0;
        return;
      }
      case "damaged": {
        const state = this.#states.get(message.project);
        if (state === undefined) return;
        this.#options.log(
          `the index of ${message.project} cannot be used and is made anew: ${message.reason}`,
        );
        this.#tryDeleteFile(state);
        return;
      }
      case "indexed":
        this.#states.get(message.project)?.positions.set(message.kind, message.position);
        this.#options.onIndexed?.(message);
        return;
      case "done":
        this.#takeRequest(message.id)?.resolve(message.answer);
        return;
      case "failed":
        this.#takeRequest(message.id)?.reject(new Error(message.reason));
        return;
    }
  }

  /** The journal was damaged or replaced, so what is appended before the position of the index would be missed. */
  #makeAnew({ project }: IndexState): void {
    this.#options.log(`the index of ${project.name} has more than its journal and is made anew`);
    this.rebuild(project.name).catch((error) =>
      this.#options.log(`the index of ${project.name} could not be made anew: ${describeError(error)}`),
    );
  }

  #restart(ranMs: number, exitCode: number | null): void {
    this.#child = undefined;
    this.#rejectRequests();
    if (this.#isClosing) return;
    // A server that does not answer says nothing about its tables.
    const failed = [...this.#states.values()].filter(
      ({ isOpen, project }) => !isOpen && project.clickhouse === undefined,
    );
    const isCounted = failed.length > 0 && exitCode !== UNAVAILABLE_EXIT_CODE;
    if (isCounted && ++this.#failedOpens >= MAX_FAILED_OPENS) {
      this.#failedOpens = 0;
      for (const state of failed) {
        this.#options.log(`the index of ${state.project.name} does not open and is made anew`);
        this.#tryDeleteFile(state);
      }
    }
    for (const state of this.#states.values()) state.isOpen = false;
    if (ranMs > STABLE_MS) this.#restartMs = FIRST_RESTART_MS;
    this.#restartTimer = setTimeout(() => this.start(), this.#restartMs);
    this.#restartMs = Math.min(MAX_RESTART_MS, Math.max(FIRST_RESTART_MS, this.#restartMs * 2));
  }

  /** A disk that refuses is asked again after the next process has failed. */
  #tryDeleteFile(state: IndexState): void {
    try {
      this.#deleteFile(state);
    } catch (error) {
      this.#options.log(`the index of ${state.project.name} could not be deleted: ${describeError(error)}`);
    }
  }

  /**
   * Deletes the file of the index, or a folder that has its name. In ClickHouse, the next process deletes the rows.
   * @throws the system's error
   */
  #deleteFile({ project, positions }: IndexState): void {
    if (project.clickhouse === undefined) deleteIndex(project.path);
    else activateErasure(prepareErasure(project.path));
    positions.clear();
  }

  #request(project: string, request: IndexRequest): Promise<QueryAnswer | number> {
    if (!this.isOpen(project)) return Promise.reject(new IndexUnavailableError("the index is not open yet"));
    const id = ++this.#lastRequest;
    return new Promise((resolve, reject) => {
      this.#requests.set(id, { resolve, reject });
      this.#send({ type: "request", id, project, request });
    });
  }

  #takeRequest(id: number): PendingRequest | undefined {
    const request = this.#requests.get(id);
    this.#requests.delete(id);
    return request;
  }

  #rejectRequests(): void {
    for (const { reject } of this.#requests.values())
      reject(new IndexUnavailableError("the index process has ended and is started again"));
    this.#requests.clear();
  }

  #sendEnd(state: IndexState, kind: RecordKind): void {
    const child = this.#child;
    const end = state.ends.get(kind);
    if (child === undefined || end === undefined || !child.connected) return; // the next process is told
    state.sending.add(kind);
    child.send({ type: "follow", project: state.project.name, kind, end } satisfies MessageToIndex, () => {
      if (child !== this.#child) return;
      state.sending.delete(kind);
      if (state.changed.delete(kind)) this.#sendEnd(state, kind);
    });
  }

  #send(message: MessageToIndex): void {
    if (this.#child?.connected) this.#child.send(message, () => {}); // an error means that it has ended
  }
}
