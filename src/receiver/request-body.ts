/** Reads and decompresses the bodies of requests, each within a limit. */
import type { IncomingMessage } from "node:http";
import zlib from "node:zlib";
import { getErrorCode } from "../internal/errors.js";
import { RejectedRequest } from "./rejection.js";

/** Most bodies are smaller. */
const MAX_SMALL_BODY_BYTES = 256 * 1024;
/** The part of a budget that only small bodies can use, so that a few large ones that are slow do not keep them out. */
const SMALL_BODY_SHARE = 1 / 4;

/**
 * Bounds the bytes of all requests that are read at the same time. A quarter of them is kept for bodies of up to 256 KiB.
 *
 * @example
 * const budget = new UploadBudget(128 * 1024 * 1024);
 */
export class UploadBudget {
  readonly #reserved: number;
  #available: number;

  constructor(maxBytes: number) {
    this.#available = maxBytes;
    this.#reserved = maxBytes * SMALL_BODY_SHARE;
  }

  /**
   * @param taken the bytes that the same body has taken before
   * @throws RejectedRequest if the budget is used up
   */
  take(bytes: number, taken: number): void {
    const isSmall = taken + bytes <= MAX_SMALL_BODY_BYTES;
    if (bytes > this.#available - (isSmall ? 0 : this.#reserved))
      throw new RejectedRequest(503, "too many uploads at the same time");
    this.#available -= bytes;
  }

  /** Returns bytes to the budget that were taken from it. */
  giveBack(bytes: number): void {
    this.#available += bytes;
  }
}

/**
 * The bytes of a request. If it is rejected, at most the first chunk of them.
 *
 * @example
 * const isAccepted = ({ fault }: RequestBody) => fault === undefined;
 */
export interface RequestBody {
  readonly bytes: Buffer;
  readonly fault: RejectedRequest | undefined;
}

/**
 * Reads a request to its end, or until it exceeds the limit. The rest is then discarded by node:http when the response has
 * been sent, so that the client can read the response. The caller gives the bytes back to the budget. Never rejects.
 *
 * @example
 * import { createServer } from "node:http";
 *
 * const budget = new UploadBudget(128 * 1024 * 1024);
 * createServer(async (request, response) => {
 *   const { bytes, fault } = await readBody(request, getMaxBodyBytes(request.url ?? ""), budget);
 *   response.writeHead(fault?.status ?? 200).end();
 *   budget.giveBack(bytes.length);
 * });
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  budget: UploadBudget,
): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      if (length + chunk.length > maxBytes) throw createTooLargeError(maxBytes);
      budget.take(chunk.length, length);
      length += chunk.length;
      chunks.push(chunk);
    }
    return { bytes: Buffer.concat(chunks), fault: undefined };
  } catch (error) {
    const bytes = chunks[0] ?? Buffer.alloc(0);
    budget.giveBack(length - bytes.length);
    const isAborted = !(error instanceof RejectedRequest);
    return { bytes, fault: isAborted ? new RejectedRequest(400, "the upload was aborted") : error };
  }
}

type Decompress = (bytes: Buffer, options: { maxOutputLength: number }) => Buffer;

/**
 * By content encoding. For a batch of a hundred events, the streams of the asynchronous functions take longer than the
 * decompression itself, and a long body is parsed for longer than it is decompressed. In PostHog, `deflate` has no zlib header
 * (PostHog/posthog, rust/capture/src/v1/util.rs).
 */
const DECOMPRESSORS: Readonly<Record<string, Decompress | undefined>> = {
  gzip: zlib.gunzipSync,
  deflate: zlib.inflateRawSync,
  br: zlib.brotliDecompressSync,
};

export function canDecompress(encoding: string): boolean {
  return Object.hasOwn(DECOMPRESSORS, encoding);
}

/** @throws RejectedRequest if the bytes are not compressed in this way, or the result exceeds the limit */
export function decompress(encoding: string, bytes: Buffer, maxBytes: number): Buffer {
  try {
    const run = DECOMPRESSORS[encoding];
    return run === undefined ? bytes : run(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    throw getErrorCode(error) === "ERR_BUFFER_TOO_LARGE"
      ? createTooLargeError(maxBytes)
      : new RejectedRequest(400, `failed to decode request: not valid ${encoding}`);
  }
}

/** Returns whether bytes begin like those of gzip with its only method. */
export function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 0x08;
}

const STRICT_UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** @throws RejectedRequest if the bytes are not UTF-8 */
export function decodeUtf8(bytes: Buffer): string {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    throw new RejectedRequest(400, "failed to decode request: not UTF-8");
  }
}

function createTooLargeError(maxBytes: number): RejectedRequest {
  return new RejectedRequest(413, `request is larger than ${maxBytes} bytes`);
}
