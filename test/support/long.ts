/** Whether this is a long run (`vitest run --mode long`), with many more samples and a table of figures. */
export const isLong = process.env.MODE === "long";
