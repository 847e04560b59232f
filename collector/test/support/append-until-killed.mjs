// Appends numbered lines to a journal from many callers at once, and prints each number when it is acknowledged.
// `node append-until-killed.mjs FOLDER FIRST_NUMBER`. It runs until somebody kills it.
import { writeSync } from "node:fs";
import { Journal } from "../../dist/journal/journal.js";

const [, , folder, firstNumber] = process.argv;
const CALLERS = 20;
const journal = await Journal.open({ folder, now: Date.now, maxSegmentBytes: 20_000 });
let number = Number(firstNumber);

async function append() {
  for (;;) {
    const line = JSON.stringify({ number: number++, padding: "x".repeat(number % 300) });
    const acknowledged = number - 1;
    await journal.append(Buffer.from(`${line}\n`));
    writeSync(1, `${acknowledged}\n`);
  }
}
for (let caller = 0; caller < CALLERS; caller++) void append();
