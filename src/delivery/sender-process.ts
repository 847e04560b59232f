/** Starts a process of its own that delivers what the spool holds, and outlives the one that asked for it. */
import { existsSync } from "node:fs";
import { basename, parse } from "node:path";
import { fileURLToPath } from "node:url";
import type { ConsentSnapshot } from "../consent/saved-choice.js";
import { resolveModuleFile } from "../internal/package-files.js";
import type { OtlpOptions, WireFormat } from "../transports/transport.js";
import { reserveSpoolLock } from "./spool-lock.js";
import { getSharedFilePaths, type Route } from "./spool-paths.js";

/** What the child has to know; it reads no settings of its own. */
export interface SendJob extends Route {
  readonly requestTimeoutMs: number;
  readonly batchSize: number;
  readonly maxRetries: number;
  readonly backoffFactor: number;
  /** How a request is written. */
  readonly wireFormat: WireFormat;
  /** Of the wire `otlp`. */
  readonly otlp: OtlpOptions | undefined;
  readonly maxBytes: number;
  readonly maxAgeMs: number;
  /** Undefined where no receipts are kept. */
  readonly requestLogFolder: string | undefined;
  /** How it learns that the person has said no; undefined where there is no home. */
  readonly consentSnapshot: ConsentSnapshot | undefined;
}

/** The variable that the order is in: unlike arguments, other users cannot read it. */
export const JOB_ENV = "CODEWEAVER_TELEMETRY_ORDER";

/** What a child needs of the environment, Google's credentials among it. Not NODE_OPTIONS: what a host loads into node is not for this process. */
const INHERITED_VARIABLES =
  /^(?:path|home|userprofile|systemroot|windir|temp|tmp|tmpdir|node_extra_ca_certs|ssl_cert_(?:file|dir)|appdata|cloudsdk_config|google_application_credentials)$/i;

/** Frozen or gone with the answer to a request, so that a child would never run. */
const SERVERLESS_VARIABLES = [
  "AWS_LAMBDA_FUNCTION_NAME",
  "FUNCTION_TARGET",
  "K_SERVICE",
  "FUNCTIONS_WORKER_RUNTIME",
  "VERCEL",
];

/** Undefined where a bundler has left us without a place. */
function resolveSenderProgram(): string | undefined {
  try {
    return fileURLToPath(resolveModuleFile("bootstrap/detached-sender.js"));
  } catch {
    return undefined;
  }
}

/** Whether a child would outlive this process and be what it should: not this program again. */
export function canSpawnSender(env: Readonly<Record<string, string | undefined>>): boolean {
  return (
    process.getBuiltinModule("node:worker_threads").isMainThread &&
    canSpawnProcesses() &&
    process.pid !== 1 && // with a container's first process all others end
    !SERVERLESS_VARIABLES.some((name) => env[name]) &&
    /^(?:node|nodejs|bun|deno)(?:\.exe)?$/i.test(basename(process.execPath)) &&
    existsSync(resolveSenderProgram() ?? "") // a bundler may have left it behind
  );
}

/** Not under `--permission` without `--allow-child-process`. */
function canSpawnProcesses(): boolean {
  const permission: unknown = Reflect.get(process, "permission");
  const has: unknown = Reflect.get(Object(permission), "has");
  return typeof has !== "function" || has.call(permission, "child") !== false;
}

/** Returns at once. Where another child is at work already, that one finds what is new. Never throws. */
export function spawnSender(job: SendJob, env: Readonly<Record<string, string | undefined>>): void {
  try {
    const path = resolveSenderProgram();
    if (path === undefined || !reserveSpoolLock(getSharedFilePaths(job).lock)) return;
    const inherited = Object.entries(env).filter(([name]) => INHERITED_VARIABLES.test(name));
    const { spawn } = process.getBuiltinModule("node:child_process"); // here, for it takes milliseconds to load
    const child = spawn(process.execPath, [path], {
      detached: true,
      stdio: "ignore",
      windowsHide: true,
      cwd: parse(process.execPath).root,
      env: { ...Object.fromEntries(inherited), [JOB_ENV]: JSON.stringify(job) },
    });
    child.on("error", () => {}); // the spool keeps what is there
    child.unref();
  } catch {
    // Not permitted: a later process delivers.
  }
}
