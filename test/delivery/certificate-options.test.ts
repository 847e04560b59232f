import { describe, expect, it } from "vitest";
import { findCertificateOptions } from "../../src/delivery/certificate-options.js";

describe("findCertificateOptions", () => {
  it.each([
    [[], undefined, []],
    [["--use-system-ca"], "", ["--use-system-ca"]],
    [["--use_openssl_ca"], undefined, ["--use-openssl-ca"]],
    [[], "  --use-bundled-ca\t--tls-min-v1.0 ", ["--use-bundled-ca", "--tls-min-v1.0"]],
    [["--no-use-system-ca"], "--use-system-ca", ["--use-system-ca", "--no-use-system-ca"]],
    [["--openssl-legacy-provider"], undefined, ["--openssl-legacy-provider"]],
    [["--require", "./hook.js", "--import=x", "--inspect"], "--require ./other.js --cpu-prof", []],
  ])("finds %j and %j", (execArgv, nodeOptions, expected) => {
    expect(findCertificateOptions(execArgv, nodeOptions)).toEqual(expected);
  });
});
