/** A mistake in the configuration, for which the program ends with exit code 2. */

export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

/** Creates the sentence about a setting that is not usable. It never contains the value, which may be a secret. */
export function createSettingError(key: string, location: string, expected: string): ConfigError {
  return new ConfigError(`${key} in ${location} must be ${expected}.`);
}
