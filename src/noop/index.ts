/**
 * Has the names and the types of the main entry, and `withTelemetry`, without telemetry: functions that do nothing. It is one
 * file that imports nothing, for tools whose telemetry is an optional dependency.
 *
 * @module codeweaver-telemetry/noop
 */

import { OffClient } from "../client/off-client.js";
import { createOffState } from "../consent/telemetry-state.js";
import { SEARCH_EVENT, SESSION_EVENT } from "../events/event-names.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import type * as full from "../index.js";
import type * as mcp from "../mcp/index.js";
import { brandSealed } from "../privacy/sanitizer/sealed-brand.js";

export { defineExperiment } from "../events/experiment.js";
export { defineMetric } from "../events/metric.js";
export type * from "../index.js";
export { AnonymityConversion } from "../privacy/conversions/conversion.js";
export { Anonymize, declareAnonymity, Public, Redacted } from "../privacy/decorators/anonymize.js";
export { redacted, verbatim } from "../privacy/sanitizer/declared-text.js";

const NOTHING = brandSealed(Object.freeze({}));

const client = new OffClient(createOffState("not_installed", "codeweaver-telemetry"), "none", () => {});

/** Returns a client that is off. Its `state` has the reason `not_installed`. */
export const createTelemetryClient: typeof full.createTelemetryClient = <Client>() => client as Client; // its types restrict only the calls

/** Returns a client that is off, always the same. */
export const getTelemetryClient: typeof full.getTelemetryClient = <Client>() => client as Client; // see above

/** Does nothing. */
export const configureTelemetry: typeof full.configureTelemetry = () => {};

/** Captures nothing. */
export const captureSearchEvent: typeof full.captureSearchEvent = () => undefined;

/** Captures nothing. */
export const captureSessionEvent: typeof full.captureSessionEvent = () => undefined;

/** Captures nothing. */
export const captureSetupEvent: typeof full.captureSetupEvent = () => undefined;

/** Returns the server unchanged. */
export const withTelemetry: typeof mcp.withTelemetry = (server) => server;

/** Returns a class whose events are empty, and are not checked. */
export const defineEvent: typeof full.defineEvent = (name, schema) =>
  class implements TelemetryEvent {
    static readonly EVENT_NAME = name;
    static readonly SCHEMA = schema;
    toPosthogEvent() {
      return [name, {}] as const;
    }
  };

/** Creates a class of events without properties. The full class reads what it is given, and keeps it in fields. */
function createEmptyEvent<Full>(name: string): Full {
  return class implements TelemetryEvent {
    static readonly EVENT_NAME = name;
    toPosthogEvent() {
      return [name, {}] as const;
    }
  } as Full; // only telemetry reads the fields of an event
}

/** An event `codeweaver_search` without properties. */
export const SearchEvent = createEmptyEvent<typeof full.SearchEvent>(SEARCH_EVENT);
/** The type of the main entry. */
export type SearchEvent = full.SearchEvent;

/** An event `codeweaver_session` without properties. */
export const SessionEvent = createEmptyEvent<typeof full.SessionEvent>(SESSION_EVENT);
/** The type of the main entry. */
export type SessionEvent = full.SessionEvent;

/** Returns an empty object, because nothing would be sent. */
export const serializeForTelemetry: typeof full.serializeForTelemetry = () => NOTHING;

/** Returns an empty object, because nothing would be sent. */
export const sealError: typeof full.sealError = () => NOTHING;

/** Asserts nothing. */
export const assertDeclared: typeof full.assertDeclared = () => {};

abstract class EmptyModel {
  static policy: typeof full.TelemetryModel.policy = () => () => {};

  serializeForTelemetry(): full.Sealed {
    return NOTHING;
  }
}

/** The base class of a tool's models, of which nothing is sent. */
export const TelemetryModel: typeof full.TelemetryModel = EmptyModel;
/** The type of the main entry. */
export type TelemetryModel = full.TelemetryModel;

/** Returns no text at all, because nothing is here that could redact one. */
export const redactIdentifiableInfo: typeof full.redactIdentifiableInfo = () => "[redacted]";

/** Finds nothing. */
export const findIdentifiableInfo: typeof full.findIdentifiableInfo = () => [];
