/** `traced`, `@Traced` and `addSpanAttributes`: spans around functions, which the host does not notice. */
import { describe, expect, it } from "vitest";
import { recordRun } from "../../src/otel/agent-run.js";
import { addSpanAttributes, Traced, traced } from "../../src/otel/traced-function.js";
import { startTracingWithCollector } from "../support/tracing.js";

const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

describe("a traced function", () => {
  it("records a call that returns", async () => {
    const { spans } = await startTracingWithCollector();
    const add = traced("math.add", (a: number, b: number) => a + b, { kind: "sum" });
    expect(add(1, 2)).toBe(3);
    expect(await spans()).toMatchObject([
      { name: "math.add", status: 1, attributes: { kind: "sum" }, parentSpanId: "" },
    ]);
  });

  it("records the type of an error, and rethrows the error", async () => {
    const { spans } = await startTracingWithCollector();
    const error = new TypeError("no such file: /home/jane/secret.txt");
    const fail = traced("fail", () => {
      throw error;
    });
    expect(fail).toThrow(error);
    const [span] = await spans();
    expect(span).toMatchObject({
      status: 2,
      statusMessage: "",
      events: 0,
      attributes: { "error.type": "TypeError" },
    });
    expect(JSON.stringify(span?.attributes)).not.toContain("jane");
  });

  it("ends the span when its promise is fulfilled or rejected", async () => {
    const { spans } = await startTracingWithCollector();
    const work = traced("work", async (isGood: boolean) => {
      await pause();
      if (!isGood) throw new RangeError("no");
      return "done";
    });
    expect(await work(true)).toBe("done");
    await expect(work(false)).rejects.toThrow("no");
    const found = await spans();
    expect(found.map(({ status, attributes }) => [status, attributes["error.type"]])).toEqual([
      [1, undefined],
      [2, "RangeError"],
    ]);
    for (const { start, end } of found) expect(end - start).toBeGreaterThan(1_000_000n);
  });

  it("ends the span with the last step of a generator, or when its reader stops", async () => {
    const { spans } = await startTracingWithCollector();
    const count = traced("count", function* (to: number) {
      for (let i = 0; i < to; i++) yield i;
      return "end";
    });
    expect([...count(3)]).toEqual([0, 1, 2]);
    for (const i of count(100)) if (i === 1) break;
    const fail = traced("fail", function* () {
      yield 1;
      throw new Error("x");
    });
    expect(() => [...fail()]).toThrow("x");
    expect((await spans()).map(({ name, status }) => [name, status])).toEqual([
      ["count", 1],
      ["count", 1],
      ["fail", 2],
    ]);
  });

  it("ends the span with the last step of an async generator", async () => {
    const { spans } = await startTracingWithCollector();
    const inner = traced("inner", async () => pause());
    const stream = traced("stream", async function* () {
      await inner();
      yield "a";
      yield "b";
    });
    const seen: string[] = [];
    for await (const item of stream()) seen.push(item);
    expect(seen).toEqual(["a", "b"]);
    const [child, parent] = await spans();
    expect([child?.name, parent?.name, child?.parentSpanId]).toEqual(["inner", "stream", parent?.spanId]);
  });

  it.each([
    [
      "a frozen generator",
      () =>
        Object.freeze(
          (function* () {
            yield 1;
          })(),
        ),
    ],
    [
      "a promise whose class cannot create another",
      () => {
        class Single extends Promise<number> {
          static override get [Symbol.species](): PromiseConstructor {
            throw new Error("no other promise");
          }
        }
        return new Single((resolve) => resolve(1));
      },
    ],
  ])("ends the span at once when the end of %s cannot be observed", async (_, create) => {
    const { spans } = await startTracingWithCollector();
    const result = create();
    expect(traced("work", (): unknown => result)() === result).toBe(true);
    expect(await spans()).toMatchObject([{ name: "work", status: 1 }]);
  });

  it("ends the span once when a finished generator is asked for another step", async () => {
    const { spans } = await startTracingWithCollector();
    const steps = traced("count", function* () {
      yield 1;
    })();
    for (let step = 0; step < 4; step++) steps.next();
    expect(() => steps.throw(new Error("late"))).toThrow("late");
    expect(await spans()).toMatchObject([{ name: "count", status: 1 }]);
  });

  it("nests across awaits, and keeps concurrent calls apart", async () => {
    const { spans } = await startTracingWithCollector();
    const inner = traced("inner", async (n: number) => {
      await pause();
      addSpanAttributes({ n });
    });
    const outer = traced("outer", async (n: number) => {
      addSpanAttributes({ n });
      await pause();
      await inner(n);
    });
    await Promise.all([outer(1), outer(2)]);
    const found = await spans();
    for (const n of [1, 2]) {
      const [child, parent] = ["inner", "outer"].map((name) =>
        found.find((span) => span.name === name && span.attributes.n === n),
      );
      expect([child?.parentSpanId, child?.traceId]).toEqual([parent?.spanId, parent?.traceId]);
    }
    expect(new Set(found.map(({ traceId }) => traceId)).size).toBe(2);
  });

  it("has the same `this`, name and length for its callers", async () => {
    await startTracingWithCollector();
    const method = traced("m", function scale(this: { by: number }, n: number) {
      return this.by * n;
    });
    expect([method.call({ by: 3 }, 2), method.name, method.length]).toEqual([6, "scale", 1]);
  });

  it("records an error that cannot be read", async () => {
    const { spans } = await startTracingWithCollector();
    const hostile = new Proxy(new Error("x"), {
      get: () => {
        throw new Error("looked at");
      },
    });
    const fail = traced("fail", () => {
      throw hostile;
    });
    let thrown: unknown;
    try {
      fail();
    } catch (error) {
      thrown = error;
    }
    expect(thrown === hostile).toBe(true);
    expect(await spans()).toMatchObject([{ status: 2, attributes: { "error.type": "Error" } }]);
  });
});

describe("@Traced", () => {
  it("works as a standard decorator and as a TypeScript decorator", async () => {
    const { spans } = await startTracingWithCollector();
    class Orchestrator {
      @Traced("zen.orchestrator.run", { operation: "main_loop" })
      run(n: number): number {
        return this.twice(n);
      }

      @Traced()
      twice(n: number): number {
        return 2 * n;
      }
    }
    expect(new Orchestrator().run(2)).toBe(4);
    const standard = Traced() as unknown as (method: () => string, context: { name: string }) => () => string; // as the compiler calls it
    expect(standard(() => "x", { name: "standard" })()).toBe("x");
    expect((await spans()).map(({ name, attributes }) => [name, attributes.operation])).toEqual([
      ["twice", undefined],
      ["zen.orchestrator.run", "main_loop"],
      ["standard", undefined],
    ]);
  });
});

describe("an attribute", () => {
  it("is sent when it is a number, a boolean or a word, and is otherwise removed and counted", async () => {
    const { spans } = await startTracingWithCollector();
    const attributes = {
      n: 1,
      yes: true,
      mode: "fast",
      model: "anthropic/claude-3.5-sonnet",
      words: ["a", "b"],
      path: "/home/jane/x",
      mail: "jane@example.com",
      token: "ghp_16C7e42F292c6912E7710c838347Ae178B4a",
      prompt: "please write to my boss",
      lines: ["a", "b c"],
    };
    traced("work", () => addSpanAttributes(attributes))();
    const [span] = await spans();
    expect(span?.attributes).toEqual({
      ...{ n: 1, yes: true, mode: "fast", words: ["a", "b"], lines: ["a"] },
      "sampling.rate": 1,
      "telemetry.refused.omitted_undeclared_text": 6,
    });
  });

  it("is sent in its declared form", async () => {
    const { spans } = await startTracingWithCollector({
      attributes: { title: "PUBLIC", cause: "REDACTED", who: "HASH" },
    });
    traced("work", () => {}, {
      title: "A title of several words",
      cause: "no file /home/jane/x",
      who: "jane",
    })();
    expect((await spans())[0]?.attributes).toMatchObject({
      title: "A title of several words",
      cause: "no file [path]",
      who: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it("is left out beyond the size limit, and other attributes are still sent", async () => {
    const { spans } = await startTracingWithCollector();
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, n) => [`k${n}`, Array(100).fill("x".repeat(60))]),
    );
    traced("work", () => {}, { first: 1, ...many })();
    const [span] = await spans();
    expect(span?.attributes).toMatchObject({ first: 1, "sampling.rate": 1 });
    expect(Object.keys(span?.attributes ?? {}).length + Number(span?.droppedAttributes)).toBe(102);
  });

  it("is sent on a span with a redacted name", async () => {
    const { spans } = await startTracingWithCollector();
    traced("read /home/jane/project", () => {})();
    expect((await spans())[0]?.name).toBe("read [path]");
  });
});

describe("a traced host", () => {
  it("receives the same promise, and handles its rejection as before", async () => {
    const { spans } = await startTracingWithCollector();
    const rejected = Promise.reject(new Error("cached"));
    rejected.catch(() => {});
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on("unhandledRejection", note);
    class Cancelable extends Promise<number> {
      cancel = () => "cancelled";
    }
    const own = new Cancelable((resolve) => resolve(1));
    expect(traced("a", () => rejected)() === rejected).toBe(true);
    expect((traced("b", () => own)() as Cancelable).cancel()).toBe("cancelled");
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off("unhandledRejection", note);
    expect(unhandled).toEqual([]);
    expect((await spans()).map(({ name, status }) => [name, status])).toEqual([
      ["a", 2],
      ["b", 1],
    ]);
  });

  it("still gets reports of unhandled rejections of functions, runs and tools", async () => {
    await startTracingWithCollector();
    const unhandled: unknown[] = [];
    const listeners = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection"); // those of vitest
    process.on("unhandledRejection", (error) => unhandled.push(error));
    const fail = async () => {
      throw "boom";
    };
    void traced("a", fail)();
    void recordRun({ agent: "a" }, fail);
    void recordRun({ agent: "a" }, (run) => void run.tool("read_file", fail));
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.removeAllListeners("unhandledRejection");
    for (const listener of listeners) process.on("unhandledRejection", listener);
    expect(unhandled).toEqual(["boom", "boom", "boom"]);
  });

  it("runs a query only when it awaits it", async () => {
    const { spans } = await startTracingWithCollector();
    let runs = 0;
    // biome-ignore lint/suspicious/noThenProperty: a query builder has this method
    const query = { where: () => query, then: (done: (n: number) => void) => done(++runs) };
    const built = traced("query", () => query)();
    expect([built === query, runs]).toEqual([true, 0]);
    expect(await spans()).toHaveLength(1);
  });

  it("keeps classes, properties of functions, and generators", async () => {
    await startTracingWithCollector();
    class Made {
      m = () => 1;
    }
    const Wrapped = traced("Made", Made as never) as unknown as typeof Made;
    expect(new Wrapped()).toBeInstanceOf(Made);
    const fn = Object.assign(() => 1, { extra: 2 });
    expect(traced("f", fn).extra).toBe(2);
    const generate = function* () {
      yield 1;
    };
    const wrapped = traced("g", generate);
    expect(wrapped()).toBeInstanceOf(wrapped);
  });

  it.each<[string, () => unknown]>([
    [
      "a result that cannot be read",
      () =>
        traced(
          "x",
          () =>
            new Proxy(
              {},
              {
                get: () => {
                  throw new Error("looked at");
                },
              },
            ),
        )() !== undefined,
    ],
    [
      "a revoked Proxy",
      () => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return traced("x", () => proxy)() !== undefined;
      },
    ],
    ["attributes of null", () => traced("x", () => true, null as never)()],
    [
      "attributes that throw",
      () =>
        traced("x", () => true, {
          get a(): string {
            throw new Error("a");
          },
        })(),
    ],
    [
      "addSpanAttributes(null)",
      () =>
        traced("x", () => {
          addSpanAttributes(null as never);
          return true;
        })(),
    ],
  ])("gets no error from %s", async (_, act) => {
    await startTracingWithCollector();
    expect(act()).toBe(true);
  });
});

describe("without tracing", () => {
  it("a traced function is only called", async () => {
    const seen: unknown[] = [];
    const plain = traced("plain", function (this: unknown, ...input: unknown[]) {
      seen.push(this, ...input);
      return addSpanAttributes({ a: 1 });
    });
    plain.call("me", 1, 2);
    expect(seen).toEqual(["me", 1, 2]);
  });

  it("nothing is recorded after shutdown", async () => {
    const { tracing, collector } = await startTracingWithCollector();
    await tracing.shutdown();
    traced("late", () => {})();
    await tracing.flush();
    expect(collector.spans).toEqual([]);
  });
});
