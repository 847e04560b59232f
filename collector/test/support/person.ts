/** A person whose tool sends events to a collector, in a home of their own. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { type FinishedProcess, runProgram, runTelemetryCli, TELEMETRY_DIST } from "./node-process.js";
import { createTempFolder } from "./temp-folder.js";

export class Person {
  readonly home = createTempFolder();
  /** A word in each of the person's events. */
  readonly marker: string;
  readonly #env: Readonly<Record<string, string>>;

  constructor(collectorUrl: string, marker: string) {
    this.marker = marker;
    this.#env = {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: collectorUrl,
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
    };
  }

  /** Runs a tool once, which sends events under a new id. */
  async useTool(eventCount = 5): Promise<void> {
    const program = `
      import { getTelemetryClient } from ${JSON.stringify(join(TELEMETRY_DIST, "index.js"))};
      const client = getTelemetryClient();
      for (let number = 0; number < ${eventCount}; number++)
        client.capture("search", { marker: "${this.marker}", number });
      await client.shutdown();`;
    const run = await runProgram(program, { home: this.home, env: this.#env });
    expect(run).toMatchObject({ code: 0, stdout: "" });
  }

  /** The random ids that the person's machine knows. */
  get ids(): readonly string[] {
    const texts = this.#listIdFiles().map((file) => readFileSync(file, "utf8"));
    return [...new Set(texts.join("\n").split("\n"))].filter((line) => line !== "");
  }

  /** Adds an id under which nothing was sent. */
  addUnusedId(id: string): void {
    const [file] = this.#listIdFiles();
    if (file === undefined) throw new Error("nothing was sent yet");
    writeFileSync(file, `${id}\n`, { flag: "a" });
  }

  runCli(...args: readonly string[]): Promise<FinishedProcess> {
    return runTelemetryCli(args, { home: this.home, env: this.#env });
  }

  #listIdFiles(): string[] {
    const folder = join(this.home, ".data", "codeweaver", "telemetry", "ids");
    return readdirSync(folder).map((name) => join(folder, name));
  }
}
