/** Decides which variant of an experiment this installation has. */
import type { Experiment } from "../events/experiment.js";
import type { Digest } from "../privacy/digests/keyed-digest.js";

/** The variant that the tool uses, and whether it was drawn on this machine or pinned by a remote flag. */
export interface UsedVariant {
  readonly kind: "drawn" | "pinned";
  readonly variant: string;
}

export class ExperimentVariants {
  readonly #experiments: ReadonlyMap<string, Experiment>;
  readonly #digest: Digest;

  /** @param digest keyed with the salt of the installation */
  constructor(experiments: readonly Experiment[], digest: Digest) {
    this.#experiments = new Map(experiments.map((experiment) => [experiment.name, experiment]));
    this.#digest = digest;
  }

  get names(): readonly string[] {
    return [...this.#experiments.keys()];
  }

  has(name: string): boolean {
    return this.#experiments.has(name);
  }

  /**
   * Returns the variant, or undefined if the experiment is stopped.
   * @param remoteValue the value of the remote flag of the same name. Undefined and true change nothing. The name of a
   * variant pins it. Any other value, such as false, stops the experiment.
   */
  decide(name: string, remoteValue: string | boolean | undefined): UsedVariant | undefined {
    const experiment = this.#experiments.get(name);
    if (experiment === undefined) return undefined;
    if (remoteValue === undefined || remoteValue === true)
      return { kind: "drawn", variant: drawVariant(experiment, this.#digest) };
    const isVariant = typeof remoteValue === "string" && Object.hasOwn(experiment.variants, remoteValue);
    return isVariant ? { kind: "pinned", variant: remoteValue } : undefined;
  }
}

const HEX_DIGITS = 12; // 48 bits

/** Draws a variant by its share. The same digest draws the same variant. */
export function drawVariant({ name, variants }: Experiment, digest: Digest): string {
  const number = Number.parseInt(digest(name).slice(0, HEX_DIGITS), 16) / 16 ** HEX_DIGITS; // 0 to 1
  const shares = Object.entries(variants);
  let remaining = number * 100;
  for (const [variant, share] of shares) {
    if (remaining < share) return variant;
    remaining -= share;
  }
  return shares.at(-1)?.[0] ?? ""; // the shares are together a little less than 100
}
