/** Names why an event, or a part of one, is not kept. */

export const DROP_REASONS = [
  /** No manifest of the project lists the event. */
  "event_not_in_manifest",
  /** No manifest lists the property, or it has another type there. */
  "property_not_in_manifest",
  /** The project has no manifest, and the value is neither a number nor a word. */
  "property_undeclared",
  /** The event has more values, or more text, than are checked. What is beyond the limit is dropped. */
  "too_large",
  /** A part of a text that identifies somebody was replaced. */
  "text_redacted",
  /** The id under which the event was sent is neither random, nor a hash, nor a word. */
  "distinct_id",
  /** The event is more than a day in the future. */
  "from_the_future",
  /** The event is older than the project keeps its events. */
  "expired",
] as const;

export type DropReason = (typeof DROP_REASONS)[number];

/** Called once for each event or part that is not kept as it was. */
export type OnDrop = (reason: DropReason) => void;
