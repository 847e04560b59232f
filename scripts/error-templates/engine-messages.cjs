// Prints the messages of V8 from an index on, each as a line `[index, message]`. It runs in the Node whose messages it
// prints: `node --allow-natives-syntax engine-messages.cjs <index> [<argument> …]`. V8 ends the process where a message
// has another number of arguments, so each line is written before the next message is made.
const { writeSync } = require("node:fs");

const [from, ...values] = process.argv.slice(2);
const names = values.map((_, index) => `value${index}`);
const createError = new Function(
  "index",
  ...names,
  `return %NewTypeError(${["index", ...names].join(", ")});`,
);
for (let index = Number(from); ; index++) {
  const { message } = createError(index, ...values);
  if (message === "<error>") break;
  writeSync(1, `${JSON.stringify([index, message])}\n`);
}
