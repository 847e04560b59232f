/**
 * The response to a request that is not accepted. Every parser of this folder throws it, and `decodeRequest` returns it.
 *
 * @example
 * const rejection = new RejectedRequest(413, "request is larger than 1000 bytes");
 */
export class RejectedRequest extends Error {
  override readonly name = "RejectedRequest";
  readonly kind = "rejected";

  /**
   * @param message says what is wrong
   * @param body the body of the response, if it is not the message
   */
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 413 | 415 | 503,
    message: string,
    readonly body: string | object = message,
  ) {
    super(message);
  }
}
