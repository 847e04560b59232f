/** Defines the subcommand `serve`, which receives events until it is told to stop. */
import { resolve } from "node:path";
import type { CollectorConfig } from "../config/collector-config.js";
import { loadConfig } from "../config/load-config.js";
import { describeError } from "../internal/errors.js";
import { type RunningServer, startServer } from "../server/start-server.js";
import {
  type Arguments,
  DATA_ARGUMENT,
  defineSubcommand,
  optionalText,
  requireText,
  UsageError,
} from "./subcommand.js";

/** After SIGTERM, the process ends within this time, whatever is still pending. */
const EXIT_TIMEOUT_MS = 4500;

export const serve = defineSubcommand(
  "serve",
  "Receive events, spans and questions for flags",
  {
    ...DATA_ARGUMENT,
    host: { type: "string", description: "Address to listen on (127.0.0.1)", valueHint: "ADDRESS" },
    port: { type: "string", description: "Port to listen on (8123)", valueHint: "N" },
    config: {
      type: "string",
      description: "Configuration (collector.toml, if it exists)",
      valueHint: "FILE",
    },
    "tls-cert": { type: "string", description: "Certificate in PEM", valueHint: "FILE" },
    "tls-key": { type: "string", description: "Its key in PEM", valueHint: "FILE" },
    public: { type: "boolean", description: "Let everybody read, without the admin token" },
  },
  async (args) => {
    process.stderr.on("error", () => {}); // a full disk, or a reader of the log that has ended, must not end the server
    const config = await loadConfig({
      file: optionalText(args, "config"),
      env: process.env,
      cwd: process.cwd(),
      flags: {
        host: optionalText(args, "host"),
        port: parsePort(args),
        tls_cert: optionalText(args, "tls-cert"),
        tls_key: optionalText(args, "tls-key"),
        public: args.public === true ? true : undefined,
      },
    });
    const starting = startServer({ config, dataFolder: resolve(requireText(args, "data")), log });
    closeOnSignals(starting);
    const server = await starting;
    process.on("SIGHUP", () => reloadCertificate(server));
    for (const warning of listWarnings(server, config)) log(warning);
    log(`the admin token is in ${server.tokenPath}`);
    log(`listening on ${server.url}`);
  },
);

/** The longest month and a week, in days: `telemetry_active` is dated the first day of what it counts. */
const [MONTH_DAYS, WEEK_DAYS] = [31, 7];
const LOOPBACK = /^(?:localhost|127\.[\d.]+|::1)$/;

function listWarnings({ collector }: RunningServer, { server }: CollectorConfig): string[] {
  const warnings = [...collector.projects.values()].flatMap(({ name, hasManifests, config }) => {
    const days = config.retention_days;
    const periods = days < WEEK_DAYS ? "the weekly and the monthly" : "the monthly";
    return [
      ...(hasManifests
        ? []
        : [`the project ${name} has no manifest, so it keeps numbers and words only (manifest add FILE)`]),
      ...(days < MONTH_DAYS
        ? [
            `the project ${name} drops ${periods} telemetry_active as expired, because it keeps events for ${days} days only`,
          ]
        : []),
    ];
  });
  if (server.tls_cert === undefined && !LOOPBACK.test(server.host))
    warnings.push(`without TLS, everybody between the tools and ${server.host} can read what they send`);
  return warnings;
}

function log(text: string): void {
  process.stderr.write(`${text}\n`);
}

function parsePort(args: Arguments): number | undefined {
  const text = optionalText(args, "port");
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError("--port must be an integer from 0 to 65535.");
  return Number(text);
}

/** After a mistake, the earlier certificate is still used. */
function reloadCertificate(server: RunningServer): void {
  try {
    const isRead = server.reloadCertificate();
    log(isRead ? "the certificate was read again" : "there is no certificate to read again");
  } catch (error) {
    log(`${describeError(error)} The earlier certificate remains in use.`);
  }
}

/**
 * Closes the server at SIGTERM and SIGINT, also if one comes while it starts. A second signal does not end it sooner, because
 * the journal is being closed.
 */
function closeOnSignals(starting: Promise<RunningServer>): void {
  let isClosing = false;
  const close = () => {
    if (isClosing) return;
    isClosing = true;
    setTimeout(() => process.exit(0), EXIT_TIMEOUT_MS).unref(); // what was acknowledged is durable
    starting.then(
      (server) =>
        server.close().then(
          () => process.exit(0),
          () => process.exit(1),
        ),
      () => {}, // main.ts reports why it has not started
    );
  };
  process.on("SIGTERM", close);
  process.on("SIGINT", close);
}
