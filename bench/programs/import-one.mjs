// Imports one module, or none, and prints how many milliseconds that took.
const [, , url] = process.argv;
const start = performance.now();
if (url !== undefined) await import(url);
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start }));
