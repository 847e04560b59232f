/** An agent whose connections go through an HTTP proxy: it asks for a tunnel, and speaks TLS with the server in it. */
import * as http from "node:http";
import * as https from "node:https";
import type { LookupFunction } from "node:net";
import type { Duplex } from "node:stream";
import { connect } from "node:tls";

/** What a request's options say of its connection, besides the standard ones. */
export interface TunnelOptions extends https.RequestOptions {
  /** Ends the wait for the proxy. Not `signal`: Node's agents withhold that one, for a connection outlives its request. */
  readonly until?: AbortSignal;
}

type Connected = (error: Error | null, socket: Duplex) => void;

export class TunnelAgent extends https.Agent {
  readonly #proxy: URL;

  constructor(proxy: string, options: https.AgentOptions) {
    super(options);
    this.#proxy = new URL(proxy);
  }

  override createConnection(options: TunnelOptions, callback: Connected): undefined {
    const { host, port, lookup, until } = options;
    const failed = (error: Error) => (callback as (error: Error) => void)(error); // Node's types want a socket with it
    const request = this.#ask(authority(host ?? "", port ?? 443), lookup, until);
    request.on("socket", (socket) => socket.unref());
    request.on("error", failed);
    request.on("response", (response) => response.destroy()); // an answer to CONNECT that is none
    request.on("connect", ({ statusCode }, socket) => {
      if (statusCode === undefined || statusCode < 200 || statusCode > 299) {
        socket.destroy();
        failed(new Error(`the proxy answered ${statusCode}`));
        return;
      }
      callback(null, connect({ socket, host: host ?? "", servername: options.servername ?? "" }));
    });
    request.end();
  }

  #ask(
    target: string,
    lookup: LookupFunction | undefined,
    until: AbortSignal | undefined,
  ): http.ClientRequest {
    const { protocol, hostname, port, username, password } = this.#proxy;
    const secure = protocol === "https:";
    const credentials = Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64");
    return (secure ? https : http).request({
      method: "CONNECT",
      host: hostname.replace(/^\[|\]$/g, ""),
      port: port || (secure ? 443 : 80),
      path: target,
      headers: {
        Host: target,
        ...(username === "" && password === "" ? {} : { "Proxy-Authorization": `Basic ${credentials}` }),
      },
      agent: false,
      ...(lookup && { lookup }),
      ...(until && { signal: until }),
    });
  }
}

function authority(host: string, port: string | number): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** People write a `%` in a password as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
