/** True in a long run (`vitest run --mode long`), which takes many more samples and prints a table of figures. */
export const isLong = process.env.MODE === "long";
