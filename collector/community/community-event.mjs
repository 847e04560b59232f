/** Defines the events of a simulated community, and writes them as a client sends them. */

/** The properties that all events of a session have. They are written once, which takes half of the time. */
export class EventContext {
  /** @param {Readonly<Record<string, unknown>>} properties */
  constructor(properties) {
    this.properties = properties;
    this.json = JSON.stringify(properties).slice(1, -1);
  }
}

/**
 * @typedef {object} CommunityEvent
 * @property {string} event
 * @property {string} uuid
 * @property {string} distinct_id
 * @property {string} timestamp
 * @property {EventContext} context
 * @property {object} properties those that are its own
 */

/**
 * Returns the JSON of an event, as it is in a batch or in a journal.
 * @param {CommunityEvent} event
 */
export function formatEvent({ event, uuid, distinct_id, timestamp, context, properties }) {
  const own = JSON.stringify(properties).slice(1, -1);
  const all = own === "" ? context.json : `${context.json},${own}`;
  return `{"uuid":"${uuid}","event":"${event}","distinct_id":"${distinct_id}","timestamp":"${timestamp}","properties":{${all}}}`;
}
