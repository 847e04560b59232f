/** Keeps the requests to the index process that wait for their answers. */
import type { QueryAnswer } from "../store/store.js";

export type IndexAnswer = QueryAnswer | number;

interface PendingRequest {
  readonly resolve: (answer: IndexAnswer) => void;
  readonly reject: (error: Error) => void;
}

export class PendingRequests {
  readonly #requests = new Map<number, PendingRequest>();
  #lastId = 0;

  /**
   * Adds a request, and resolves with its answer.
   * @param send sends it under its new id
   */
  add(send: (id: number) => void): Promise<IndexAnswer> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#requests.set(id, { resolve, reject });
      send(id);
    });
  }

  resolve(id: number, answer: IndexAnswer): void {
    this.#take(id)?.resolve(answer);
  }

  reject(id: number, error: Error): void {
    this.#take(id)?.reject(error);
  }

  rejectAll(error: Error): void {
    for (const { reject } of this.#requests.values()) reject(error);
    this.#requests.clear();
  }

  #take(id: number): PendingRequest | undefined {
    const request = this.#requests.get(id);
    this.#requests.delete(id);
    return request;
  }
}
