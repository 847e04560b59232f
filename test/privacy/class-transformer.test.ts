import "reflect-metadata";
import { Exclude, Expose, Type } from "class-transformer";
import { describe, expect, it } from "vitest";
import { Anonymize, Public } from "../../src/privacy/decorators/anonymize.js";
import { seal } from "../support/seal.js";

class Address {
  @Anonymize("FORBIDDEN") street = "";
  city = "";
}

class Person {
  @Exclude() password = "p";
  @Exclude({ toClassOnly: true }) onlyExcludedOnTheWayIn = 1;
  @Expose({ name: "exposed_name" }) renamed = "r";
  @Expose({ groups: ["admin"] }) forAdmins = "a";
  @Expose({ name: "path_hash" }) @Anonymize("HASH") path = "/home/jane";
  @Type(() => Address) address: object = { street: "1 Main St", city: "X" };
  @Type(() => Address) addresses: object[] = [{ street: "2 Main St", city: "Y" }];
  plain = 1;

  @Expose() get getter(): string {
    return "g";
  }
}

@Exclude()
class ExcludedByDefault {
  @Expose() kept = 1;
  hidden = 2;
}

class Heir extends Person {
  more = 2;
}

const PERSON = {
  onlyExcludedOnTheWayIn: 1,
  exposed_name: "r",
  path_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
  address: { city: "X" },
  addresses: [{ city: "Y" }],
  plain: 1,
  getter: "g",
};

describe("class-transformer's decorators are honoured", () => {
  it("excludes, renames, exposes getters and sanitizes plain objects by @Type", () => {
    expect(seal(new Person()).json).toEqual(PERSON);
  });

  it("in a subclass too", () => {
    expect(seal(new Heir()).json).toEqual({ ...PERSON, more: 2 });
  });

  it("removes the fields of a class that is excluded as a whole", () => {
    expect(seal(new ExcludedByDefault()).json).toEqual({ kept: 1 });
  });
});

describe("the types that TypeScript emits for reflect-metadata", () => {
  it("sanitize a plain object by the class of its field", () => {
    class Order {
      address: object = { street: "3 Main St", city: "Z" };
    }
    // What `emitDecoratorMetadata` writes for `@Anonymize(…) address: Address`.
    Reflect.defineMetadata("design:type", Address, Order.prototype, "address");
    expect(seal(new Order()).json).toEqual({ address: { city: "Z" } });
  });

  it("refuses an exposed name that JavaScript gives a meaning of its own, in a public field too", () => {
    class Renamed {
      @Expose({ name: "constructor" }) count = 1;
    }
    class Holder {
      @Anonymize("FORBIDDEN") secret = "s";
      @Public() inner = new Renamed();
    }
    expect(seal(new Renamed())).toEqual({ json: {}, omitted: { key_name: 1 } });
    expect(seal(new Holder())).toEqual({ json: { inner: {} }, omitted: { key_name: 1 } });
  });
});

describe("a name of @Expose that stands for a secret or a person", () => {
  class Account {
    @Expose({ name: "password" }) credential = "hunter2";
    @Expose({ name: "pin" }) digits = 123456789;
    @Expose({ name: "user" }) somebody = "jane";
    @Expose({ name: "color" }) password = "hunter2";
    @Expose({ name: "mode" }) kind = "fast";
  }

  it("removes undeclared values, like a property of that name", () => {
    expect(seal(new Account()).json).toEqual({ mode: "fast" });
  });
});
