/** A server that answers every request with the same status. */
import { startTestServer } from "./test-server.js";

/** Starts the server, and returns its URL. `date` is the time that it claims to be. */
export function startServerWithStatus(
  status: number,
  { date = new Date(), delayMs = 0 }: { readonly date?: Date; readonly delayMs?: number } = {},
): Promise<string> {
  return startTestServer((request, response) => {
    const answer = () => response.writeHead(status, { Date: date.toUTCString() }).end("{}");
    request.resume().on("end", () => setTimeout(answer, delayMs));
  });
}
