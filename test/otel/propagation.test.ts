/** Trace context in headers and in the `_meta` of MCP requests. */
import { describe, expect, it } from "vitest";
import { continueTrace, withTraceparent } from "../../src/otel/propagation.js";
import { traced } from "../../src/otel/traced-function.js";
import { startTracingWithCollector } from "../support/tracing.js";

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

describe("a trace context", () => {
  it("continues the trace of a client in a server", async () => {
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

  it("is active after an await", async () => {
    const { spans } = await startTracingWithCollector();
    await continueTrace({ traceparent: `00-${TRACE}-${PARENT}-01` }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      traced("late", () => {})();
    });
    expect(await spans()).toMatchObject([{ traceId: TRACE, parentSpanId: PARENT }]);
  });

  it("is added to the carrier inside of a trace only, and other fields remain", async () => {
    await startTracingWithCollector();
    expect(withTraceparent({ a: 1 })).toEqual({ a: 1 });
    expect(traced("x", () => withTraceparent({ a: 1 }))()).toMatchObject({
      a: 1,
      traceparent: expect.any(String),
    });
  });

  it("has no state when the incoming one is too long", async () => {
    await startTracingWithCollector();
    const state = `ot=th:0,${"v".repeat(510)}=1`;
    const carrier = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: state };
    expect(continueTrace(carrier, () => withTraceparent({}))).toEqual({ traceparent: carrier.traceparent });
  });

  it("is read from Headers and written to Headers", async () => {
    await startTracingWithCollector();
    const headers = continueTrace(new Headers({ traceparent: `00-${TRACE}-${PARENT}-01` }), () =>
      withTraceparent(new Headers()),
    );
    expect(headers.get("traceparent")).toBe(`00-${TRACE}-${PARENT}-01`);
  });

  it("may have a later version with more parts", async () => {
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
    ["no traceparent", {}],
    ["a number", { traceparent: 1 }],
    ["an id that is all zeros", { traceparent: `00-${"0".repeat(32)}-${PARENT}-01` }],
    ["an invalid version", { traceparent: `ff-${TRACE}-${PARENT}-01` }],
    ["capital letters", { traceparent: `00-${TRACE.toUpperCase()}-${PARENT}-01` }],
    ["version 00 with more parts", { traceparent: `00-${TRACE}-${PARENT}-01-more` }],
    ["a list", { traceparent: [`00-${TRACE}-${PARENT}-01`] }],
    ["a text that is too short", { traceparent: `00-${TRACE}-${PARENT}` }],
    [
      "a getter that throws",
      Object.defineProperty({}, "traceparent", {
        get: () => {
          throw new Error("x");
        },
      }),
    ],
  ])("is not read from %s", async (_, carrier) => {
    const { spans } = await startTracingWithCollector();
    expect(
      continueTrace(
        carrier,
        traced("x", () => "ran"),
      ),
    ).toBe("ran");
    expect(await spans()).toMatchObject([{ parentSpanId: "" }]);
  });

  it("is neither read nor written when nothing is traced", () => {
    expect([continueTrace({ traceparent: "x" }, () => 1), withTraceparent({ a: 1 })]).toEqual([1, { a: 1 }]);
  });
});
