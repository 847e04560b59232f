/** Divides texts into the lines of a terminal. */

/**
 * Divides a text at its blanks. A word that is longer than the width remains whole.
 * @param indentation before each line
 */
export function wrap(text: string, width: number, indentation = ""): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indentation.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each) => indentation + each);
}
