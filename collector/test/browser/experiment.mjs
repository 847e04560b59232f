// Generates what installations report of an experiment: the variant and the outcome, under one id. Each experiment
// needs a seed of its own, because an installation has an id of its own in each.
import { createRandom } from "./community.mjs";

const DAY_MS = 24 * 3600 * 1000;

/**
 * The variant `test` searches faster than `control`, and `both` does not. Neither changes how many results there are.
 * @param end milliseconds since the epoch, at which the last report happens
 */
export function* generateExperiment(name, count, { end, seed = 3 }) {
  const random = createRandom(seed);
  const beginning = `0b7e7b3c-5a0e-4d5e-9b1f-${seed.toString(16).padStart(4, "0")}`;
  for (let index = 0; index < count; index++) {
    const variant = ["control", "test", "both"][index % 3];
    const faster = variant === "test" ? 0.88 : 1;
    const properties = { tool: "codeweaver", tool_version: "0.10.1", platform: "linux", is_ci: false };
    const common = {
      distinct_id: beginning + index.toString(16).padStart(8, "0"),
      timestamp: new Date(end - Math.floor((1 - index / count) * 30 * DAY_MS)).toISOString(),
    };
    const flag = { $feature_flag: name, $feature_flag_response: variant, locally_evaluated: true };
    const metrics = {
      search_ms_mean: faster * (80 + 120 * random()),
      search_ms_n: 12,
      results_mean: 4 + 4 * random(),
      results_n: 12,
    };
    yield { event: "$feature_flag_called", ...common, properties: { ...properties, ...flag } };
    yield {
      event: "telemetry_outcome",
      ...common,
      properties: { ...properties, experiment: name, variant, metrics },
    };
  }
}
