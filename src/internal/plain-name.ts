/** Defines the names that are sent as they are, or become parts of paths and variables. */

export const PLAIN_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

/** Describes `PLAIN_NAME` in messages. */
export const PLAIN_NAME_RULE = "1 to 64 letters, digits, . _ and -, of which the first is a letter or digit";
