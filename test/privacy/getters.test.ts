/** Describes models whose members are getters, memoized values, or change while they are read. */
import { describe, expect, it } from "vitest";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { seal } from "../support/seal.js";

describe("a member of a model", () => {
  it("is sent if another member replaces its getter by a value of its own", () => {
    class Index {
      declare cached: boolean;
      get size() {
        return 1;
      }
    }
    declareAnonymity(Index, { size: "AGGREGATE", cached: "BOOLEAN" });
    const index = new Index();
    Object.defineProperty(index, "size", { value: 2, enumerable: true });
    expect(seal(index).json).toEqual({ size: 2, cached: false });
  });

  it("is sent from a property that is not enumerable, beside a getter that was replaced", () => {
    class Index {
      declare hidden: number;
      get size() {
        return 1;
      }
    }
    declareAnonymity(Index, { size: "AGGREGATE", hidden: "AGGREGATE" });
    const index = new Index();
    Object.defineProperty(index, "size", { value: 2, enumerable: true });
    Object.defineProperty(index, "hidden", { value: 7 });
    expect(seal(index).json).toEqual({ size: 2, hidden: 7 });
  });

  it("is sent if a getter creates it", () => {
    class Lazy {
      declare files: number;
      get total() {
        this.files = 5;
        return 1;
      }
    }
    declareAnonymity(Lazy, { total: "AGGREGATE", files: "AGGREGATE" });
    expect(seal(new Lazy()).json).toEqual({ total: 1, files: 5 });
  });

  it("keeps its value if a getter deletes it", () => {
    class Spent {
      declare cached: boolean;
      files?: string[] = ["a"];
      get total() {
        delete this.files;
        return 1;
      }
    }
    declareAnonymity(Spent, { total: "AGGREGATE", files: "COUNT", cached: "BOOLEAN" });
    expect(seal(new Spent()).json).toEqual({ files: 1, total: 1, cached: false });
  });

  it("is not read if its key may not be sent", () => {
    const read: string[] = [];
    class Report {
      get "two words"() {
        read.push("two words");
        return 1;
      }
    }
    const report = new Report();
    Object.defineProperty(report, "/home/jane", {
      enumerable: true,
      get: () => read.push("/home/jane"),
    });
    expect(seal(report).json).toEqual({});
    expect(seal({ ...new Report(), "no word": 1 }).omitted).toEqual({ undeclared_text: 1 });
    expect(read).toEqual([]);
  });
});

describe("the room of an event", () => {
  it("is used by later properties if a large one did not fit", () => {
    class Full {
      text = "x".repeat(30_691);
      longkeyname = 12_345;
      b = 1;
      c = 2;
    }
    declareAnonymity(Full, { text: "PUBLIC" });
    const { json, omitted } = seal(new Full());
    expect(Object.keys(json)).toEqual(["text", "b", "c"]);
    expect(omitted).toEqual({ size: 1 });
  });
});

describe("a Map whose own iterator never ends", () => {
  const endless = (entry: unknown) =>
    Object.defineProperty(new Map([["python", 1]]), Symbol.iterator, {
      value: function* () {
        for (;;) yield entry;
      },
    });

  it("is counted up to the limit for a DISTRIBUTION", () => {
    class Model {
      languages = endless(["go", 1]);
    }
    declareAnonymity(Model, { languages: "DISTRIBUTION" });
    expect(seal(new Model())).toEqual({ json: { languages: { go: 500_000 } }, omitted: { size: 1 } });
  });

  it("is read up to the limit if its keys have no form in JSON", () => {
    expect(seal({ map: endless([{}, 1]) }).json).toEqual({ map: {} });
  });
});
