/** Captures events synchronously: calls `beforeCapture`, sanitizes the event, and passes it to the pipeline. */
import type { Sealed } from "../envelope.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import { ignoreRejection } from "../internal/errors.js";
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";
import { EXCEPTION, hasFingerprint } from "../privacy/errors/posthog-exception.js";
import type { SanitizeContext } from "../privacy/sanitizer/sanitize-context.js";
import { sealException, sealProperties } from "../privacy/sanitizer/seal.js";
import type { CaptureHook, RawEvent } from "./before-capture.js";
import { type CaptureOptions, readCaptureOptions } from "./caller-options.js";
import { getCaptureScope } from "./capture-scope.js";
import type { ClientSession } from "./client-session.js";
import type { EventPipeline } from "./event-pipeline.js";
import type { ExitDelivery } from "./exit-delivery.js";
import { toDropReason } from "./pipeline-state.js";
import { createSanitizedEvent } from "./sanitized-event.js";
import type { DropReason } from "./telemetry-stats.js";

export interface EventCaptureParts {
  readonly pipeline: EventPipeline;
  readonly session: ClientSession;
  readonly exitDelivery: ExitDelivery;
  readonly errorMessages: ErrorMessages;
  /** Changes or drops events before they are sanitized. Undefined if the author has no `beforeCapture`. */
  readonly hook: CaptureHook | undefined;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Creates protected properties of an event, which its sanitized properties do not replace. */
type ProtectedPropertiesSealer = (context: SanitizeContext, properties: Sealed, error: unknown) => Sealed;

/** The methods return the event's UUID, or undefined if it was dropped. Every call is counted once. */
export class EventCapture {
  readonly #parts: EventCaptureParts;

  constructor(parts: EventCaptureParts) {
    this.#parts = parts;
  }

  capture(event: string, properties: object, options: CaptureOptions): string | undefined {
    return this.#countAndDropIfOff() ? undefined : this.#queue({ event, properties }, options);
  }

  captureException(error: unknown, properties: object, options: CaptureOptions): string | undefined {
    if (this.#countAndDropIfOff()) return undefined;
    const { errorMessages } = this.#parts;
    return this.#queue({ event: EXCEPTION, properties, error }, options, (context, sanitized, captured) =>
      sealException(captured, context, { isFingerprinted: hasFingerprint(sanitized), errorMessages }),
    );
  }

  captureFromEvent(event: TelemetryEvent, options: CaptureOptions): string | undefined {
    if (this.#countAndDropIfOff()) return undefined;
    try {
      const returned = event.toPosthogEvent();
      ignoreRejection(returned); // callers in plain JavaScript
      const [name, properties] = returned;
      return this.#queue({ event: name, properties }, options);
    } catch {
      return this.#drop("invalid_event");
    }
  }

  /** Counts a call of a capture method, and drops its event if the client is off. Returns whether it was dropped. */
  #countAndDropIfOff(): boolean {
    const { counters, current } = this.#parts.pipeline;
    counters.captured++;
    if (current.clientState.status !== "off") return false;
    this.#drop(toDropReason(current.clientState));
    return true;
  }

  #queue(
    raw: RawEvent,
    options: CaptureOptions,
    sealProtected?: ProtectedPropertiesSealer,
  ): string | undefined {
    if (!isEventName(raw.event)) return this.#drop("invalid_event");
    const hooked = this.#parts.hook?.apply(raw);
    if (hooked?.kind === "dropped") return this.#drop(hooked.reason);
    const { event, properties, error } = hooked?.event ?? raw;
    if (!isEventName(event)) return this.#drop("invalid_event");
    const { pipeline, session, exitDelivery, now } = this.#parts;
    try {
      const { sealContext, idDigest } = pipeline.current;
      const sanitized = sealProperties(properties, sealContext, event);
      const scope = getCaptureScope();
      const sanitizedEvent = createSanitizedEvent(
        {
          event,
          properties: sanitized,
          protectedProperties: sealProtected?.(sealContext, sanitized, error),
          session: session.getOrStart(),
          scopeTags: scope?.tags,
          contextTags: session.getContextTags(),
          sealContext,
          idDigest,
          now,
        },
        readCaptureOptions(options, properties),
      );
      if (!pipeline.enqueue(sanitizedEvent)) {
        // An event that is not sampled still counts in the reports.
        if (pipeline.hasUnsavedCounts) exitDelivery.scheduleDelivery();
        else exitDelivery.scheduleDropLog();
        return undefined;
      }
      exitDelivery.scheduleDelivery();
      scope?.onCapture(sanitizedEvent.uuid);
      return sanitizedEvent.uuid;
    } catch {
      return this.#drop("invalid_event"); // a getter of the caller's groups threw
    }
  }

  #drop(reason: DropReason): undefined {
    this.#parts.pipeline.counters.countDropped(reason);
  }
}

/** Returns whether a name can be sent. PostHog rejects a whole batch for one event without a name. */
function isEventName(name: unknown): boolean {
  return typeof name === "string" && name.trim() !== "";
}
