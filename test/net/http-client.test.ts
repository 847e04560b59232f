import { getEventListeners } from "node:events";
import type { AddressInfo, Socket } from "node:net";
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

describe("stream", () => {
  const GET = { method: "GET", headers: {} };

  it("returns a body of any size in parts, and the sender waits for a slow reader", async () => {
    const size = 64 * 1024 * 1024;
    let sentBytes = 0;
    const url = await startTestServer((_, response) => {
      const pour = () => {
        while (sentBytes < size) {
          sentBytes += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return response.once("drain", pour);
        }
        response.end();
      };
      pour();
    });
    const { stream, closeConnections } = createHttpClient(20_000);
    onTestFinished(closeConnections);
    const { status, body } = await stream(url, GET);
    let length = 0;
    for await (const part of body) {
      if (length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(sentBytes).toBeLessThan(size / 2);
      }
      length += part.length;
    }
    expect([status, length]).toEqual([200, size]);
  });

  it.each([
    ["with a length", { "Content-Length": "1000" }],
    ["in chunks", {}],
  ])("throws if the connection ends before a body %s does", async (_, headers) => {
    const url = await startTestServer((request, response) => {
      response.writeHead(200, headers).write("{}");
      setTimeout(() => request.socket.destroy(), 50);
    });
    const { body } = await createHttpClient(5000).stream(url, GET);
    const parts: string[] = [];
    const read = async () => {
      for await (const part of body) parts.push(Buffer.from(part).toString());
    };
    await expect(read()).rejects.toThrow();
    expect(parts).toEqual(["{}"]);
  });

  it("throws nothing if the connection is closed while nobody reads the body", async () => {
    const url = await startTestServer((_, response) => void response.write("{}"));
    const { stream, closeConnections } = createHttpClient(5000);
    await stream(url, GET);
    closeConnections();
    await new Promise((resolve) => setTimeout(resolve, 50)); // an unhandled error would fail the test
  });

  it("does not follow a redirect", async () => {
    const paths: (string | undefined)[] = [];
    const url = await startTestServer((request, response) => {
      paths.push(request.url);
      response.writeHead(307, { Location: "/elsewhere" }).end();
    });
    expect((await createHttpClient(5000).stream(`${url}/a`, GET)).status).toBe(307);
    expect(paths).toEqual(["/a"]);
  });
});

describe("a connection that the server closes", () => {
  /**
   * Starts a server that answers one request on each connection, and closes it when another one arrives.
   * @param close ends the connection
   * @returns its URL and the bodies that it has answered
   */
  async function startClosingServer(close: (socket: Socket) => void) {
    const answered: string[] = [];
    const server = createTcpServer((socket) => {
      let hasAnswered = false;
      socket.on("error", () => {});
      socket.on("data", (request) => {
        if (hasAnswered) return close(socket);
        hasAnswered = true;
        answered.push(request.toString().slice(-1));
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, answered };
  }

  it.each([
    ["resets", (socket: Socket) => void socket.resetAndDestroy()],
    ["ends", (socket: Socket) => void socket.end()],
  ])("is replaced at once if the server %s it when the next request arrives", async (_, close) => {
    const { url, answered } = await startClosingServer(close);
    const { fetch, closeConnections } = createHttpClient(5000);
    onTestFinished(closeConnections);
    for (const body of ["1", "2", "3"]) {
      const answer = await fetch(url, { method: "POST", headers: {}, body });
      expect(await answer.text()).toBe("{}");
    }
    expect(answered).toEqual(["1", "2", "3"]);
  });

  it("is not replaced if it is new", async () => {
    let connectionCount = 0;
    const server = createTcpServer((socket) => {
      connectionCount++;
      socket.on("error", () => {});
      socket.on("data", () => socket.resetAndDestroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(createHttpClient(5000).fetch(url, { method: "POST", headers: {} })).rejects.toThrow();
    expect(connectionCount).toBe(1);
  });
});
