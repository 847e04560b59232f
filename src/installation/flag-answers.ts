/** Keeps the last answers of the flag service on the disk, so that the next run has them at once. */
import { readOwnRecord, writeOwnRecord } from "../files/own-records.js";
import type { Flag, FlagResponse } from "../transports/transport.js";

/** Older answers are requested again before they are used. */
const MAX_AGE_MS = 30 * 24 * 60 * 60 * 1000;
/** A run waits for a new answer in place of an older one, because a short program may end before it has arrived. */
const MAX_UNCHECKED_AGE_MS = 24 * 60 * 60 * 1000;
/** A tool reads fewer flags. A server that reads flags for many users keeps the latest. */
const MAX_ANSWERS = 64;

interface StoredAnswer {
  /** The request, as JSON. */
  readonly request: string;
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly flags: readonly (readonly [key: string, flag: Flag])[];
}

interface StoredAnswers {
  readonly answers: readonly StoredAnswer[];
  /** The server did not answer the last request in time. */
  readonly isSilent: boolean;
}

const NONE: StoredAnswers = { answers: [], isSilent: false };

export interface FlagAnswerStoreOptions {
  /** A file for each server and key. */
  readonly file: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Returns whether this package, or another version of it, gives this name to a file of answers. */
export function isFlagAnswersName(file: string): boolean {
  return /^flags-[0-9a-f]{8}\.[\w.]+$/.test(file);
}

/** The answer of an earlier run to a request, and whether the server answers at all. */
export interface KeptAnswer {
  /** Undefined if the request was not answered in the last 30 days. */
  readonly response: FlagResponse | undefined;
  /** The response is from the last 24 hours, so it can be used before a new one has arrived. */
  readonly isRecent: boolean;
  /** The server did not answer the last request in time, so nobody should wait for it again. */
  readonly isServerSilent: boolean;
}

/** Nothing of it throws. A file that cannot be used counts as empty, and is not written. */
export class FlagAnswerStore {
  readonly #options: FlagAnswerStoreOptions;

  constructor(options: FlagAnswerStoreOptions) {
    this.#options = options;
  }

  /** Reads what is kept of a request. */
  find(request: string): KeptAnswer {
    const { answers, isSilent: isServerSilent } = this.#read();
    const { now } = this.#options;
    const answer = answers.find((each) => each.request === request);
    const ageMs = answer === undefined ? Number.NaN : now() - answer.time;
    if (answer === undefined || !(ageMs >= 0 && ageMs < MAX_AGE_MS))
      return { response: undefined, isRecent: false, isServerSilent };
    const response = {
      flags: new Map(answer.flags),
      unevaluatedKeys: new Set<string>(),
      requestId: undefined,
      errorsWhileComputing: false,
      quotaLimited: false,
    };
    return { response, isRecent: ageMs < MAX_UNCHECKED_AGE_MS, isServerSilent };
  }

  /** Keeps a complete answer. */
  store(request: string, { flags }: FlagResponse): void {
    const answer: StoredAnswer = { request, time: this.#options.now(), flags: [...flags] };
    const others = this.#read().answers.filter((each) => each.request !== request);
    this.#write({ answers: [...others, answer].slice(-MAX_ANSWERS), isSilent: false });
  }

  markSilent(): void {
    const stored = this.#read();
    if (!stored.isSilent) this.#write({ ...stored, isSilent: true });
  }

  #read(): StoredAnswers {
    try {
      const { answers, isSilent } = readOwnRecord(this.#options.file) ?? {};
      const usable = Array.isArray(answers) ? answers.filter(isStoredAnswer) : [];
      return { answers: usable, isSilent: isSilent === true };
    } catch {
      return NONE;
    }
  }

  #write(stored: StoredAnswers): void {
    try {
      writeOwnRecord(this.#options.file, stored);
    } catch {
      // The disk cannot be written, or the file is of a newer package.
    }
  }
}

function isStoredAnswer(answer: unknown): answer is StoredAnswer {
  const { request, time, flags } = Object(answer);
  const isFlag = (entry: unknown) => {
    const [key, flag] = Array.isArray(entry) ? entry : [];
    return typeof key === "string" && /^(?:string|boolean)$/.test(typeof Object(flag).value);
  };
  return (
    typeof request === "string" && typeof time === "number" && Array.isArray(flags) && flags.every(isFlag)
  );
}
