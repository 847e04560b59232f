/** Compares what is sent of an instance with `instanceToPlain`, for each rule of class-transformer's documentation. */
import "reflect-metadata";
import { Exclude, Expose, instanceToPlain, Transform, Type } from "class-transformer";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Anonymize, declareAnonymity, Public } from "../../src/privacy/decorators/anonymize.js";
import { serializeForTelemetry } from "../../src/privacy/telemetry-model.js";

/** Returns the JSON of `instanceToPlain`, without fields that are undefined. */
const toPlain = (instance: object): object => JSON.parse(JSON.stringify(instanceToPlain(instance)));

function createInstances(): Record<string, object> {
  class WithoutDecorators {
    id = 1;
    name = "word";
  }
  class Exposed {
    @Expose() id = 1;
    name = "word";
  }
  class ExposedGetter {
    id = 1;
    @Expose() get double() {
      return this.id * 2;
    }
  }
  class Renamed {
    @Expose({ name: "user_id" }) id = 1;
  }
  class Excluded {
    id = 1;
    @Exclude() kept_back = "word";
  }
  class ExcludedToPlain {
    id = 1;
    @Exclude({ toPlainOnly: true }) kept_back = "word";
  }
  class ExcludedToClass {
    id = 1;
    @Exclude({ toClassOnly: true }) sent = "word";
  }
  class ExcludedBothWays {
    @Exclude({ toClassOnly: true, toPlainOnly: true }) kept_back = "word";
  }
  @Exclude()
  class ExcludedClass {
    @Expose() id = 1;
    kept_back = "word";
    @Expose({ toPlainOnly: true }) plain_only = 2;
    @Expose({ toClassOnly: true }) class_only = 3;
  }
  @Expose()
  class ExposedClass {
    id = 1;
    @Exclude() kept_back = "word";
  }
  class Grouped {
    id = 1;
    @Expose({ groups: ["admin"] }) for_admins = 2;
    @Expose({ groups: [] }) for_all = 3;
  }
  class Versioned {
    @Expose({ since: 2, until: 3 }) id = 1;
  }
  class Parent {
    id = 1;
    @Exclude() kept_back = "word";
    @Expose({ name: "shown" }) hidden_name = 2;
  }
  class Child extends Parent {
    extra = 3;
  }
  class Redeclared extends Parent {
    @Exclude({ toClassOnly: true }) override kept_back = "word";
  }
  class Album {
    id = 1;
    @Exclude() owner = "word";
  }
  class WithType {
    @Type(() => Album) album = new Album();
    @Type(() => Album) albums = [new Album(), new Album()];
    @Type(() => Album) plain: object = { id: 2, owner: "word" };
    @Type(() => Album) in_set = new Set([new Album()]);
    @Type(() => Album) in_map = new Map([["first", new Album()]]);
    @Type(() => Date) when = new Date(0);
    @Type(() => Number) count = 3;
    @Type(() => String) text = "word";
  }
  class Photo extends Album {
    width = 3;
    @Exclude() place = "word";
  }
  class WithSubclass {
    @Type(() => Photo) photo: Album = new Photo();
  }
  class TransformedToClass {
    @Transform(({ value }) => value + 1, { toClassOnly: true }) id = 1;
  }
  return Object.fromEntries(
    [
      WithoutDecorators,
      Exposed,
      ExposedGetter,
      Renamed,
      Excluded,
      ExcludedToPlain,
      ExcludedToClass,
      ExcludedBothWays,
      ExcludedClass,
      ExposedClass,
      Grouped,
      Versioned,
      Parent,
      Child,
      Redeclared,
      WithType,
      WithSubclass,
      TransformedToClass,
    ].map((Model) => [Model.name, new Model()]),
  );
}

describe("an instance is sent as instanceToPlain writes it", () => {
  it.each(Object.entries(createInstances()))("%s", (_, instance) => {
    const sent = serializeForTelemetry(instance);
    const plain = toPlain(instance);
    expect(sent).toEqual(plain);
    expect(JSON.stringify(sent)).not.toContain("kept_back");
  });
});

describe("less is sent than instanceToPlain writes", () => {
  class Album {
    id = 1;
    @Exclude() owner = "word";
  }
  class Photo {
    id = 2;
    @Exclude() place = "word";
    owner = "word"; // excluded by the class that @Type names
  }

  it("of an instance of another class than @Type names: what either class excludes", () => {
    class Holder {
      @Type(() => Album) item: object = new Photo();
      @Type(() => Album) items: object[] = [new Photo(), new Album()];
    }
    expect(serializeForTelemetry(new Holder())).toEqual({ item: { id: 2 }, items: [{ id: 2 }, { id: 1 }] });
  });

  it("of a field for which two classes name types that disagree", () => {
    class Named {
      word = "alpha";
      id = 1;
    }
    class Inner {
      @Type(() => Named) field: object = new Named();
    }
    class Strict {
      @Exclude() word = "";
    }
    class Outer {
      @Type(() => Strict) field: object = {};
    }
    class Root {
      @Type(() => Outer) inner: object = new Inner();
    }
    expect(serializeForTelemetry(new Root())).toEqual({ inner: { field: { id: 1 } } });
  });

  it("of the items of a list that has a class of its own", () => {
    class Albums extends Array<object> {
      @Expose() size = 3;
    }
    class Holder {
      @Type(() => Album) albums: object = Albums.from([{ id: 2, owner: "word" }]);
    }
    expect(serializeForTelemetry(new Holder())).toEqual({ albums: { 0: { id: 2 }, size: 3 } });
  });

  it("of a field with @Transform, unless it is declared", () => {
    class Masked {
      @Transform(() => "***") card = 4111;
      @Transform(() => "***", { toPlainOnly: true }) pin = 1234;
      @Transform(() => "***", { groups: ["admin"] }) for_admins = 1;
      @Transform(() => "***") @Anonymize("BOOLEAN") token = "word";
      @Transform(() => "***") @Public() plan = "free plan";
      id = 1;
    }
    class Child extends Masked {}
    for (const model of [new Masked(), new Child()])
      expect(serializeForTelemetry(model)).toEqual({ token: true, plan: "free plan", id: 1 });
  });

  it("of a field whose @Type can be known only with the object", () => {
    class Holder {
      kind = "album";
      @Type((options) => (options?.object.kind === "album" ? Album : Photo)) item: object = {
        id: 1,
        owner: "word",
      };
    }
    expect(serializeForTelemetry(new Holder())).toEqual({ kind: "album" });
  });

  it("of plain data with a discriminator: what any of its classes excludes", () => {
    class Holder {
      @Type(() => Album, {
        discriminator: { property: "kind", subTypes: [{ value: Photo, name: "photo" }] },
      })
      item: object = { kind: "photo", id: 3, place: "word", owner: "word" };
    }
    expect(serializeForTelemetry(new Holder())).toEqual({ item: { kind: "photo", id: 3 } });
  });

  it("of a field that is exposed only to classes", () => {
    class ToClass {
      @Expose({ toClassOnly: true }) password = 1;
      id = 1;
    }
    expect(serializeForTelemetry(new ToClass())).toEqual({ id: 1 });
  });
});

it("a subclass of an excluded class is excluded only if it says so, too, as for class-transformer", () => {
  @Exclude()
  class Parent {
    @Expose() id = 1;
    note = "word";
  }
  class Child extends Parent {}
  @Exclude()
  class ExcludedChild extends Parent {}
  expect(serializeForTelemetry(new Child())).toEqual({ id: 1, note: "word" });
  expect(toPlain(new Child())).toEqual({ id: 1, note: "word" });
  expect(serializeForTelemetry(new ExcludedChild())).toEqual({ id: 1 });
});

const FIELDS = ["alpha", "beta", "gamma", "delta"] as const;

interface RandomField {
  readonly kind: "exclude" | "expose" | "none";
  readonly direction: "both" | "plain" | "class" | "unset";
  readonly name: "renamed" | undefined;
  readonly group: boolean;
}

const randomField: fc.Arbitrary<RandomField> = fc.record({
  kind: fc.constantFrom("exclude", "expose", "none"),
  direction: fc.constantFrom("both", "plain", "class", "unset"),
  name: fc.constantFrom("renamed", undefined),
  group: fc.boolean(),
});

/** Decorates the fields of a class as random choices say. */
function decorate(target: new () => object, fields: readonly RandomField[], isClassExcluded: boolean): void {
  if (isClassExcluded) Exclude()(target);
  for (const [index, { kind, direction, name, group }] of fields.entries()) {
    const field = FIELDS[index] ?? "alpha";
    const options = {
      ...((direction === "plain" || direction === "both") && { toPlainOnly: true }),
      ...((direction === "class" || direction === "both") && { toClassOnly: true }),
    };
    if (kind === "exclude") Exclude(options)(target.prototype, field);
    if (kind === "expose")
      Expose({
        ...options,
        ...(name !== undefined && { name: `${name}_${field}` }),
        ...(group && { groups: ["admin"] }),
      })(target.prototype, field);
  }
}

it("random classes and subclasses send the keys of instanceToPlain, without those that are exposed to classes only", () => {
  const fields = fc.array(randomField, { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(
      fields,
      fields,
      fc.boolean(),
      fc.boolean(),
      (parents, children, excludesParent, excludesChild) => {
        class Parent {
          alpha = 1;
          beta = 2;
          gamma = 3;
          delta = 4;
        }
        class Child extends Parent {}
        decorate(Parent, parents, excludesParent);
        decorate(Child, children, excludesChild);
        for (const [instance, chains] of [
          [new Parent(), [parents]],
          [new Child(), [children, parents]],
        ] as const) {
          const isToClassOnly = (key: string) => {
            const index = FIELDS.findIndex((field) => key === field || key === `renamed_${field}`);
            const exposed = chains.map((chain) => chain[index]).find((field) => field?.kind === "expose");
            return exposed?.direction === "class";
          };
          const expected = Object.entries(toPlain(instance)).filter(([key]) => !isToClassOnly(key));
          expect(serializeForTelemetry(instance)).toEqual(Object.fromEntries(expected));
        }
      },
    ),
    { numRuns: 300 },
  );
});

it("a declaration that is made while a list is read holds for its later items", () => {
  class Part {
    id = 1;
    word = "alpha";
  }
  class Holder {
    @Type(() => Part) parts: object[] = [{ word: "alpha" }, { word: "alpha" }];
  }
  const { parts } = new Holder();
  Object.defineProperty(parts[0], "lazy", {
    enumerable: true,
    get: () => {
      declareAnonymity(Part, { word: "FORBIDDEN" });
      return 1;
    },
  });
  const sent = serializeForTelemetry(Object.assign(new Holder(), { parts }));
  expect(sent).toEqual({ parts: [{ word: "alpha", lazy: 1 }, {}] });
});
