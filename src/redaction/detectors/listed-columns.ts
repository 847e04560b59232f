/** Detects passwords in rows whose columns are named before them: SQL's `INSERT INTO users (name, password) VALUES (…)`. */
import type { WordDetectors } from "../detector.js";
import { createMatch, type Identifiable } from "../match.js";
import { isPlaceholderValue } from "../placeholder-values.js";
import type { ScannedText } from "../scanned-text.js";
import { classifyKey } from "../sensitive-keys.js";

export function listColumnWords(): WordDetectors {
  return [["insert", detectInsertedSecret]];
}

const COLUMNS = /insert\s{1,4}into\s{1,4}\S{1,128}?\s{0,8}\(([^()]{1,1024})\)\s{0,32}values\s{0,32}\(/iy;
/** A value of a row: a string with doubled or escaped marks, or anything up to the next comma. */
const VALUE =
  /\s{0,32}(?:N?'((?:[^'\\]|''|\\[\s\S]){0,1024})'|"((?:[^"\\]|""|\\[\s\S]){0,1024})"|[^,()'"]{0,256}(?:\([^()]{0,256}\))?)\s{0,32}(?:,|\)|$)/y;

/** Matches the first secret of the first row. If other rows follow, everything up to the end of the statement is included. */
function detectInsertedSecret(text: ScannedText, start: number): Identifiable | undefined {
  const columns = text.match(COLUMNS, start);
  if (columns?.[1] === undefined) return undefined;
  const names = columns[1].split(",").map((name) => name.replace(/["'`[\]\s]/g, ""));
  const secretIndex = names.findIndex((name) => classifyKey(name) === "secret");
  if (secretIndex < 0) return undefined;
  let from = start + columns[0].length;
  for (let index = 0; index <= secretIndex; index++) {
    const cell = text.match(VALUE, from);
    if (cell === null) return undefined;
    const value = cell[1] ?? cell[2];
    if (index === secretIndex) {
      if (value === undefined || isPlaceholderValue(value)) return undefined;
      const valueStart = from + cell[0].indexOf(value, cell[0].search(/['"]/) + 1);
      return createMatch("secret", valueStart, findRowsEnd(text, valueStart + value.length));
    }
    from += cell[0].length;
  }
  return undefined;
}

/** Returns the end of the value if there is no second row. */
function findRowsEnd(text: ScannedText, valueEnd: number): number {
  const hasMoreRows = text.findMatchEnd(/['"][^()]{0,512}\)\s{0,32},\s{0,32}\(/y, valueEnd) !== undefined;
  const statement = hasMoreRows ? text.slice(valueEnd, valueEnd + 4096).search(/\)\s*(?:;|$)/) : -1;
  return statement < 0 ? valueEnd : valueEnd + statement;
}
