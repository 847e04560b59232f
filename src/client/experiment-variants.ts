/** Assigns a variant of each experiment to this installation. */
import type { Experiment } from "../events/experiment.js";
import { type Digest, deriveNumber, NUMBER_RANGE } from "../privacy/digests/keyed-digest.js";

/** The variant that the tool uses. `assigned`: by the salt, on this machine. `pinned`: by a remote flag. */
export interface VariantAssignment {
  readonly kind: "assigned" | "pinned";
  readonly variant: string;
}

export class ExperimentVariants {
  readonly #experiments: ReadonlyMap<string, Experiment>;
  readonly #digest: Digest | undefined;

  /**
   * @param digest keyed with the salt of the installation. Undefined if no variant can be assigned, because every run would
   * assign another one, or because nothing is reported.
   */
  constructor(experiments: readonly Experiment[], digest: Digest | undefined) {
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
   * Returns the variant. Undefined if the experiment is stopped, or if no variant can be assigned.
   * @param remoteValue the value of the remote flag of the same name. Undefined and true change nothing. The name of a
   * variant pins it. Any other value, such as false, stops the experiment.
   */
  decide(name: string, remoteValue: string | boolean | undefined): VariantAssignment | undefined {
    const experiment = this.#experiments.get(name);
    if (experiment === undefined) return undefined;
    if (remoteValue === undefined || remoteValue === true)
      return this.#digest && { kind: "assigned", variant: assignVariant(experiment, this.#digest) };
    const isVariant = typeof remoteValue === "string" && Object.hasOwn(experiment.variants, remoteValue);
    return isVariant ? { kind: "pinned", variant: remoteValue } : undefined;
  }
}

/** Returns a variant by the weights. It depends only on the digest and the name of the experiment. */
export function assignVariant({ name, variants }: Experiment, digest: Digest): string {
  const weights = Object.entries(variants).sort(([a], [b]) => (a < b ? -1 : 1)); // the order in the code does not matter
  let remaining = (deriveNumber(digest, name) / NUMBER_RANGE) * 100;
  for (const [variant, weight] of weights) {
    if (remaining < weight) return variant;
    remaining -= weight;
  }
  return weights.at(-1)?.[0] ?? ""; // the weights are together a little less than 100
}
