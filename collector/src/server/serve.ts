/** Starts the server: the lock of the data folder, the collector, and HTTP or HTTPS. */
import { readFileSync } from "node:fs";
import {
  createServer as createHttpServer,
  type RequestListener,
  type Server,
  type ServerOptions,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { CollectorConfig, ServerConfig } from "../config/collector-config.js";
import { createSettingError } from "../config/config-error.js";
import { loadAdminToken } from "./admin-token.js";
import { Collector } from "./collector.js";
import { lockFolder } from "./folder-lock.js";
import { RequestRouter } from "./request-router.js";

/** A connection that sends nothing, or slowly, is closed. */
const LIMITS: ServerOptions = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};
/** Each connection needs some kilobytes. More clients than this wait in the queue of the system. */
const MAX_CONNECTIONS = 20_000;
/** Time for the answers to requests that have begun, before their connections are closed. */
const DRAIN_MS = 2000;

export interface RunningServer {
  readonly url: string;
  readonly collector: Collector;
  readonly tokenPath: string;
  /** Refuses new requests, answers those that have begun, and closes the journals and the index. */
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly config: CollectorConfig;
  readonly dataFolder: string;
  readonly log: (text: string) => void;
}

/** @throws FolderInUseError, ConfigError, or the system's error */
export async function serve({ config, dataFolder, log }: ServeOptions): Promise<RunningServer> {
  let router: RequestRouter | undefined;
  const server = createServer(config.server, (request, response) => void router?.handle(request, response));
  const commands = createHttpServer((request, response) => {
    // The lock is taken before the journals are open.
    if (router === undefined)
      response.writeHead(503, { "Retry-After": "1" }).end("the collector is starting");
    else void router.handleCommand(request, response);
  });
  await lockFolder(dataFolder, commands);
  try {
    const { token, path: tokenPath } = loadAdminToken(dataFolder);
    const collector = await Collector.open({ config, dataFolder, log });
    router = new RequestRouter({ collector, config: config.server, token, log });
    await listen(server, config.server);
    const { port } = server.address() as AddressInfo; // a listening TCP server's address is neither a text nor null
    const scheme = config.server.tls_cert === undefined ? "http" : "https";
    return {
      url: `${scheme}://${formatHost(config.server.host)}:${port}`,
      collector,
      tokenPath,
      async close() {
        await closeServer(server);
        await collector.close();
        await closeServer(commands);
      },
    };
  } catch (error) {
    commands.close();
    commands.closeAllConnections();
    throw error;
  }
}

function createServer({ tls_cert, tls_key }: ServerConfig, listener: RequestListener): Server {
  const server =
    tls_cert === undefined || tls_key === undefined
      ? createHttpServer(LIMITS, listener)
      : createTlsServer(tls_cert, tls_key, listener);
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

function createTlsServer(certPath: string, keyPath: string, listener: RequestListener): Server {
  const cert = readPem("server.tls_cert", certPath);
  const key = readPem("server.tls_key", keyPath);
  try {
    return createHttpsServer({ ...LIMITS, cert, key }, listener);
  } catch {
    throw createSettingError(
      "server.tls_cert",
      certPath,
      "a certificate in PEM that belongs to server.tls_key",
    );
  }
}

function readPem(setting: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw createSettingError(setting, path, "a file in PEM that this account can read");
  }
}

function listen(server: Server, { host, port }: ServerConfig): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve());
  });
}

/** Connections without a request are closed at once, and the others after their answer. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function formatHost(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}
