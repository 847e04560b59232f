import { describe, expect, it } from "vitest";
import { continueTrace, withTraceparent } from "../../src/otel/propagation.js";
import { traced } from "../../src/otel/traced-function.js";
import { startTracingWithCollector } from "../support/tracing.js";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

describe("a trace goes on", () => {
  it("from one process in another, by a header or by MCP's _meta", async () => {
    const { spans } = await startTracingWithCollector();
    const request = traced("client", () => ({
      method: "tools/call",
      params: { _meta: withTraceparent({}) },
    }))();
    continueTrace(
      request.params._meta,
      traced("server", () => {}),
    );
    const [client, server] = await spans();
    expect(request.params._meta).toEqual({
      traceparent: `00-${client?.traceId}-${client?.spanId}-01`,
      tracestate: "ot=th:0",
    });
    expect([server?.traceId, server?.parentSpanId]).toEqual([client?.traceId, client?.spanId]);
  });

  it("across the awaits of what it is given", async () => {
    const { spans } = await startTracingWithCollector();
    await continueTrace({ traceparent: `00-${TRACE}-${PARENT}-01` }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      traced("late", () => {})();
    });
    expect(await spans()).toMatchObject([{ traceId: TRACE, parentSpanId: PARENT }]);
  });

  it("keeps what else is in the carrier, and adds nothing outside of a trace", async () => {
    await startTracingWithCollector();
    expect(withTraceparent({ a: 1 })).toEqual({ a: 1 });
    expect(traced("x", () => withTraceparent({ a: 1 }))()).toMatchObject({
      a: 1,
      traceparent: expect.any(String),
    });
  });

  it("takes no state that is longer than it may be", async () => {
    await startTracingWithCollector();
    const state = `ot=th:0,${"v".repeat(510)}=1`;
    const carrier = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: state };
    expect(continueTrace(carrier, () => withTraceparent({}))).toEqual({ traceparent: carrier.traceparent });
  });

  it("by Headers, too, in and out", async () => {
    await startTracingWithCollector();
    const headers = continueTrace(new Headers({ traceparent: `00-${TRACE}-${PARENT}-01` }), () =>
      withTraceparent(new Headers()),
    );
    expect(headers.get("traceparent")).toBe(`00-${TRACE}-${PARENT}-01`);
  });

  it("and takes a later version with more behind it", async () => {
    const { spans } = await startTracingWithCollector();
    continueTrace(
      { traceparent: `01-${TRACE}-${PARENT}-01-more` },
      traced("x", () => {}),
    );
    expect(await spans()).toMatchObject([{ traceId: TRACE }]);
  });

  it.each([
    ["nothing", undefined],
    ["null", null],
    ["no header", {}],
    ["no text", { traceparent: 1 }],
    ["an id that is all zeros", { traceparent: `00-${"0".repeat(32)}-${PARENT}-01` }],
    ["a version that there is none of", { traceparent: `ff-${TRACE}-${PARENT}-01` }],
    ["capitals", { traceparent: `00-${TRACE.toUpperCase()}-${PARENT}-01` }],
    ["version 00 with more behind it", { traceparent: `00-${TRACE}-${PARENT}-01-more` }],
    ["a list", { traceparent: [`00-${TRACE}-${PARENT}-01`] }],
    ["what is too short", { traceparent: `00-${TRACE}-${PARENT}` }],
    [
      "a getter that throws",
      Object.defineProperty({}, "traceparent", {
        get: () => {
          throw new Error("x");
        },
      }),
    ],
  ])("not from %s", async (_, carrier) => {
    const { spans } = await startTracingWithCollector();
    expect(
      continueTrace(
        carrier,
        traced("x", () => "ran"),
      ),
    ).toBe("ran");
    expect(await spans()).toMatchObject([{ parentSpanId: "" }]);
  });

  it("where nothing is traced it is a call, and no more", () => {
    expect([continueTrace({ traceparent: "x" }, () => 1), withTraceparent({ a: 1 })]).toEqual([1, { a: 1 }]);
  });
});
