/** Creates the two corpora: sensitive and ordinary texts. */
import { EMAILS, USERS } from "./addresses.js";
import { CARDS } from "./cards.js";
import { CARRIERS, type Carrier } from "./carriers.js";
import { COMMANDS } from "./commands.js";
import { CONNECTIONS } from "./connections.js";
import { HOSTS, IPS, MACS } from "./machines.js";
import { PHONES_AS_PRINTED } from "./numbers.js";
import { SPOKEN } from "./password-phrases.js";
import { SETTINGS } from "./passwords.js";
import { PATHS } from "./paths.js";
import { PRIVATE_KEYS, SIGNED_TOKENS } from "./private-keys.js";
import { type Random, seededRandom } from "./random.js";
import type { Maker, Sample } from "./sample.js";
import { VENDOR_TOKENS } from "./tokens.js";
import { URLS } from "./urls.js";

export { type Ordinary, ordinaryCorpus } from "./ordinary.js";
export type { Maker, Piece, Sample, SampleClass } from "./sample.js";

export const MAKERS: readonly Maker[] = [
  ...VENDOR_TOKENS,
  ...SIGNED_TOKENS,
  ...PRIVATE_KEYS,
  ...SETTINGS,
  ...COMMANDS,
  ...SPOKEN,
  ...EMAILS,
  ...IPS,
  ...MACS,
  ...HOSTS,
  ...PATHS,
  ...URLS,
  ...CONNECTIONS,
  ...PHONES_AS_PRINTED,
  ...CARDS,
  ...USERS,
];

const unchanged = (text: string): string => text;

/** Puts a sensitive text into a suitable carrier. */
function sample(maker: Maker, carrier: Carrier, random: Random): Sample | undefined {
  const { text, sensitive } = maker.make(random);
  if (carrier.holds?.(text) === false) return undefined;
  const spell = carrier.spell ?? unchanged;
  return {
    class: maker.class,
    form: maker.form,
    carrier: carrier.name,
    text: carrier.wrap(spell(text)),
    sensitive: [...new Set(sensitive)].map(spell),
  };
}

/** Creates samples of each form: the first one without a carrier, the others in different carriers. */
export function sensitiveCorpus(seed: number, perForm: number): Sample[] {
  const random = seededRandom(seed);
  const [bare, ...others] = CARRIERS;
  return MAKERS.flatMap((maker) => {
    const samples: Sample[] = [];
    let waiting: Carrier[] = bare === undefined ? [] : [bare];
    while (samples.length < perForm) {
      const carrier = waiting.shift();
      if (carrier === undefined) {
        waiting = random.shuffle(others);
        continue;
      }
      const made = sample(maker, carrier, random);
      if (made !== undefined) samples.push(made);
    }
    return samples;
  });
}
