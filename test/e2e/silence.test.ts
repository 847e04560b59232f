import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, DIST, listFiles, runNode, runProgram } from "../support/run.js";

const FLAG_REQUEST = 'await telemetry.getFeatureFlag("f", { fallback: "control" })';
/** Does everything that a tool can do with telemetry, and prints its own result. */
const program = (door: string, flag = FLAG_REQUEST) => `
  import { captureSearchEvent, captureSessionEvent, getTelemetryClient } from ${JSON.stringify(join(door, "index.js"))};
  import { SessionStatistics } from ${JSON.stringify(join(door, "models/index.js"))};
  const telemetry = getTelemetryClient();
  telemetry.startSession({ version: "1" });
  telemetry.capture("hello", { n: 1 });
  captureSearchEvent({ response: { matches: [{ file: { path: "/a/b.ts" } }] }, query: "q" });
  captureSessionEvent(new SessionStatistics());
  const flag = ${flag};
  await telemetry.flush();
  await telemetry.endSession();
  await telemetry.shutdown();
  globalThis.recordModules?.();
  console.log(JSON.stringify([flag, telemetry.state]));
`;

/** Records every imported module and, on demand, the modules that were required and those of Node. */
const spy = (file: string) =>
  `data:text/javascript,${encodeURIComponent(`
    import { appendFileSync } from "node:fs";
    import { createRequire, register } from "node:module";
    const required = createRequire("/").cache;
    const before = new Set(process.moduleLoadList);
    globalThis.recordModules = () => {
      const names = Object.keys(required).map((path) => path.replace(/.*[\\/\\\\]/, "./"));
      const builtIn = process.moduleLoadList.filter((each) => !before.has(each));
      appendFileSync(${JSON.stringify(file)}, [...names, ...builtIn].join("\\n"));
    };
    register("data:text/javascript," + encodeURIComponent(\`
      import { appendFileSync } from "node:fs";
      export const resolve = (specifier, context, next) => {
        appendFileSync(${JSON.stringify(file)}, specifier + "\\\\n");
        return next(specifier, context);
      };
    \`));
  `)}`;

/** Files of the package beyond its entries, and modules of Node that take long to load. Node itself loads `net` for a pipe. */
const OFF_AT_ONCE =
  /^\.\/(start-pipeline|create-pipeline|toml|http-client)|^zod|^NativeModule (crypto|https?|child_process|.*undici.*)$|posthog/m;
/** An event that is captured before the settings are known gets an id, which needs Node's crypto. */
const WITHOUT_SETTINGS =
  /^\.\/(create-pipeline|toml|http-client)|^zod|^NativeModule (https?|child_process|.*undici.*)$|posthog/m;

describe("a tool whose telemetry is off", () => {
  it.each<[string, Record<string, string>, string | undefined, string]>([
    ["without any settings", {}, undefined, "no_key"],
    ["with DO_NOT_TRACK", { DO_NOT_TRACK: "1" }, undefined, "do_not_track"],
    [
      "with disable_telemetry in the environment",
      { CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY: "1" },
      undefined,
      "disabled",
    ],
    [
      "with disable_telemetry in the project's file",
      {},
      "[telemetry]\ndisable_telemetry = true\n",
      "disabled",
    ],
    ["with a broken file", {}, "[telemetry\nbatch_size = = 3", "unreadable_file"],
  ])("throws, prints, sends and writes nothing %s", async (name, env, toml, reason) => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const cwd = createTempFolder();
    if (toml !== undefined) writeFileSync(join(cwd, "codeweaver.toml"), toml);
    const key = name === "without any settings" ? {} : { CODEWEAVER_POSTHOG_API_KEY: "phc_x" };
    const run = await runProgram(program(DIST), {
      home,
      cwd,
      env: { CODEWEAVER__TELEMETRY__POSTHOG_HOST: receiver.url, ...key, ...env },
    });
    expect({ ...run, milliseconds: 0 }).toEqual({
      code: 0,
      signal: null,
      stdout: expect.stringContaining(`"${reason}"`),
      stderr: "",
      milliseconds: 0,
    });
    expect(JSON.parse(run.stdout)[0]).toBe("control");
    expect(receiver.requests).toEqual([]);
    expect(listFiles(home)).toEqual([]);
  });

  it("loads no heavy module if the environment turns telemetry off", async () => {
    const home = createTempFolder();
    const log = join(home, "modules.log");
    const run = async (env: Record<string, string>, text = program(DIST)) => {
      writeFileSync(log, "");
      const { code } = await runNode(["--import", spy(log), "--input-type=module", "-e", text], {
        home,
        env,
      });
      expect(code).toBe(0);
      return readFileSync(log, "utf8");
    };
    expect(await run({ DO_NOT_TRACK: "1", CODEWEAVER_POSTHOG_API_KEY: "phc_x" })).not.toMatch(OFF_AT_ONCE);
    // Without any settings, only the folders of settings are looked up.
    expect(await run({})).not.toMatch(WITHOUT_SETTINGS);
    // The spy reports these modules if they are loaded, so the expectations above can fail.
    const ON = {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: "http://127.0.0.1:1",
    };
    const on = await run(ON);
    expect(on).toMatch(/^posthog-node$/m);
    for (const name of ["start-pipeline", "create-pipeline", "http-client"])
      expect(on).toMatch(new RegExp(`^\\./${name}`, "m"));
    for (const name of ["crypto", "http"]) expect(on).toMatch(new RegExp(`^NativeModule ${name}$`, "m"));
    // Events are sent without posthog-node, which is loaded with the first flag request.
    const withoutFlag = await run(ON, program(DIST, "undefined"));
    expect(withoutFlag).toMatch(/^NativeModule http$/m);
    expect(withoutFlag).not.toContain("posthog");
  });
});

describe("an invalid setting", () => {
  it("turns telemetry off with one warning that names the key, its source and the expected value, but not the value", async () => {
    const env = { CODEWEAVER_POSTHOG_API_KEY: "phc_x", CODEWEAVER__TELEMETRY__BATCH_SIZE: "lots-of-them" };
    const run = await runProgram(program(DIST), { home: createTempFolder(), env });
    expect(run.code).toBe(0);
    expect(run.stdout).toContain('"invalid_setting"');
    expect(run.stderr.match(/TelemetryWarning/g)).toHaveLength(1);
    expect(run.stderr).toContain(
      "telemetry is off: batch_size (CODEWEAVER__TELEMETRY__BATCH_SIZE) is not a whole number from 1 to 2048",
    );
    expect(run.stderr).not.toContain("lots-of-them");
  });
});
