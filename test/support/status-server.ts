/** A server that answers every request with the same status. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** Starts the server, and returns its URL. `date` is the time that it claims to be. */
export async function startServerWithStatus(
  status: number,
  { date = new Date(), delayMs = 0 }: { readonly date?: Date; readonly delayMs?: number } = {},
): Promise<string> {
  const server = createServer((request, response) => {
    const answer = () => response.writeHead(status, { Date: date.toUTCString() }).end("{}");
    request.resume().on("end", () => setTimeout(answer, delayMs));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
