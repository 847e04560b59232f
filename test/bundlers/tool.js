// A tool that is built into one file: it captures, shows its subcommands and respects class-transformer.
import "codeweaver-telemetry/class-transformer";
import { Exclude } from "class-transformer";
import { captureSearchEvent, createTelemetryClient } from "codeweaver-telemetry";
import { runTelemetryCli } from "codeweaver-telemetry/cli";
import { findLanguage } from "codeweaver-telemetry/models";
import { startReceiver } from "codeweaver-telemetry/receiver";

class Login {
  name = "word";
  attempts = 2;
}
Exclude()(Login.prototype, "name");

async function main() {
  const receiver = await startReceiver();
  const options = { tool: "mytool", posthogApiKey: "phc_local", posthogHost: receiver.url };
  const telemetry = createTelemetryClient(options);
  telemetry.capture("login", new Login());
  captureSearchEvent({ response: {}, intentType: "debug" }, telemetry);
  telemetry.captureException(new RangeError("Invalid array length"));
  await telemetry.getFeatureFlag("a_flag"); // posthog-node is in the bundle, too
  await telemetry.endSession();
  const find = (name) => receiver.events.find(({ event }) => event === name)?.properties;
  const { name, attempts } = find("login");
  const result = {
    login: { name, attempts },
    intent: find("codeweaver_search")?.intent,
    message: find("$exception")?.$exception_list[0].value,
    flag: find("$feature_flag_called")?.$feature_flag,
    language: findLanguage("main.ts"),
    refused: telemetry.stats().refused,
    manifest: await runTelemetryCli(["manifest", "--check"], options),
  };
  await receiver.close();
  console.log(`result ${JSON.stringify(result)}`);
}

void main();
