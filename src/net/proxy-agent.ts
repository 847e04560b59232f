/** Connects through an HTTP proxy: requests a tunnel, and speaks TLS with the server inside it. */
import * as http from "node:http";
import * as https from "node:https";
import type { LookupFunction } from "node:net";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";
import { observePhases } from "./connection-phases.js";

/** Options of a request and of its tunnel. */
export interface TunnelOptions extends https.RequestOptions {
  /** Ends the wait for the proxy. Node's agents do not pass `signal` to connections, because requests share them. */
  readonly tunnelSignal?: AbortSignal;
  /** Called for the phases of the connection to the proxy, and when the proxy has connected to the server. */
  readonly onPhaseEnded?: () => void;
}

type ConnectCallback = (error: Error | null, socket: Duplex) => void;

export class TunnelAgent extends https.Agent {
  readonly #proxy: URL;

  constructor(proxy: string, options: https.AgentOptions) {
    super(options);
    this.#proxy = new URL(proxy);
  }

  override createConnection(options: TunnelOptions, callback: ConnectCallback): undefined {
    const { host, port, lookup, tunnelSignal, onPhaseEnded = () => {} } = options;
    // The cast is safe: Node's types require a socket even with an error, and Node does not.
    const fail = (error: Error) => (callback as (error: Error) => void)(error);
    const request = this.#requestTunnel(formatAuthority(host ?? "", port ?? 443), lookup, tunnelSignal);
    request.on("socket", (socket) => {
      socket.unref();
      observePhases(socket, onPhaseEnded);
    });
    request.on("error", fail);
    request.on("response", (response) => response.destroy()); // some servers answer CONNECT like any other request
    request.on("connect", ({ statusCode }, socket) => {
      if (statusCode === undefined || statusCode < 200 || statusCode > 299) {
        socket.destroy();
        fail(new Error(`the proxy answered ${statusCode}`));
        return;
      }
      onPhaseEnded();
      callback(null, connect({ socket, host: host ?? "", servername: options.servername ?? "" }));
    });
    request.end();
  }

  #requestTunnel(
    target: string,
    lookup: LookupFunction | undefined,
    signal: AbortSignal | undefined,
  ): http.ClientRequest {
    const { protocol, hostname, port, username, password } = this.#proxy;
    const isSecure = protocol === "https:";
    const credentials = Buffer.from(`${decodeCredential(username)}:${decodeCredential(password)}`).toString(
      "base64",
    );
    return (isSecure ? https : http).request({
      method: "CONNECT",
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port || (isSecure ? 443 : 80),
      path: target,
      headers: {
        Host: target,
        ...(username === "" && password === "" ? {} : { "Proxy-Authorization": `Basic ${credentials}` }),
      },
      agent: false,
      ...(lookup && { lookup }),
      ...(signal && { signal }),
    });
  }
}

function formatAuthority(host: string, port: string | number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Decodes a credential of the proxy's URL. Returns it unchanged if it has a `%` that is not encoded. */
function decodeCredential(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
