import { describe, expect, it, vi } from "vitest";
import { Anonymize, declareAnonymity, serializeForTelemetry, TelemetryModel } from "../../src/index.js";
import { createClientWithReceiver } from "../support/client.js";

/** A model as CodeWeaver's older design writes it: its method declares the fields. */
class OlderModel extends TelemetryModel {
  branch = "payments";
  files = 3;
  _telemetry_keys() {
    return { branch: "FORBIDDEN" };
  }
}

class OlderCamelCase {
  branch = "payments";
  _telemetryKeys() {
    return { branch: "FORBIDDEN" };
  }
}

class OwnFunction {
  branch = "payments";
  _telemetry_keys = () => ({ branch: "FORBIDDEN" });
}

class StaticMethod {
  branch = "payments";
  static _telemetry_keys() {
    return { branch: "FORBIDDEN" };
  }
}

class Subclass extends OlderModel {
  extra = "payments";
}

class MovedModel extends OlderModel {
  @Anonymize("COUNT") parts = ["a", "b"];
}

describe("a model that declares its fields as the older design did", () => {
  it.each([
    ["a method", new OlderModel()],
    ["the same in camelCase", new OlderCamelCase()],
    ["an inherited method", new Subclass()],
    ["a function of its own", new OwnFunction()],
    ["a static method", new StaticMethod()],
  ])("by %s sends no undeclared field", (_, model) => {
    expect(serializeForTelemetry(model)).toEqual({});
  });

  it("sends the fields that it also declares in the present way", () => {
    expect(serializeForTelemetry(new MovedModel())).toEqual({ parts: 2 });
    class Declared {
      files = 3;
      _telemetry_keys() {
        return {};
      }
    }
    declareAnonymity(Declared, { files: "PUBLIC" });
    expect(serializeForTelemetry(new Declared())).toEqual({ files: 3 });
  });

  it("is counted, and the logger is warned once", async () => {
    const warn = vi.fn();
    const { telemetry } = await createClientWithReceiver({ logger: { warn } });
    telemetry.capture("build_done", new OlderModel());
    telemetry.capture("index_done", { nested: [new OlderModel()] });
    await telemetry.flush();
    expect(telemetry.stats().omitted).toEqual({ ignored_declaration: 2 });
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/^_telemetry_keys of a model has no effect/)]]);
  });
});
