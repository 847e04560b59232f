/** Defines the values of the option `errorMessages`. */

/** Whether the messages of errors are sent: after redaction, or not at all. */
export const ERROR_MESSAGES = ["redacted", "none"] as const;
export type ErrorMessages = (typeof ERROR_MESSAGES)[number];
