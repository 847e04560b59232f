/** What a flag service is asked, and what it answers. */
import type { Json, Sealed } from "../envelope.js";

export interface FlagRequest {
  readonly distinctId: Sealed<string>;
  readonly personProperties: Sealed;
  readonly groups: Sealed;
  readonly groupProperties: Sealed;
  readonly disableGeoip: boolean;
}

export interface Flag {
  /** The variant's key, or whether a flag without variants is on. */
  readonly value: string | boolean;
  readonly payload: Json | undefined;
  /** PostHog's own account of the evaluation, for `$feature_flag_called`. */
  readonly id: number | undefined;
  readonly version: number | undefined;
  readonly reason: string | undefined;
}

export interface FlagResponse {
  readonly flags: ReadonlyMap<string, Flag>;
  readonly requestId: string | undefined;
  readonly errorsWhileComputing: boolean;
  readonly quotaLimited: boolean;
}

export interface FlagTransport {
  /** Undefined where the service could not be asked. Never rejects. */
  evaluate(request: FlagRequest): Promise<FlagResponse | undefined>;
}
