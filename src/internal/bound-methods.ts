/** Binds methods, so that authors can pass them on alone. */

/** Binds the methods of an object to it, so that `.catch(client.captureException)` and `const { capture } = client` work. */
export function bindMethods(object: object): void {
  let prototype: object | null = Object.getPrototypeOf(object);
  while (prototype !== null && prototype !== Object.prototype) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype)))
      if (typeof value === "function" && name !== "constructor" && !Object.hasOwn(object, name))
        Object.defineProperty(object, name, {
          value: value.bind(object),
          configurable: true,
          writable: true,
        });
    prototype = Object.getPrototypeOf(prototype);
  }
}
