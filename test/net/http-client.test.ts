import { getEventListeners } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createHttpClient } from "../../src/net/http-client.js";
import { startTestServer } from "../support/test-server.js";

describe("createHttpClient", () => {
  it.each([
    ["answered", async () => startTestServer((_, response) => response.end("{}"))],
    ["refused", async () => "http://127.0.0.1:1"],
    ["cut off", async () => startTestServer((request) => request.socket.destroy())],
  ])("removes its listeners from the signal of a request that was %s", async (_, server) => {
    const { signal } = new AbortController();
    const url = await server();
    const request = { method: "GET", headers: {}, signal };
    await createHttpClient(5000)
      .fetch(url, request)
      .then(
        (answer) => answer.text(),
        () => {},
      );
    await vi.waitFor(() => expect(getEventListeners(signal, "abort")).toEqual([]));
  });

  it("rejects if the server changes protocols", async () => {
    const server = createTcpServer((socket) =>
      socket.once("data", () =>
        socket.write("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n"),
      ),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(createHttpClient(60_000).fetch(url, { method: "POST", headers: {} })).rejects.toThrow(
      "no answer",
    );
  });

  it("rejects if the signal has aborted already", async () => {
    const url = await startTestServer((_, response) => response.end("{}"));
    const request = { method: "GET", headers: {}, signal: AbortSignal.abort() };
    await expect(createHttpClient(5000).fetch(url, request)).rejects.toThrow();
  });

  it("rejects an answer that is too large", async () => {
    const url = await startTestServer((_, response) => {
      const pour = () => {
        while (response.write(Buffer.alloc(65_536)));
      };
      response.on("drain", pour);
      pour();
    });
    const answer = await createHttpClient(5000).fetch(url, { method: "GET", headers: {} });
    await expect(answer.text()).rejects.toThrow("too large");
  });
});
