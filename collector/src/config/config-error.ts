/** A mistake in the configuration, for which the program ends with exit code 2. */

export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/**
 * Creates the sentence about a setting that is not usable. It does not contain the value, which may be a secret, unless what is
 * expected says it.
 */
export function createSettingError(key: string, location: string, expected: string): ConfigError {
  return new ConfigError(`${key} in ${location} must be ${expected}.`);
}
