/** Creates a client that sends to a receiver of its own. */
import { onTestFinished } from "vitest";
import { createClient } from "../../src/bootstrap/create-client.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { TelemetryClient } from "../../src/client/client.js";
import type { Receiver } from "../../src/receiver/receiver.js";
import type { ReceiverOptions } from "../../src/receiver/receiver-options.js";
import { startReceiver } from "./receiver.js";

export async function createClientWithReceiver(
  options: TelemetryOptions = {},
  receiverOptions: ReceiverOptions = {},
  isShared = false,
): Promise<{ telemetry: TelemetryClient; receiver: Receiver }> {
  const receiver = await startReceiver(receiverOptions);
  const defaults = {
    tool: "testtool",
    posthogApiKey: "phc_test",
    posthogHost: receiver.url,
    spool: false,
    exitBudgetMs: 5000,
  };
  const telemetry = createClient({ ...defaults, ...options }, { isShared });
  onTestFinished(async () => {
    await telemetry.shutdown();
    await receiver.close();
  });
  return { telemetry, receiver };
}
