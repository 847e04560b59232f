/** Every way into a client, with one random model each, and what came out at the receiver. */
import fc from "fast-check";
import { type Receiver, startReceiver } from "../../src/receiver/receiver.js";
import { ANY_CORE, type Canary, FORMS } from "./canaries.js";
import { type Lib, type ModelSpec, modelSpec, Planter } from "./models.js";

const PATHS = [
  "capture",
  "nested",
  "captureFromEvent",
  "captureWithSerialization",
  "serialized",
  "sessionTags",
  "context",
  "personProperties",
  "exception",
  "exceptionCause",
  "overrides",
  "private",
  "ids",
] as const;

export interface CaptureSpec {
  readonly path: (typeof PATHS)[number];
  readonly model: ModelSpec;
  readonly form: string;
  /** Sealed often before, so that its class is known. */
  readonly isFamiliar: boolean;
}

export const captureSpec: fc.Arbitrary<CaptureSpec> = fc.record({
  path: fc.constantFrom(...PATHS),
  model: modelSpec,
  form: fc.constantFrom(...Object.keys(FORMS)),
  isFamiliar: fc.boolean(),
});

/** A library under test, its client and a receiver: real posthog-node, real HTTP, raw bytes. */
export class Field {
  readonly #lib: Lib;
  readonly #receiver: Receiver;
  readonly #client: ReturnType<Lib["createTelemetryClient"]>;
  #nextId = 0;

  private constructor(lib: Lib, receiver: Receiver) {
    this.#lib = lib;
    this.#receiver = receiver;
    this.#client = lib.createTelemetryClient({
      tool: "leaktest",
      posthogApiKey: "phc_test",
      posthogHost: receiver.url,
      spool: false,
      batchSize: 200,
      eventsPerMinute: 1_000_000,
      exitBudgetMs: 10_000,
    });
  }

  static async open(lib: Lib): Promise<Field> {
    const field = new Field(lib, await startReceiver({}));
    await field.#client.ready();
    return field;
  }

  async close(): Promise<void> {
    await this.#client.shutdown();
    await this.#receiver.close();
  }

  /** Captures, delivers, and gives the first canary in the bytes that arrived, with what stands around it. */
  async leakOf(specs: readonly CaptureSpec[]): Promise<string | undefined> {
    const before = this.#receiver.requests.at(-1); // not a number, because the receiver forgets the oldest
    const planter = new Planter(this.#lib, this.#nextId);
    for (const spec of specs) await this.#capture(spec, planter);
    this.#nextId += 4096;
    await this.#client.flush();
    const requests = this.#receiver.requests;
    const first = before === undefined ? 0 : requests.lastIndexOf(before) + 1;
    const bytes = requests.slice(first).map(({ text }) => text);
    if (bytes.join("").length < specs.length * 20)
      throw new Error("next to nothing arrived: the test tests nothing");
    for (const body of bytes) {
      const leak = leakIn(body, planter.planted);
      if (leak !== undefined) return leak;
    }
    return undefined;
  }

  async #capture({ path, model: spec, form, isFamiliar }: CaptureSpec, planter: Planter): Promise<void> {
    const client = this.#client;
    const model = planter.model(spec);
    if (isFamiliar) this.#makeFamiliar(model);
    switch (path) {
      case "capture":
        return void client.capture("planted", model);
      case "nested":
        return void client.capture("planted", {
          list: [model],
          map: new Map([["m", model]]),
          deep: { set: new Set([model]) },
        });
      case "captureFromEvent":
        return void client.captureFromEvent({ toPosthogEvent: () => ["planted", model] });
      case "captureWithSerialization":
        return void client.captureWithSerialization("planted", model);
      case "serialized":
        return void client.capture("planted", { model: this.#lib.serializeForTelemetry(model) });
      case "sessionTags":
        client.startSession({ model });
        client.capture("planted");
        return client.startSession();
      case "context":
        return void client.withContext({ model }, () => client.capture("planted"));
      case "personProperties":
        client.startSession();
        await client.getFeatureFlag("planted", { personProperties: { model }, timeoutMs: 5000 });
        return;
      case "exception":
        return void client.captureException(new Error(`failed for ${planter.identifiable(form)}`), { model });
      case "exceptionCause":
        return void client.captureException(
          new Error("failed", { cause: new TypeError(`${planter.identifiable(form)} is not iterable`) }),
          model,
        );
      case "overrides":
        return void client.capture("planted", {
          inner: overriding(this.#lib, { text: planter.undeclared(form), [planter.plain()]: 1, model }),
        });
      case "private":
        return void client.capture("planted", {
          [planter.undeclared(form)]: 1,
          model,
          text: planter.plain(),
        });
      case "ids":
        return void client.capture("planted", model, {
          distinctId: planter.plain(),
          groups: { team: planter.plain(), [planter.undeclared(form)]: planter.plain() },
        });
    }
  }

  /** First with words in place of its texts, of their length, for by that they are remembered; then as it is. */
  #makeFamiliar(model: object): void {
    const seal = () => this.#lib.serializeForTelemetry(model);
    const texts = Object.entries(model).filter(([, value]) => typeof value === "string");
    const put = (values: readonly (readonly [string, unknown])[]) => {
      for (const [key, value] of values) Reflect.set(model, key, value);
    };
    put(texts.map(([key, text]) => [key, "x".repeat(text.length)]));
    for (let time = 0; time < FAMILIAR; time++) seal();
    put(texts);
    for (let time = 0; time < FAMILIAR; time++) seal();
  }
}

function overriding({ TelemetryModel }: Lib, overrides: Record<string, unknown>): object {
  class Overriding extends TelemetryModel {
    override telemetryOverrides(): Record<string, unknown> {
      return overrides;
    }
  }
  return new Overriding();
}

/** A class is put together at its sixteenth time, and those within it at as many more. */
const FAMILIAR = 50;

function leakIn(body: string, planted: readonly Canary[]): string | undefined {
  // A canary may have been escaped on its way; its letters were not.
  const at =
    ANY_CORE.exec(body)?.index ??
    planted
      .map(({ literal }) => (literal === undefined ? -1 : body.indexOf(literal)))
      .find((index) => index >= 0);
  return at === undefined ? undefined : body.slice(Math.max(0, at - 60), at + 60);
}
