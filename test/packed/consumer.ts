// `.ci/run` compiles this file in strict mode against the types of the installed package.
import {
  AnonymityConversion,
  Anonymize,
  getTelemetryClient,
  Redacted,
  redacted,
  type Sealed,
  TelemetryModel,
} from "codeweaver-telemetry";
import { runTelemetryCli, type TelemetryOptions, telemetryCommand } from "codeweaver-telemetry/cli";
import { withTelemetry } from "codeweaver-telemetry/mcp";
import { FindCodeResponseSummary } from "codeweaver-telemetry/models";
import { type Receiver, startReceiver } from "codeweaver-telemetry/receiver";
import { describeEvents, type Manifest } from "codeweaver-telemetry/testing";

class Request extends TelemetryModel {
  @Anonymize(AnonymityConversion.FORBIDDEN) query = "";
  @Anonymize(AnonymityConversion.COUNT, { purpose: "p", sensitivity: "none", since: "1.0.0" }) files = [];
  @Anonymize(AnonymityConversion.DISTRIBUTION, { top: 3 }) languages: string[] = [];
  @Redacted() reason = "";
  // @ts-expect-error HASH has no option `top`
  @Anonymize(AnonymityConversion.HASH, { top: 3 }) path = "";
}

getTelemetryClient().capture("failed", { reason: redacted("cannot write") });
export const sealed: Sealed = new Request().serializeForTelemetry();
export const flag: Promise<string | boolean> = getTelemetryClient().getFeatureFlag("f", {
  fallback: "control",
});
const options: TelemetryOptions = {
  tool: "mytool",
  consent: "opt-in",
  version: process.env.npm_package_version, // undefined counts as not given, also with exactOptionalPropertyTypes
  overrides: { endpoint: process.env.ENDPOINT },
  onNotice: (text) => text.length,
};
export const command = telemetryCommand(options);
export const code: Promise<number> = runTelemetryCli(["status"], options);
export const server: { registerTool(name: string): void } = withTelemetry({
  registerTool: (_name: string) => {},
});
// @ts-expect-error `consent` has no such value
export const invalidOptions: TelemetryOptions = { consent: "maybe" };
export const receiver: Promise<Receiver> = startReceiver();
export const response = new FindCodeResponseSummary({});
export const manifest: Manifest = describeEvents([{ toPosthogEvent: () => ["asked", new Request()] }]);
