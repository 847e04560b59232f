/** Defines the request to a flag service and its response. */
import type { Json, Sealed } from "../envelope.js";

export interface FlagRequest {
  readonly distinctId: Sealed<string>;
  readonly personProperties: Sealed;
  readonly groups: Sealed;
  readonly groupProperties: Sealed;
  readonly disableGeoip: boolean;
}

export interface Flag {
  /** The variant's key. For a flag without variants, whether it is on. */
  readonly value: string | boolean;
  readonly payload: Json | undefined;
  /** The fields below describe the evaluation in `$feature_flag_called`. */
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
  /** Returns undefined if the service could not be reached. Never rejects. */
  evaluate(request: FlagRequest): Promise<FlagResponse | undefined>;
}
