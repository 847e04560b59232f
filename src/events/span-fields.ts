/** Lists the fields of a span for the manifest, which `otel/span-record.ts` and `otel/run-attributes.ts` create. */
import type { ListedField } from "./manifest.js";

const JOINS = "Which spans belong together: a random id that OpenTelemetry creates.";
const TOKENS = "How many tokens an agent's run uses, to make runs cheaper.";
const COST =
  "How many US dollars an agent's run costs, as the provider reported or by the tool's own price table.";
const RUNTIME =
  "The name and version of the tool and of this library, a random session id, the runtime with its major version, the platform, and whether it runs in CI. PostHog also gets the random id of the events.";

export const SPAN_FIELDS = {
  trace_id: { type: "string", purpose: JOINS, sensitivity: "none" },
  span_id: { type: "string", purpose: JOINS, sensitivity: "none" },
  parent_span_id: { type: "string", purpose: JOINS, sensitivity: "none" },
  trace_state: { type: "string", purpose: "At which rate traces are sampled.", sensitivity: "none" },
  name: { type: "string", purpose: "What the tool did: a name that the tool's author chose, redacted." },
  kind: { type: "number", purpose: "OpenTelemetry's kind of span.", sensitivity: "none" },
  start_ns: { type: "string", purpose: "When the work began, to see how long it takes." },
  end_ns: { type: "string", purpose: "When the work ended, to see how long it takes." },
  status: { type: "number", purpose: "Whether the work succeeded, without a message." },
  "links[].trace_id": { type: "string", purpose: JOINS, sensitivity: "none" },
  "links[].span_id": { type: "string", purpose: JOINS, sensitivity: "none" },
  scope: { type: "string", purpose: "Which library created the span." },
  "left_out.*": { type: "number", purpose: "How many parts of a span were not sent.", sensitivity: "none" },
  "attributes.error.type": {
    type: "string",
    purpose: "Which kind of error occurred: the name of its class.",
  },
  "attributes.sampling.rate": {
    type: "number",
    purpose: "At which rate the trace was sampled, to correct counts for it.",
    sensitivity: "none",
  },
  "attributes.http.response.status_code": {
    type: "number",
    purpose: "With which status a request was answered.",
  },
  "attributes.gen_ai.operation.name": {
    type: "string",
    purpose: "Whether an agent ran or one of its tools.",
  },
  "attributes.gen_ai.agent.name": { type: "string", purpose: "Which of the tool's agents ran." },
  "attributes.gen_ai.agent.id": {
    type: "string",
    purpose:
      'Which of the agents at a provider ran, to compare runs of one process or, with `identity = "install"`, of 30 days; a keyed hash.',
  },
  "attributes.gen_ai.agent.version": {
    type: "string",
    purpose: "Which version of an agent ran, to compare versions.",
  },
  "attributes.gen_ai.response.finish_reasons[]": {
    type: "string",
    purpose: "Why the model stopped, such as at its limit of tokens.",
  },
  "attributes.gen_ai.provider.name": { type: "string", purpose: "Which provider's model the agent used." },
  "attributes.gen_ai.request.model": { type: "string", purpose: "Which model the agent used." },
  "attributes.gen_ai.conversation.id": {
    type: "string",
    purpose:
      'Which runs belong to one session, to compare runs of one process or, with `identity = "install"`, of 30 days; a keyed hash.',
  },
  "attributes.gen_ai.tool.name": {
    type: "string",
    purpose: "Which tools agents use: the author's own by name, any other as a keyed hash.",
  },
  "attributes.gen_ai.tool.type": { type: "string", purpose: "Where the tools run that agents use." },
  "attributes.gen_ai.tool.call.id": {
    type: "string",
    purpose: "Which spans of one process describe the same call of a tool; a keyed hash.",
  },
  "attributes.gen_ai.usage.input_tokens": { type: "number", purpose: TOKENS },
  "attributes.gen_ai.usage.output_tokens": { type: "number", purpose: TOKENS },
  "attributes.gen_ai.usage.cache_read.input_tokens": { type: "number", purpose: TOKENS },
  "attributes.gen_ai.usage.cache_creation.input_tokens": { type: "number", purpose: TOKENS },
  "attributes.zen.tokens.*": {
    type: "number",
    purpose: `${TOKENS} The input does not include cached tokens.`,
  },
  "attributes.zen.cost.*": { type: "number | string", purpose: COST },
  "attributes.zen.agent.name": { type: "string", purpose: "The same value as gen_ai.agent.name." },
  "attributes.zen.model": { type: "string", purpose: "The same value as gen_ai.request.model." },
  "attributes.zen.command": {
    type: "string",
    purpose: "Which slash command started a run, without its arguments.",
  },
  "attributes.zen.workspace.hash": {
    type: "string",
    purpose:
      'Which runs are in one workspace, to compare runs of one process or, with `identity = "install"`, of 30 days; a keyed hash.',
  },
  "attributes.zen.status": { type: "string", purpose: "How a run ended: success, failed or cancelled." },
  "attributes.zen.tool.name": { type: "string", purpose: "The same value as gen_ai.tool.name." },
  "attributes.zen.tool.tokens": { type: "number", purpose: "How many tokens a call of a tool uses." },
  "attributes.posthog.event_ids[]": {
    type: "string",
    purpose: "Which events were captured in a run, to join cost and product data; random UUIDs.",
  },
  "attributes.telemetry.refused.*": {
    type: "number",
    purpose: "How many spans were not sent since the last span that was sent, by reason, to correct counts.",
    sensitivity: "none",
  },
  "resource.*": { type: "string | boolean", purpose: RUNTIME },
} as const satisfies Readonly<Record<string, ListedField>>;
