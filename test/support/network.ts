/** Real parts of a network, on loopback: a TLS front for a receiver, an HTTP proxy, a name server. */
import { createSocket, type RemoteInfo } from "node:dgram";
import { readFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import {
  type AddressInfo,
  connect,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from "node:net";
import { resolve } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { onTestFinished } from "vitest";

/** Made for these tests alone, for localhost and 127.0.0.1; a process trusts it by NODE_EXTRA_CA_CERTS. */
export const CERTIFICATE = resolve("test/fixtures/tls/cert.pem");
const CREDENTIALS = {
  cert: readFileSync(CERTIFICATE),
  key: readFileSync(resolve("test/fixtures/tls/key.pem")),
};

async function listening(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

/** TLS before a server that speaks none. Returns its URL. */
export async function tlsFront(port: number): Promise<string> {
  const server = createTlsServer(CREDENTIALS, (socket) => {
    const inner = connect(port, "127.0.0.1");
    inner.on("error", () => socket.destroy());
    socket.on("error", () => inner.destroy());
    socket.pipe(inner).pipe(socket);
  });
  return `https://localhost:${await listening(server)}`;
}

export interface Proxy {
  readonly host: string;
  /** What it was asked for, in order. */
  readonly asked: { readonly target: string; readonly headers: IncomingHttpHeaders }[];
}

/** A proxy that makes tunnels, or gives the answer it is told to give instead. */
export async function httpProxy(refusal?: string): Promise<Proxy> {
  const asked: Proxy["asked"] = [];
  const server = createServer();
  server.on("connect", ({ url = "", headers }, socket) => {
    asked.push({ target: url, headers });
    socket.on("error", () => {});
    if (refusal !== undefined) {
      socket.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    const inner = connect(Number(port), hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      socket.pipe(inner).pipe(socket);
    });
    inner.on("error", () => socket.destroy());
  });
  return { host: `127.0.0.1:${await listening(server)}`, asked };
}

/** Accepts, and never says a word. Returns its host. */
export async function blackHole(): Promise<string> {
  return `127.0.0.1:${await listening(createTcpServer(() => {}))}`;
}

export interface NameServer {
  readonly server: string;
  asked: number;
}

/**
 * Answers questions for an A record with `answer`: an address, "unknown", "none" of this kind and nothing for other kinds,
 * or nothing at all. Of other records it knows none.
 */
export async function nameServer(answer: string | undefined): Promise<NameServer> {
  const socket = createSocket("udp4");
  const state: NameServer = { server: "", asked: 0 };
  socket.on("message", (query: Buffer, from: RemoteInfo) => {
    state.asked++;
    if (answer === undefined || (answer === "none" && !asksForA(query))) return;
    socket.send(reply(query, answer), from.port, from.address);
  });
  await new Promise<void>((done) => socket.bind(0, "127.0.0.1", done));
  onTestFinished(() => {
    socket.close();
  });
  return Object.assign(state, { server: `127.0.0.1:${socket.address().port}` });
}

/** A name that ends with an empty label, a type, a class. */
const questionOf = (query: Buffer) => query.subarray(12, query.indexOf(0, 12) + 5);
const asksForA = (query: Buffer) => questionOf(query).readUInt16BE(questionOf(query).length - 4) === 1;

/** RFC 1035, 4.1: the question again, and at most one answer. */
function reply(query: Buffer, answer: string): Buffer {
  const question = questionOf(query);
  const isKnown = answer !== "unknown";
  const hasAddress = isKnown && answer !== "none" && asksForA(query);
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(isKnown ? 0x8180 : 0x8183, 2); // an answer; NXDOMAIN
  header.writeUInt16BE(hasAddress ? 1 : 0, 6);
  header.writeUInt32BE(0, 8);
  const record = Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, ...answer.split(".").map(Number)]);
  return Buffer.concat([header, question, ...(hasAddress ? [record] : [])]);
}
