/** Writes a key of TOML, which needs quotes if it has other characters than letters, digits, - and _ (toml.io, "Keys"). */
export function formatTomlKey(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}
