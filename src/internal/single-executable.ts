/** Tells whether this process is one executable that contains Node and the program. */

/**
 * Returns whether the program was put into a copy of Node's executable. There, `import()` of a package that is not in the
 * bundle loads it from the working directory, whose files a stranger may have written. Bun's executables do not.
 */
export function isSingleExecutable(): boolean {
  return process.getBuiltinModule("node:sea")?.isSea() === true;
}
