/** Lists the fields of a span for the manifest, which `otel/span-record.ts` and `otel/run-attributes.ts` create. */
import type { ListedField } from "./manifest.js";

/** The event name of a span in `stats()`, in the spool and in the output of `debug`. */
export const SPAN_EVENT = "span";

const JOINS = "Which pieces of work belong together; a random id of OpenTelemetry's.";
const TOKENS = "What a run costs in tokens, to make runs cheaper.";
const COST = "What a run costs in US dollars, as reported or by the tool's own price table.";
const RUNTIME =
  "On what the tool runs: its name, the session's random id, and the runtime, without any exact version.";

export const SPAN_FIELDS = {
  trace_id: { type: "string", purpose: JOINS, sensitivity: "none" },
  span_id: { type: "string", purpose: JOINS, sensitivity: "none" },
  parent_span_id: { type: "string", purpose: JOINS, sensitivity: "none" },
  trace_state: { type: "string", purpose: "At which rate traces are sampled.", sensitivity: "none" },
  name: { type: "string", purpose: "What was done: a name the tool's author gave, redacted." },
  kind: { type: "number", purpose: "OpenTelemetry's kind of span.", sensitivity: "none" },
  start_ns: { type: "string", purpose: "When it began, to see how long it takes." },
  end_ns: { type: "string", purpose: "When it ended, to see how long it takes." },
  status: { type: "number", purpose: "Whether it went well; never with a message." },
  "links[].trace_id": { type: "string", purpose: JOINS, sensitivity: "none" },
  "links[].span_id": { type: "string", purpose: JOINS, sensitivity: "none" },
  scope: { type: "string", purpose: "Which library made the span." },
  "left_out.*": { type: "number", purpose: "How much of a span was left out.", sensitivity: "none" },
  "attributes.error.type": { type: "string", purpose: "Which kind of error it was: the name of its class." },
  "attributes.sampling.rate": { type: "number", purpose: "To scale counts back.", sensitivity: "none" },
  "attributes.http.response.status_code": { type: "number", purpose: "How a request was answered." },
  "attributes.gen_ai.operation.name": { type: "string", purpose: "Whether an agent ran, or a tool of it." },
  "attributes.gen_ai.agent.name": { type: "string", purpose: "Which of the tool's agents ran." },
  "attributes.gen_ai.provider.name": { type: "string", purpose: "Which provider's model it used." },
  "attributes.gen_ai.request.model": { type: "string", purpose: "Which model it used." },
  "attributes.gen_ai.conversation.id": {
    type: "string",
    purpose:
      'Which runs belong to one session, to compare runs of one process or, with `identity = "install"`, of 30 days; a keyed hash.',
  },
  "attributes.gen_ai.tool.name": {
    type: "string",
    purpose: "Which tools agents use: those of the tool's author by name, any other as a keyed hash.",
  },
  "attributes.gen_ai.usage.input_tokens": { type: "number", purpose: TOKENS },
  "attributes.gen_ai.usage.output_tokens": { type: "number", purpose: TOKENS },
  "attributes.gen_ai.usage.cache_read.input_tokens": { type: "number", purpose: TOKENS },
  "attributes.gen_ai.usage.cache_creation.input_tokens": { type: "number", purpose: TOKENS },
  "attributes.zen.tokens.*": { type: "number", purpose: `${TOKENS} Here without the cache's in the input.` },
  "attributes.zen.cost.*": { type: "number | string", purpose: COST },
  "attributes.zen.agent.name": { type: "string", purpose: "As gen_ai.agent.name." },
  "attributes.zen.model": { type: "string", purpose: "As gen_ai.request.model." },
  "attributes.zen.command": {
    type: "string",
    purpose: "Which slash command began a run, without its arguments.",
  },
  "attributes.zen.workspace.hash": {
    type: "string",
    purpose:
      'Which runs are in one workspace, to compare runs of one process or, with `identity = "install"`, of 30 days; a keyed hash.',
  },
  "attributes.zen.status": { type: "string", purpose: "How a run ended: success, failed or cancelled." },
  "attributes.zen.tool.name": { type: "string", purpose: "As gen_ai.tool.name." },
  "attributes.zen.tool.tokens": { type: "number", purpose: "What a tool's use costs." },
  "attributes.posthog.event_ids[]": {
    type: "string",
    purpose: "Which events were captured in a run, to join cost and product data; random UUIDs.",
  },
  "attributes.telemetry.refused.*": {
    type: "number",
    purpose: "How many spans were not sent since the last, by the reason why, to scale counts back.",
    sensitivity: "none",
  },
  "resource.*": { type: "string | boolean", purpose: RUNTIME },
} as const satisfies Readonly<Record<string, ListedField>>;
