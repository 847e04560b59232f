/** Loaded before the programs of the documents: refuses every connection that is not on loopback, and says so on stderr. */
import { Socket } from "node:net";

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|::1)$/;
const { connect } = Socket.prototype;

Socket.prototype.connect = function (...args) {
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  const { host, path } =
    typeof first === "object" && first !== null
      ? first
      : { host: typeof second === "string" ? second : undefined };
  if (path !== undefined || host === undefined || LOOPBACK.test(host)) return connect.apply(this, args);
  process.stderr.write(`network: a connection to ${host} was refused\n`);
  const error = Object.assign(new Error(`connect ENETUNREACH ${host}`), { code: "ENETUNREACH" });
  process.nextTick(() => this.destroy(error));
  return this;
};
