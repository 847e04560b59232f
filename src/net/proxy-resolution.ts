/** Finds the proxy for a host in the environment: `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case. */
import { getProxyForUrl } from "proxy-from-env";
import { isInAddressList } from "./no-proxy-addresses.js";

export type ProxyResolution =
  | { readonly kind: "direct" }
  | { readonly kind: "proxied"; readonly proxy: string }
  /** The environment names a proxy that cannot be used. Nothing is sent, because nothing may bypass the proxy. */
  | { readonly kind: "unsupported"; readonly variable: string };

/** Reads the process's own environment. Only https uses a proxy, because other requests are local. */
export function resolveProxy(host: string): ProxyResolution {
  const proxyValue = host.startsWith("https:") ? getProxyForUrl(host) : "";
  if (proxyValue === "") return { kind: "direct" };
  // The library compares entries as texts, so it knows neither ranges nor the spellings of one address.
  const noProxy = process.env.no_proxy || process.env.NO_PROXY || "";
  if (isInAddressList(new URL(host), noProxy)) return { kind: "direct" };
  // The library adds the scheme of the target to a proxy without a scheme. Most users mean http, as curl does.
  const proxyUrl =
    findVariable(proxyValue) === undefined ? proxyValue.replace(/^https:/, "http:") : proxyValue;
  const proxy = URL.canParse(proxyUrl) ? new URL(proxyUrl) : undefined;
  if (proxy !== undefined && ["http:", "https:"].includes(proxy.protocol))
    return { kind: "proxied", proxy: proxy.href };
  return {
    kind: "unsupported",
    variable: findVariable(proxyValue) ?? findVariable(proxyValue.slice("https://".length)) ?? "",
  };
}

function findVariable(value: string): string | undefined {
  return Object.keys(process.env).find(
    (name) => /^(?:https|all)_proxy$/i.test(name) && process.env[name] === value,
  );
}
