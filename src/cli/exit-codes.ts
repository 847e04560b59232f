/** Defines the exit codes of all subcommands. The help pages print this table. */
export const EXIT_CODES = {
  0: "The subcommand did what it was asked to do.",
  1: "It failed, or it found something wrong.",
  2: "The arguments were not understood, and nothing was done.",
} as const;

export type ExitCode = keyof typeof EXIT_CODES;
