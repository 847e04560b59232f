/** Which proxy of the environment stands between this machine and a host: `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`, in either case. */
import { getProxyForUrl } from "proxy-from-env";

export type ProxyResolution =
  | { readonly kind: "direct" }
  | { readonly kind: "through"; readonly proxy: string }
  /** There is one, and it cannot be used; past it nothing may go. */
  | { readonly kind: "barred"; readonly variable: string };

/** Reads the process's own environment. Only https goes through a proxy: what is sent without TLS stays on this machine. */
export function resolveProxy(host: string): ProxyResolution {
  const proxyValue = host.startsWith("https:") ? getProxyForUrl(host) : "";
  if (proxyValue === "") return { kind: "direct" };
  // The library gives a proxy without a scheme the target's; curl and with it most people mean http.
  const proxyUrl =
    findVariable(proxyValue) === undefined ? proxyValue.replace(/^https:/, "http:") : proxyValue;
  const proxy = URL.canParse(proxyUrl) ? new URL(proxyUrl) : undefined;
  if (proxy !== undefined && ["http:", "https:"].includes(proxy.protocol))
    return { kind: "through", proxy: proxy.href };
  return {
    kind: "barred",
    variable: findVariable(proxyValue) ?? findVariable(proxyValue.slice("https://".length)) ?? "",
  };
}

function findVariable(value: string): string | undefined {
  return Object.keys(process.env).find(
    (name) => /^(?:https|all)_proxy$/i.test(name) && process.env[name] === value,
  );
}
