/** Starts a separate process that sends the spool and outlives this process. */
import type { ChildProcess, SpawnOptions } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, parse } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConsentSnapshot } from "../consent/saved-choice.js";
import { resolveModuleFile } from "../internal/package-info.js";
import type { OtlpOptions, WireFormat } from "../transports/transport.js";
import { findCertificateOptions } from "./certificate-options.js";
import { getSharedFilePaths, type SpoolDestination } from "./spool-destination.js";
import { assignReservedLock, reserveSpoolLock } from "./spool-lock.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** Everything that the sender process needs. It reads no settings. */
export interface SendJob extends SpoolDestination {
  readonly requestTimeoutMs: number;
  readonly batchSize: number;
  readonly maxRetries: number;
  readonly backoffFactor: number;
  readonly wireFormat: WireFormat;
  /** Set for the wire format `otlp`. */
  readonly otlp: OtlpOptions | undefined;
  /** The limits of the spool. */
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  /** Undefined if requests are not logged. */
  readonly requestLogFolder: string | undefined;
  /** Lets the sender notice that the user opts out. Undefined without a home directory. */
  readonly consentSnapshot: ConsentSnapshot | undefined;
}

/** A job, and the program that does it. */
export interface SenderStart extends SendJob {
  /** From `findSenderProgram`. */
  readonly program: string;
}

/** The environment variable of the job. Other users can read a process's arguments, but not its environment. */
export const JOB_ENV = "CODEWEAVER_TELEMETRY_SEND_JOB";

/**
 * Variables that the sender process inherits, including those of Google's credentials. Of NODE_OPTIONS only the options for
 * certificates are passed on, because others may load modules of the host.
 */
const INHERITED_VARIABLES =
  /^(?:path|home|userprofile|systemroot|windir|temp|tmp|tmpdir|node_extra_ca_certs|node_use_system_ca|ssl_cert_(?:file|dir)|appdata|cloudsdk_config|google_application_credentials)$/i;

/** Set by platforms that freeze or end all processes when a request is answered. */
const SERVERLESS_VARIABLES = [
  "AWS_LAMBDA_FUNCTION_NAME",
  "FUNCTION_TARGET",
  "K_SERVICE",
  "FUNCTIONS_WORKER_RUNTIME",
  "VERCEL",
];

/**
 * Returns the program of the sender process. Returns undefined if no process can be started, if it would not outlive this
 * one, or if a bundler has left the program out.
 */
export function findSenderProgram(env: Environment): string | undefined {
  const permission: unknown = Reflect.get(process, "permission");
  const has: unknown = Reflect.get(Object(permission), "has");
  // `--permission` forbids child processes unless `--allow-child-process` is set, too.
  const isPermitted = typeof has !== "function" || has.call(permission, "child") !== false;
  const canOutliveProcess =
    process.getBuiltinModule("node:worker_threads").isMainThread &&
    process.versions.pnp === undefined && // only this process has the loader of Yarn's Plug'n'Play
    process.pid !== 1 && // when the first process of a container ends, all others end
    !SERVERLESS_VARIABLES.some((name) => env[name]);
  const isJsRuntime = /^(?:node|nodejs|bun|deno)(?:\.exe)?$/i.test(basename(process.execPath)); // not a host's own executable
  if (!isPermitted || !canOutliveProcess || !isJsRuntime) return undefined;
  try {
    const program = fileURLToPath(resolveModuleFile("detached-sender.cjs"));
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined; // a bundler has removed the URL of this module
  }
}

/**
 * Starts the process, unless one is running, which will find the new files. Returns at once. Never throws.
 * @returns false if the process cannot be started
 */
export function spawnSender(job: SenderStart, env: Environment): boolean {
  const { lock } = getSharedFilePaths(job);
  if (!reserveSpoolLock(lock)) return true;
  try {
    const child = startSenderProgram(job, env, { detached: true, stdio: "ignore" });
    child.on("error", () => {}); // the spool keeps the events
    child.unref();
    if (child.pid !== undefined) assignReservedLock(lock, child.pid);
    return child.pid !== undefined;
  } catch {
    return false; // not permitted
  }
}

/** Starts the program with a job. @throws the system's error, and an error of Node's permission model */
export function startSenderProgram(
  { program, ...job }: SenderStart,
  env: Environment,
  options: SpawnOptions,
): ChildProcess {
  const inherited = Object.entries(env).filter(([name]) => INHERITED_VARIABLES.test(name));
  const { spawn } = process.getBuiltinModule("node:child_process"); // here, because it takes milliseconds to load
  return spawn(process.execPath, [...findCertificateOptions(process.execArgv, env.NODE_OPTIONS), program], {
    ...options,
    windowsHide: true,
    cwd: parse(process.execPath).root,
    env: {
      ...Object.fromEntries(inherited),
      [JOB_ENV]: JSON.stringify(job),
      NODE_V8_COVERAGE: undefined, // otherwise Node passes on the folder, and the host's report would include this process
    },
  });
}
