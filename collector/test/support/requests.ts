/** Sends events and spans to a collector as simple requests. */
import { randomUUID } from "node:crypto";
import { request as createRequest, type RequestOptions } from "node:http";
import { text } from "node:stream/consumers";

export const KEY = "phc_wire";

export interface SentEvent {
  readonly event: string;
  readonly distinct_id?: string;
  readonly uuid?: string;
  readonly timestamp?: string;
  readonly properties?: object;
}

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Sends a request with any headers, also with those that `fetch` does not let a caller set, such as Host. */
export function send(url: string, options: RequestOptions = {}, body?: string | Uint8Array): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = createRequest(url, { agent: false, ...options }, (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((answered) => resolve({ status, body: answered, headers }), reject);
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

export function postJson(
  url: string,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const options = { method: "POST", headers: { "Content-Type": "application/json", ...headers } };
  return send(url, options, JSON.stringify(body));
}

/** Sends events in PostHog's older format. Each has an id of its own unless it names one. */
export function sendEvents(
  url: string,
  events: readonly SentEvent[],
  { key = KEY, headers }: { readonly key?: string; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<Answer> {
  const batch = events.map((event) => ({ distinct_id: randomUUID(), properties: {}, ...event }));
  return postJson(`${url}/batch/`, { api_key: key, batch }, headers);
}

/** Sends events in the format that answers for each of them. */
export function sendV1Events(url: string, events: readonly SentEvent[], key = KEY): Promise<Answer> {
  const time = new Date().toISOString();
  const batch = events.map((event) => ({
    distinct_id: randomUUID(),
    uuid: randomUUID(),
    timestamp: time,
    options: {},
    properties: {},
    ...event,
  }));
  return postJson(
    `${url}/i/v1/analytics/events`,
    { created_at: time, batch },
    {
      Authorization: `Bearer ${key}`,
      "User-Agent": "test",
      "PostHog-Sdk-Info": "test/1.0.0",
      "PostHog-Attempt": "1",
      "PostHog-Request-Id": randomUUID(),
      "PostHog-Request-Timestamp": time,
    },
  );
}

export interface SentSpan {
  readonly name?: string;
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly resource?: Readonly<Record<string, string | number>>;
  readonly traceId?: string;
  /** Milliseconds since the epoch. @default now */
  readonly time?: number;
}

export function sendSpans(url: string, spans: readonly SentSpan[]): Promise<Answer> {
  const resourceSpans = spans.map(
    ({ name = "work", attributes = {}, resource = {}, traceId, time = Date.now() }) => ({
      resource: { attributes: toAttributes(resource) },
      scopeSpans: [
        {
          scope: { name: "tests" },
          spans: [
            {
              name,
              traceId: traceId ?? randomUUID().replaceAll("-", ""),
              spanId: randomUUID().replaceAll("-", "").slice(0, 16),
              startTimeUnixNano: `${time}000000`,
              endTimeUnixNano: `${time + 1}000000`,
              attributes: toAttributes(attributes),
            },
          ],
        },
      ],
    }),
  );
  return postJson(`${url}/v1/traces`, { resourceSpans });
}

function toAttributes(values: Readonly<Record<string, string | number>>): object[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "string" ? { stringValue: value } : { doubleValue: value },
  }));
}
