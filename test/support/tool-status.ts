/** Runs `status` of a tool in every state, and checks what it begins with. */
import { expect } from "vitest";
import { runToolCommand, unwrap } from "./cli.js";
import { createFolderWithFiles, type Run } from "./run.js";

export const CHOICE = ".config/mytool/telemetry-choice.json";
export const DISABLE = "MYTOOL__TELEMETRY__DISABLE_TELEMETRY";
export const OPTED_IN = {
  [CHOICE]: '{"telemetry":"enabled","date":"2026-11-26T10:00:00Z","policy":"2026-11-28"}',
};
export const OPTED_OUT = { [CHOICE]: '{"telemetry":"disabled","date":"2026-11-26T10:00:00Z"}' };

export interface State {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The author's options, as source text, beside the tool's name, its key and its host. */
  readonly options?: string;
  readonly answer: "on" | "off";
  readonly reason: string;
  readonly next: string;
  /** Texts that must be in the rest of the report. */
  readonly facts?: readonly string[];
}

/** Runs `mytool telemetry …` as a person would, in a home with the given files. */
export function runInState(
  args: readonly string[],
  { files = {}, env = {}, options = "" }: Partial<State>,
): Promise<Run> {
  const base = 'command: "mytool telemetry", posthogApiKey: "phc_x", posthogHost: "https://ph.example"';
  const home = createFolderWithFiles(files);
  return runToolCommand(args, `${base}, ${options}`, { home, env: { CI: "", ...env } });
}

/** Checks that `status` begins with the answer, its reason and the next step. */
export async function expectStatus(state: State): Promise<void> {
  const { stdout, stderr, code } = await runInState(["status"], state);
  expect(stderr).toBe("");
  expect(code).toBe(state.next.startsWith("To repair it") ? 1 : 0);
  const [head = "", ...rest] = stdout.split("\n\n");
  const [answer, ...lines] = head.split("\n");
  expect(answer).toBe(`mytool telemetry is ${state.answer}`);
  expect(unwrap(lines.join("\n")).trim()).toBe(`${state.reason} ${state.next}`);
  for (const fact of state.facts ?? []) expect(unwrap(rest.join("\n"))).toContain(fact);
  expect(stdout).not.toMatch(/ $/m);
  expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([]);
  const narrow = await runInState(["status"], { ...state, env: { ...state.env, COLUMNS: "60" } });
  expect(narrow.stdout.split("\n").filter((line) => line.length > 60)).toEqual([]);
}
