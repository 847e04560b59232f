// `npm run build && npm run test:opentelemetry` traces a tool with the packed package and each version of OpenTelemetry's SDK.
// It installs the SDKs from npm, each in a folder of its own, and runs SDK 3 on Node 22, which it needs.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { packInto } from "../support/pack.mjs";

/** The packages that a user installs, and the package that has the SDK's types. */
const SDKS = {
  "SDK 2.0, API 1.9": {
    packages: [
      "@opentelemetry/api@1.9.0",
      "@opentelemetry/sdk-trace-node@2.0.0",
      "@opentelemetry/otlp-transformer@0.200.0",
      "@opentelemetry/sdk-metrics@2.0.0",
    ],
    sdk: "@opentelemetry/sdk-trace-node",
    provider: "NodeTracerProvider",
  },
  "SDK 2.12 of one package, API 1.9": {
    packages: [
      "@opentelemetry/api@1.9.1",
      "@opentelemetry/sdk-trace@2.12.1",
      "@opentelemetry/context-async-hooks@2.12.1",
      "@opentelemetry/otlp-transformer@0.223.1",
      "@opentelemetry/sdk-metrics@2.12.1",
    ],
    sdk: "@opentelemetry/sdk-trace",
    provider: "TracerProvider",
  },
  "SDK 3, API 1.10": {
    packages: [
      "node@22",
      "@opentelemetry/api@1.10.0",
      "@opentelemetry/sdk-trace@3.1.1",
      "@opentelemetry/context-async-hooks@3.1.1",
      "@opentelemetry/otlp-transformer@0.301.1",
      "@opentelemetry/sdk-metrics@3.1.1",
    ],
    sdk: "@opentelemetry/sdk-trace",
    provider: "TracerProvider",
    hasOwnNode: true,
  },
};

/** The tool is compiled, too, because `tracing.processor` must fit the host's provider. */
const TYPES = ({ sdk, provider }) => `
import { ${provider} } from "${sdk}";
import { startTracing } from "codeweaver-telemetry/otel";
const { processor } = await startTracing({ tool: "mytool", register: false });
export const own = new ${provider}({ spanProcessors: processor ? [processor] : [] });`;

const temporary = mkdtempSync(join(tmpdir(), "telemetry-opentelemetry-"));

/** Returns the folder. npm refuses a peer dependency whose range excludes the installed version. */
function install(index, { packages }) {
  const folder = join(temporary, `sdk-${index}`);
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }');
  const options = ["--no-audit", "--no-fund", "--silent", "--strict-peer-deps"];
  execFileSync("npm", ["install", ...options, tarball, ...packages], { cwd: folder, stdio: "inherit" });
  return folder;
}

function run(folder, [program, ...args]) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: folder, NO_COLOR: "1" },
    encoding: "utf8",
    timeout: 60_000,
  });
  return status === 0 ? undefined : `ends with ${status}: ${stdout}\n${stderr}`;
}

/** Returns what is wrong with an SDK. Undefined if it works. */
function test(index, sdk) {
  const folder = install(index, sdk);
  cpSync(resolve("test/opentelemetry/tool.mjs"), join(folder, "tool.mjs"));
  writeFileSync(join(folder, "types.ts"), TYPES(sdk));
  const node = sdk.hasOwnNode ? join(folder, "node_modules/node/bin/node") : process.execPath;
  const tsc = [resolve("node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--skipLibCheck"];
  const options = ["--module", "nodenext", "--target", "es2022", "--types", "node"];
  const typeRoots = ["--typeRoots", resolve("node_modules/@types")];
  return (
    run(folder, [node, "tool.mjs", sdk.sdk, sdk.provider]) ??
    run(folder, [process.execPath, ...tsc, ...options, ...typeRoots, "types.ts"])
  );
}

let failures = 0;
const tarball = packInto(temporary);
for (const [index, [name, sdk]] of Object.entries(SDKS).entries()) {
  const problem = test(index, sdk);
  if (problem !== undefined) failures++;
  console.log(problem === undefined ? `✓ ${name}` : `✗ ${name}: ${problem}`);
}
rmSync(temporary, { recursive: true, force: true });
process.exitCode = failures === 0 ? 0 : 1;
