/** Detects the JavaScript runtime and its major version, because the exact version could identify a machine. */

export interface Runtime {
  readonly name: "node" | "bun" | "deno";
  readonly major: number;
}

/** Bun and Deno also state a version of Node, for compatibility, so they are looked for first. */
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
