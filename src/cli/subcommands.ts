/** Lists all subcommands. */
import type { Subcommand } from "./subcommand.js";

/** A subcommand is loaded when it is run, because `status` does not need the modules of `receive`. */
export const SUBCOMMANDS: ReadonlyMap<string, () => Promise<Subcommand>> = new Map([
  ["status", async () => (await import("./commands/status.js")).status],
  ["enable", async () => (await import("./commands/enable-disable.js")).enable],
  ["disable", async () => (await import("./commands/enable-disable.js")).disable],
  ["trust", async () => (await import("./commands/trust.js")).trust],
  ["show", async () => (await import("./commands/show.js")).show],
  ["preview", async () => (await import("./commands/preview.js")).preview],
  ["compare", async () => (await import("./commands/compare.js")).compare],
  ["doctor", async () => (await import("./commands/doctor.js")).doctor],
  ["manifest", async () => (await import("./commands/manifest.js")).manifest],
  ["export", async () => (await import("./commands/export.js")).exportData],
  ["forget", async () => (await import("./commands/forget.js")).forget],
  ["flush", async () => (await import("./commands/flush.js")).flush],
  ["receive", async () => (await import("./commands/receive.js")).receive],
]);

/** The subcommand that runs when none is named. */
export const DEFAULT_SUBCOMMAND = "status";
