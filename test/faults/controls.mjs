// The programs that every case is measured against, side by side: hosts without telemetry, and healthy servers.
import { AT_ONCE, AT_ONCE_ITSELF, WITHIN_BUDGET } from "./cases/words.mjs";
import { createHome, removeHome, waitUntil } from "./homes.mjs";
import { BARE, BARE_WAIT, createProgram } from "./programs.mjs";
import { getMedian, run } from "./run.mjs";
import { FaultServer } from "./server.mjs";

/** A slower end than that of the controls is a fault from this part of the exit budget on. Less is noise. */
const NOISE = 1 / 5;

export class Controls {
  #samples = { bare: [], wait: [], child: [], inline: [] };
  #home = createHome();
  #telemetry = ["child", "inline"].map((how) => ({ how, home: createHome() }));

  async measure() {
    await this.#sample("bare", BARE, { home: this.#home });
    await this.#sample("wait", BARE_WAIT, { home: this.#home });
    for (const each of this.#telemetry) {
      each.server ??= await FaultServer.start();
      const env = {
        CODEWEAVER__TELEMETRY__POSTHOG_HOST: each.server.url,
        CODEWEAVER__TELEMETRY__DELIVERY: each.how === "child" ? "auto" : "inline",
      };
      const { ids } = await this.#sample(each.how, createProgram(), { home: each.home, env });
      await waitUntil(() => ids.every((id) => each.server.ids.includes(id)), 5000);
    }
  }

  async #sample(name, text, options) {
    const result = await run(text, options);
    this.#samples[name].push(result.milliseconds);
    return result;
  }

  /** The median end of a host without telemetry, in milliseconds. */
  get bare() {
    return getMedian(this.#samples.bare);
  }

  /** What a control adds to that. */
  getAdded(name) {
    return getMedian(this.#samples[name]) - this.bare;
  }

  /**
   * Returns the largest time that a case may add.
   * @param how of the case; `requests`: the results of its own control, if it has one
   */
  getLimit(ends, how, requests) {
    const wait = this.getAdded("wait");
    const work = this.getAdded(how === "child" ? "child" : "inline");
    if (ends === AT_ONCE) return work + wait * NOISE;
    if (ends === AT_ONCE_ITSELF) return this.getAdded("inline") + wait * NOISE;
    if (ends === WITHIN_BUDGET) return wait + work + wait * NOISE;
    const request = getMedian(requests.map(({ milliseconds }) => milliseconds)) - this.bare;
    return request + work + wait * NOISE;
  }

  describe() {
    const added = ["wait", "child", "inline"].map((name) => `${name} ${this.getAdded(name).toFixed(1)}`);
    return `without telemetry ${this.bare.toFixed(1)} ms; added by the controls: ${added.join(", ")}`;
  }

  async remove() {
    for (const home of [this.#home, ...this.#telemetry.map(({ home }) => home)]) await removeHome(home);
  }
}
