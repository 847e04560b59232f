/** Which hosts `NO_PROXY` excludes from the proxy. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { resolveProxy } from "../../src/net/proxy-resolution.js";

const PROXY = "http://proxy.example:3128/";

afterEach(() => {
  vi.unstubAllEnvs();
});

function resolve(url: string, noProxy: string, variable = "NO_PROXY"): string {
  for (const name of ["HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"]) {
    vi.stubEnv(name, "");
    vi.stubEnv(name.toLowerCase(), "");
  }
  vi.stubEnv("HTTPS_PROXY", PROXY);
  vi.stubEnv(variable, noProxy);
  return resolveProxy(url).kind;
}

describe("resolveProxy, of an address in a range of NO_PROXY", () => {
  it.each([
    ["https://10.1.2.3", "10.0.0.0/8"],
    ["https://10.1.2.3:8443", "10.0.0.0/8"],
    ["https://10.1.2.3", "10.9.9.9/8"], // the bits behind the prefix do not matter
    ["https://10.1.2.3", "0.0.0.0/0"],
    ["https://10.1.2.3", "10.1.2.3/32"],
    ["https://10.1.2.3", "10.1.2.2/31"],
    ["https://10.1.2.3", "example.com,10.0.0.0/8,fd00::/8"],
    ["https://10.1.2.3", "  example.com ,  10.0.0.0/8 "],
    ["https://10.1.2.3", "example.com 10.0.0.0/8"],
    ["https://10.1.2.3", "10.0.0.0/8:443"],
    ["https://10.1.2.3:8443", "10.0.0.0/8:8443"],
    ["https://0x0a.1.2.3", "10.0.0.0/8"],
    ["https://[fd12::7]", "fd00::/8"],
    ["https://[fd12::7]", "FD00::/8"],
    ["https://[fd12::7]", "[fd00::]/8"],
    ["https://[fd12::7]:8443", "[fd00::]/8:8443"],
    ["https://[fd12::7]", "fd00::/8:443"],
    ["https://[fd12::7]", "::/0"],
    ["https://[fd12::7]", "fd12::7"],
    ["https://[fd12::7]", "[fd12::7]"],
    ["https://[fd12::7]", "fd12:0:0::7"],
    ["https://[::1]", "::1"],
    ["https://[::ffff:10.1.2.3]", "10.0.0.0/8"],
    ["https://10.1.2.3", "::ffff:10.0.0.0/104"],
    ["https://[::ffff:10.1.2.3]", "::ffff:10.0.0.0/104"],
  ])("connects to %s directly with %s", (url, noProxy) => {
    expect(resolve(url, noProxy)).toBe("direct");
  });

  it("reads the variable in lower case, too", () => {
    expect(resolve("https://10.1.2.3", "10.0.0.0/8", "no_proxy")).toBe("direct");
  });
});

describe("resolveProxy, of any other host", () => {
  it.each([
    ["https://11.1.2.3", "10.0.0.0/8"],
    ["https://10.1.2.3", "10.1.2.4/31"],
    ["https://10.1.2.3", "10.0.0.0/8:8443"],
    ["https://10.1.2.3", "fd00::/8"],
    ["https://10.1.2.3", "::/0"],
    ["https://[fd12::7]", "0.0.0.0/0"],
    ["https://[fe80::1]", "fd00::/8"],
    ["https://[fd12::7]", "[fd00::]/8:8443"],
    ["https://ten.example", "0.0.0.0/0,::/0"],
    ["https://10.example", "10.0.0.0/8"],
    ["https://10.1.2.3", "10.0.0.0/33"],
    ["https://[fd12::7]", "fd00::/129"],
    ["https://10.1.2.3", "10.0.0.0/"],
    ["https://10.1.2.3", "/8"],
    ["https://10.1.2.3", "10.0.0.0/-8"],
    ["https://10.1.2.3", "10.0.0.0/8x"],
    ["https://10.1.2.3", "10.0.0/8"],
    ["https://10.1.2.3", "010.0.0.0/8"],
    ["https://10.1.2.3", "[10.0.0.0/8"],
    ["https://10.1.2.3", "10.0.0.0/8/8"],
    ["https://10.1.2.3", "10.0.0.0/8:"],
    ["https://10.1.2.3", "10.0.0.0/8:443:443"],
    ["https://[fd12::7]", "fd00::%eth0/8"],
    ["https://[fd12::7]", ":/8,:::/8,g::/8"],
    ["https://10.1.2.3", ",, ,"],
    ["https://10.1.2.3", ""],
  ])("uses the proxy for %s with %s", (url, noProxy) => {
    expect(resolve(url, noProxy)).toBe("proxied");
  });
});

describe("resolveProxy, beside ranges", () => {
  it.each([
    ["https://anything.example", "*"],
    ["https://anything.example", "10.0.0.0/8,*"],
    ["https://api.example.com", "10.0.0.0/8,.example.com"],
    ["https://10.1.2.3", "10.0.0.0/99,10.1.2.3"],
    ["https://10.1.2.3", "10.0.0.0/99,10.0.0.0/8"],
  ])("connects to %s directly with %s", (url, noProxy) => {
    expect(resolve(url, noProxy)).toBe("direct");
  });
});
