/** Which JavaScript runtime a program is on, and its major version: the exact one would narrow down a machine. */

export interface Runtime {
  readonly name: "node" | "bun" | "deno";
  readonly major: number;
}

/** Bun and Deno say Node's version, too, for those who ask for nothing else. */
export function detectRuntime(): Runtime {
  const { node, bun, deno }: Readonly<Record<string, string | undefined>> = process.versions;
  const [name, version] =
    bun !== undefined
      ? (["bun", bun] as const)
      : deno !== undefined
        ? (["deno", deno] as const)
        : (["node", node] as const);
  return { name, major: Number.parseInt(version ?? "0", 10) };
}
