import { describe, expect, it } from "vitest";
import { addSpanAttributes, Traced, traced } from "../../src/otel/traced.js";
import { tracingAndCollector } from "../support/tracing.js";

const pause = () => new Promise((resolve) => setTimeout(resolve, 2));

describe("a traced function", () => {
  it("that returns", async () => {
    const { spans } = await tracingAndCollector();
    const add = traced("math.add", (a: number, b: number) => a + b, { kind: "sum" });
    expect(add(1, 2)).toBe(3);
    expect(await spans()).toMatchObject([
      { name: "math.add", status: 1, attributes: { kind: "sum" }, parentSpanId: "" },
    ]);
  });

  it("that throws is told by the error's type, and the error goes on", async () => {
    const { spans } = await tracingAndCollector();
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

  it("that promises ends when that is kept, or broken", async () => {
    const { spans } = await tracingAndCollector();
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

  it("that gives a generator ends with its last step, or where its reader stops", async () => {
    const { spans } = await tracingAndCollector();
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

  it("that gives an async generator", async () => {
    const { spans } = await tracingAndCollector();
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

  it("nests across awaits, and calls that go on at once do not mix", async () => {
    const { spans } = await tracingAndCollector();
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

  it("is the same to its callers: this, name, length", async () => {
    await tracingAndCollector();
    const method = traced("m", function scale(this: { by: number }, n: number) {
      return this.by * n;
    });
    expect([method.call({ by: 3 }, 2), method.name, method.length]).toEqual([6, "scale", 1]);
  });

  it("with an error that will not be looked at", async () => {
    const { spans } = await tracingAndCollector();
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
  it("in both dialects of decorators", async () => {
    const { spans } = await tracingAndCollector();
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

describe("what is put on a span", () => {
  it("passes the guard, wherever it comes from", async () => {
    const { spans } = await tracingAndCollector();
    traced(
      "/home/jane/project",
      () =>
        addSpanAttributes({ path: "/home/jane/x", token: "ghp_16C7e42F292c6912E7710c838347Ae178B4a", n: 1 }),
      {
        mail: "jane@example.com",
      },
    )();
    const [span] = await spans();
    expect(span?.name).not.toContain("jane");
    expect(span?.attributes).toMatchObject({ path: "[path]", n: 1 });
    expect(JSON.stringify(span?.attributes)).not.toMatch(/jane|ghp_/);
  });
});

describe("where nothing is traced", () => {
  it("a function is called, and that is all", async () => {
    const seen: unknown[] = [];
    const plain = traced("plain", function (this: unknown, ...input: unknown[]) {
      seen.push(this, ...input);
      return addSpanAttributes({ a: 1 });
    });
    plain.call("me", 1, 2);
    expect(seen).toEqual(["me", 1, 2]);
  });

  it("nor is anything after the end", async () => {
    const { tracing, collector } = await tracingAndCollector();
    await tracing.shutdown();
    traced("late", () => {})();
    await tracing.flush();
    expect(collector.spans).toEqual([]);
  });
});
