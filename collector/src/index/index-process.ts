/**
 * Runs the index in a process of its own, so that neither a crash of the engine nor a long question delays the acceptance of
 * events. The collector starts it, and it ends with the collector.
 */
import { constants, setPriority } from "node:os";
import { describeError } from "../internal/errors.js";
import {
  DamagedStoreError,
  LockedStoreError,
  OutdatedStoreError,
  type QueryAnswer,
  RefusingDiskError,
  type Store,
} from "../store/store.js";
import { JournalFollower } from "./follow-journal.js";
import {
  DAMAGED_EXIT_CODE,
  type IndexRequest,
  type IndexTarget,
  type MessageFromIndex,
  type MessageToIndex,
  UNAVAILABLE_EXIT_CODE,
} from "./messages.js";
import { openStore } from "./open-store.js";

interface OpenProject {
  readonly store: Store;
  readonly follower: JournalFollower;
}

/**
 * Below that of other processes, because a client waits for acceptance and nobody waits for the index. Threads that the
 * engine starts later have it, too.
 */
const PRIORITY = constants.priority.PRIORITY_BELOW_NORMAL;
setPriority(PRIORITY);

const projects = new Map<string, Promise<OpenProject>>();

function send(message: MessageFromIndex): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    else process.send(message, () => resolve()); // an error means that the collector has ended
  });
}

async function openProject(project: IndexTarget, memoryLimit: string): Promise<OpenProject> {
  const { name, journals } = project;
  const store = await openStore(project, memoryLimit);
  const follower = new JournalFollower({
    store,
    folders: journals,
    onIndexed: (kind, position, result, durationMs) =>
      void send({ type: "indexed", project: name, kind, position, ...result, durationMs }),
    onDamagedSegment: (kind, fileName) =>
      void send({ type: "damagedSegment", project: name, kind, fileName }),
  });
  const positions = { events: store.getPosition("events"), spans: store.getPosition("spans") };
  await send({ type: "opened", project: name, positions });
  return { store, follower };
}

async function answer(id: number, project: string, request: IndexRequest): Promise<void> {
  try {
    const open = await projects.get(project);
    if (open === undefined) throw new Error(`there is no project ${project}`);
    await send({ type: "done", id, answer: await run(open.store, request) });
  } catch (error) {
    if (error instanceof DamagedStoreError) return fail(project, error);
    await send({ type: "failed", id, reason: error instanceof Error ? error.message : String(error) });
  }
}

function run(store: Store, request: IndexRequest): Promise<QueryAnswer | number> {
  switch (request.type) {
    case "query":
      return store.query(request.sql, request.parameters);
    case "deleteBefore":
      return store.deleteBefore(request.kind, request.day);
  }
}

let isFailing = false;

/** Ends with one line for the operator instead of a stack trace. The collector starts another process. */
async function fail(project: string, error: unknown): Promise<void> {
  if (isFailing) return; // each message that waited for the store has the same error
  isFailing = true;
  const reason = describeError(error);
  if (error instanceof DamagedStoreError) {
    await send({ type: "damaged", project, reason, isOutdated: error instanceof OutdatedStoreError });
    process.exit(DAMAGED_EXIT_CODE);
  }
  process.stderr.write(`codeweaver-collector: the index process failed: ${reason}\n`);
  const isUnavailable = error instanceof LockedStoreError || error instanceof RefusingDiskError;
  process.exit(isUnavailable ? UNAVAILABLE_EXIT_CODE : 1);
}

/** Ignores failures, because the next process does the work again. */
async function close(): Promise<never> {
  for (const project of projects.values()) {
    try {
      const { follower, store } = await project;
      await follower.stop();
      await store.close();
    } catch {}
  }
  process.exit(0);
}

process.on("message", (message: MessageToIndex) => {
  switch (message.type) {
    case "open": {
      const { name } = message.project;
      const opening = openProject(message.project, message.memoryLimit);
      opening.catch((error) => fail(name, error));
      projects.set(name, opening);
      break;
    }
    case "follow":
      projects
        .get(message.project)
        ?.then(({ follower }) => follower.follow(message.kind, message.end))
        .catch((error) => fail(message.project, error));
      break;
    case "request":
      void answer(message.id, message.project, message.request);
      break;
  }
});
// The collector ends it by closing the channel. Signals of a terminal reach both, and only the collector acts on them.
process.on("disconnect", () => void close());
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});
