// Measures the first event of a program that starts: the import, the first capture, and reading the settings.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createHome } from "./support/environment.mjs";
import { runInFreshProcess } from "./support/fresh-process.mjs";
import { median } from "./support/median.mjs";
import { startReceiver } from "./support/receiver.mjs";

export const title = "from import to a first event captured and settings read, in a fresh process";

const busy = "main thread busy, ms";
const SPOOL = "codeweaver.toml, delivery spool";
const INLINE = "codeweaver.toml, delivery inline";
const ENVIRONMENT = "settings in the environment";
const POSTHOG = "posthog-node, constructed, no settings to read";

export const targets = [
  { title: "spool ÷ posthog-node", row: SPOOL, column: busy, over: { row: POSTHOG }, limit: 0.4, slack: 2 },
];

/** Creates the home of a person who has a settings file. */
function createHomeWithSettings(host, delivery) {
  const home = createHome();
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
  const cases = {
    [SPOOL]: () => ({ args, home: createHomeWithSettings(receiver.url, "spool") }),
    [INLINE]: () => ({ args, home: createHomeWithSettings(receiver.url, "inline") }),
    [ENVIRONMENT]: () => ({ args, env: { ...env, CODEWEAVER__TELEMETRY__DELIVERY: "spool" } }),
    [POSTHOG]: () => ({ args: ["posthog-node", receiver.url] }),
  };
  const samples = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
  for (let round = 0; round < (quick ? 3 : 15); round++)
    for (const [name, options] of Object.entries(cases))
      samples[name].push(await runInFreshProcess(program, options()));
  receiver.close();
  const rows = Object.keys(cases).map((name) => {
    const getMedian = (key) => median(samples[name].map((each) => each[key]));
    return {
      name,
      "import, ms": getMedian("imported"),
      "caller's turn of the first capture, ms": getMedian("turn"),
      "until settings are known, ms": getMedian("known"),
      [busy]: getMedian("busy"),
      "CPU of all threads, ms": getMedian("cpu"),
    };
  });
  return {
    rows,
    notes: [
      "busy is the time from before the import until ready() resolves, without the event loop's idle time",
    ],
  };
}
