/** Starts the server: the lock of the data folder, the collector, and HTTP or HTTPS. */
import { readFileSync } from "node:fs";
import {
  createServer as createHttpServer,
  type RequestListener,
  type Server,
  type ServerOptions,
} from "node:http";
import { createServer as createHttpsServer, Server as HttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createSecureContext } from "node:tls";
import type { CollectorConfig, ServerConfig } from "../config/collector-config.js";
import { createSettingError } from "../config/config-error.js";
import { loadAdminToken } from "./admin-token.js";
import { Collector } from "./collector.js";
import { lockFolder } from "./folder-lock.js";
import { listen } from "./listen.js";
import { RequestRouter } from "./request-router.js";
import type { SteadyClock } from "./steady-clock.js";

/** A connection that sends nothing, or slowly, is closed. */
const LIMITS: ServerOptions = {
  headersTimeout: 15_000,
  requestTimeout: 60_000,
  keepAliveTimeout: 30_000,
  connectionsCheckingInterval: 5_000,
  maxHeaderSize: 16 * 1024,
};
/** Each connection needs some kilobytes. Node closes those above the limit, and clients send again. */
const MAX_CONNECTIONS = 20_000;
/** Time for the answers to requests that have begun, before their connections are closed. */
const DRAIN_MS = 2000;

export interface RunningServer {
  readonly url: string;
  readonly collector: Collector;
  readonly tokenPath: string;
  /**
   * Reads the certificate and its key again, after they were renewed. Returns false if the server has none.
   * @throws ConfigError, and then the earlier ones remain
   */
  reloadCertificate(): boolean;
  /** Refuses new requests, answers those that have begun, and closes the journals and the index. */
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly config: CollectorConfig;
  readonly dataFolder: string;
  readonly log: (text: string) => void;
  /** @default the system's clock */
  readonly clock?: SteadyClock;
}

/** @throws FolderInUseError, ConfigError, or the system's error */
export async function startServer(options: ServeOptions): Promise<RunningServer> {
  const { config, dataFolder, log } = options;
  let router: RequestRouter | undefined;
  let isClosing = false;
  const server = createServer(config.server, (request, response) => {
    if (isClosing) response.shouldKeepAlive = false; // the client's next request is for the next process
    void router?.handle(request, response);
  });
  const commands = createHttpServer((request, response) => {
    // The lock is taken before the journals are open.
    if (router === undefined)
      response.writeHead(503, { "Retry-After": "1" }).end("the collector is starting");
    else void router.handleCommand(request, response);
  });
  await lockFolder(dataFolder, commands);
  let opened: Collector | undefined;
  try {
    const { token, path: tokenPath } = loadAdminToken(dataFolder);
    const collector = await Collector.open(options);
    opened = collector;
    router = new RequestRouter({ collector, config: config.server, token, log });
    await listen(server, config.server);
    const { port } = server.address() as AddressInfo; // a listening TCP server's address is neither a text nor null
    const scheme = config.server.tls_cert === undefined ? "http" : "https";
    return {
      url: `${scheme}://${formatHost(config.server.host)}:${port}`,
      collector,
      tokenPath,
      reloadCertificate() {
        if (!(server instanceof HttpsServer)) return false;
        server.setSecureContext(readCertificate(config.server));
        return true;
      },
      async close() {
        isClosing = true;
        await closeServer(server);
        await collector.close();
        await closeServer(commands);
      },
    };
  } catch (error) {
    await opened?.close(); // its index process would keep this one alive
    commands.close();
    commands.closeAllConnections();
    throw error;
  }
}

function createServer(config: ServerConfig, listener: RequestListener): Server {
  const hasTls = config.tls_cert !== undefined;
  const server = hasTls
    ? createHttpsServer({ ...LIMITS, ...readCertificate(config) }, listener)
    : createHttpServer(LIMITS, listener);
  server.maxConnections = MAX_CONNECTIONS;
  return server;
}

interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** @throws ConfigError if the files cannot be read, or do not belong together */
function readCertificate({ tls_cert = "", tls_key = "" }: ServerConfig): Certificate {
  const certificate = { cert: readPem("server.tls_cert", tls_cert), key: readPem("server.tls_key", tls_key) };
  try {
    createSecureContext(certificate);
  } catch {
    throw createSettingError(
      "server.tls_cert",
      tls_cert,
      "a certificate in PEM that belongs to server.tls_key",
    );
  }
  return certificate;
}

function readPem(setting: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    throw createSettingError(setting, path, "a file in PEM that this account can read");
  }
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
