/** Loaded before the programs of the documents: refuses connections and look-ups beyond loopback, and says so on stderr. */
import dns from "node:dns";
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/;
const { connect } = Socket.prototype;

function createRefusal(host) {
  process.stderr.write(`network: ${host} was refused\n`);
  return Object.assign(new Error(`connect ENETUNREACH ${host}`), { code: "ENETUNREACH" });
}

Socket.prototype.connect = function (...args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const isOptions = typeof first === "object" && first !== null;
  const { host, path } = isOptions ? first : { host: typeof second === "string" ? second : undefined };
  if (path !== undefined || host === undefined || LOOPBACK.test(host)) return connect.apply(this, args);
  process.nextTick(() => this.destroy(createRefusal(host)));
  return this;
};

for (const target of [dns, dns.Resolver.prototype, dns.promises, dns.promises.Resolver.prototype]) {
  const returnsPromises = target === dns.promises || target === dns.promises.Resolver.prototype;
  for (const name of Object.keys(Object.getOwnPropertyDescriptors(target))) {
    if (!/^(?:lookup|resolve|reverse)/.test(name)) continue;
    const original = target[name];
    target[name] = function (host, ...rest) {
      if (LOOPBACK.test(host)) return original.call(this, host, ...rest);
      if (returnsPromises) return Promise.reject(createRefusal(host));
      process.nextTick(() => rest.at(-1)(createRefusal(host)));
    };
  }
}
syncBuiltinESMExports();
