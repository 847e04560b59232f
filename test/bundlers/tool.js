// A tool that is built into one file: it captures, shows its subcommands and respects class-transformer. With arguments it
// ends without waiting for the delivery.
import "codeweaver-telemetry/class-transformer";
import { Exclude } from "class-transformer";
import { captureSearchEvent, createTelemetryClient } from "codeweaver-telemetry";
import { runTelemetryCli } from "codeweaver-telemetry/cli";
import { findLanguage } from "codeweaver-telemetry/models";
import { startTracing, traced } from "codeweaver-telemetry/otel";
import { startReceiver } from "codeweaver-telemetry/receiver";

class Login {
  name = "word";
  attempts = 2;
}
Exclude()(Login.prototype, "name");

const createOptions = (posthogHost) => ({ tool: "mytool", posthogApiKey: "phc_local", posthogHost });

/** Captures an event, and ends the process at once or lets it end by itself. */
function end(way, posthogHost) {
  createTelemetryClient(createOptions(posthogHost)).capture("ending", { way });
  if (way === "exit") process.exit(3);
}

async function main() {
  const receiver = await startReceiver();
  const options = createOptions(receiver.url);
  const warnings = [];
  const telemetry = createTelemetryClient({ ...options, logger: { warn: (text) => warnings.push(text) } });
  telemetry.capture("login", new Login());
  telemetry.capture("opened", { title: "not a word" }); // the logger is warned during development
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
    warnings: warnings.length,
  };
  const tracing = await startTracing({ tool: "mytool", overrides: { endpoint: receiver.url } });
  result.tracing = tracing.state.reason ?? tracing.state.status;
  traced("work", () => {})();
  await tracing.shutdown();
  result.spans = receiver.spans.map((span) => span.name);
  await runTelemetryCli(["doctor"], options);
  await receiver.close();
  console.log(`result ${JSON.stringify(result)}`);
}

const [way, posthogHost] = process.argv.slice(2);
if (way === undefined) void main();
else end(way, posthogHost);
