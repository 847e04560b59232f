/** Finds the options of Node that decide which certificates a process trusts. */

/** Matches the options without a value, each of which is one word. Options with a value are rare and not passed on. */
const CERTIFICATE_OPTION =
  /^--(?:(?:no-)?use-(?:bundled|openssl|system)-ca|tls-(?:min|max)-v1\.[0-3]|openssl-(?:legacy-provider|shared-config))$/;

/**
 * Returns the options of this process, from its arguments and from `NODE_OPTIONS`, as arguments for another one.
 * @param execArgv the arguments before the program
 */
export function findCertificateOptions(
  execArgv: readonly string[],
  nodeOptions: string | undefined,
): readonly string[] {
  const words = [...(nodeOptions ?? "").split(/\s+/), ...execArgv]; // Node reads the arguments last
  return words.map((word) => word.replaceAll("_", "-")).filter((word) => CERTIFICATE_OPTION.test(word));
}
