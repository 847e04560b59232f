/** Manifests of a small tool, in two versions. */

interface Field {
  readonly path: string;
  readonly type: string;
}

function createManifest(fieldsByEvent: Readonly<Record<string, readonly Field[]>>): object {
  const events = Object.entries(fieldsByEvent).map(([event, fields]) => ({
    event,
    description: "An event of these tests.",
    fields: fields.map((field) => ({ ...field, purpose: "Tests.", sensitivity: "usage", since: "1.0.0" })),
  }));
  return { events };
}

const EVERY_EVENT: readonly Field[] = [
  { path: "uuid", type: "string" },
  { path: "timestamp", type: "string" },
  { path: "distinct_id", type: "string" },
  { path: "tool_version", type: "string" },
  { path: "$session_id", type: "string" },
];

const SEARCH: readonly Field[] = [
  { path: "mode", type: '"hybrid" | "dense"' },
  { path: "note", type: "string" },
  { path: "returned_count", type: "number" },
  { path: "took_ms", type: "number" },
  { path: "cached", type: "boolean" },
  { path: "hash", type: "64 hex digits" },
  { path: "results.tokens", type: "number" },
  { path: "strategies[]", type: "string" },
  { path: "languages.*", type: "number" },
  { path: "$feature/*", type: "string" },
];

export const MANIFEST = createManifest({
  "*": EVERY_EVENT,
  search: SEARCH,
  failure: [{ path: "message", type: "string" }],
  span: [
    { path: "attributes.tokens", type: "number" },
    { path: "attributes.note", type: "string" },
    { path: "resource.service.name", type: "string" },
  ],
});

/** Has one more event, and one more field of `search`. */
export const NEXT_MANIFEST = createManifest({
  "*": EVERY_EVENT,
  search: [...SEARCH, { path: "reranker", type: "string" }],
  indexing: [{ path: "files", type: "number" }],
});
