// What the first event costs a program that starts: the import, the first capture, and the reading of its settings.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runFresh } from "./support/fresh.mjs";
import { median } from "./support/median.mjs";
import { startReceiver } from "./support/receiver.mjs";
import { newHome } from "./support/surroundings.mjs";

export const what = "from import to a first event captured and settings read, in a fresh process";

const busy = "main thread busy, ms";
const SPOOL = "codeweaver.toml, delivery spool";
const INLINE = "codeweaver.toml, delivery inline";
const ENVIRONMENT = "settings in the environment";
const POSTHOG = "posthog-node, constructed, no settings to read";

/** Its import and its constructor. */
const there = { row: POSTHOG, value: 34 + 11 };

export const targets = [
  { what: "import to settings known", row: SPOOL, column: busy, limit: 25, unit: "ms", there },
  { what: "the same, inline", row: INLINE, column: busy, limit: 25, unit: "ms", there },
  { what: "spool ÷ posthog-node", row: SPOOL, column: busy, over: { row: POSTHOG }, limit: 0.6, slack: 2 },
];

/** The home of a person with settings of their own. */
function homeWithSettings(host, delivery) {
  const home = newHome();
  const folder = join(home, "config", "codeweaver");
  mkdirSync(folder, { recursive: true });
  const lines = [`posthog_api_key = "phc_bench"`, `posthog_host = "${host}"`, `delivery = "${delivery}"`];
  writeFileSync(join(folder, "codeweaver.toml"), `[telemetry]\n${lines.join("\n")}\n`);
  return home;
}

export async function measure({ quick }) {
  const receiver = await startReceiver();
  const program = new URL("programs/first-event.mjs", import.meta.url);
  const args = ["codeweaver-telemetry"];
  const env = { CODEWEAVER_POSTHOG_API_KEY: "phc_bench", CODEWEAVER__TELEMETRY__POSTHOG_HOST: receiver.url };
  const ways = {
    [SPOOL]: () => ({ args, home: homeWithSettings(receiver.url, "spool") }),
    [INLINE]: () => ({ args, home: homeWithSettings(receiver.url, "inline") }),
    [ENVIRONMENT]: () => ({ args, env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "spool" } }),
    [POSTHOG]: () => ({ args: ["posthog-node", receiver.url] }),
  };
  const samples = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (let round = 0; round < (quick ? 3 : 15); round++)
    for (const [name, options] of Object.entries(ways))
      samples[name].push(await runFresh(program, options()));
  receiver.close();
  const rows = Object.keys(ways).map((name) => {
    const of = (key) => median(samples[name].map((each) => each[key]));
    return {
      name,
      "import, ms": of("imported"),
      "caller's turn of the first capture, ms": of("turn"),
      "until settings are known, ms": of("known"),
      [busy]: of("busy"),
      "CPU of all threads, ms": of("cpu"),
    };
  });
  return {
    rows,
    notes: ["busy is the time from before the import until ready() is done, without the loop's idle time"],
  };
}
