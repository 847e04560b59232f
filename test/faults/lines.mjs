// What may be between a program and its server: a proxy, a long line, or a black hole.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer as createHttpServer } from "node:http";
import { connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** Starts a proxy that makes tunnels. Returns its URL. */
export async function startProxy() {
  const server = createHttpServer().on("connect", ({ url }, socket) => {
    const { hostname, port } = new URL(`http://${url}`);
    const inner = connect(port, hostname, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(inner).pipe(socket);
    });
    socket.on("error", () => inner.destroy());
    inner.on("error", () => socket.destroy());
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return `http://127.0.0.1:${server.address().port}`;
}

/** Starts a line to a port that delays each direction by half a round trip. Returns its port. */
export async function startDelayedLine(port, roundTripMs) {
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: "127.0.0.1", noDelay: true });
    forwardLate(near, far, roundTripMs / 2);
    forwardLate(far, near, roundTripMs / 2);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return server.address().port;
}

function forwardLate(from, to, ms) {
  // Timers of the same length fire in the order in which they were set, so the bytes keep theirs.
  const later = (action) => setTimeout(() => to.destroyed || action(), ms);
  from.on("data", (chunk) => later(() => to.write(chunk)));
  from.on("end", () => later(() => to.end()));
  from.on("error", () => {});
  from.on("close", () => later(() => to.destroy()));
}

const NEVER_ACCEPT = `
  const server = require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    require("node:fs").writeSync(1, String(server.address().port));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });
`;

/** Starts a server whose queue of connections is full, so that no further attempt is answered. Returns its URL. */
export async function startFullBacklog() {
  const child = spawn(process.execPath, ["-e", NEVER_ACCEPT], { stdio: ["ignore", "pipe", "inherit"] });
  child.unref();
  process.on("exit", () => child.kill("SIGKILL"));
  const [port] = await once(child.stdout, "data");
  for (let attempt = 0; attempt < 20; attempt++) {
    const socket = connect(Number(port), "127.0.0.1").on("error", () => {});
    const isConnected = await Promise.race([once(socket, "connect"), delay(500)]);
    if (isConnected === undefined) return `http://127.0.0.1:${port}`;
  }
  throw new Error("the queue of connections never became full");
}
