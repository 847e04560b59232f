/** Which hosts are this machine. */

/** True for 127.0.0.0/8, ::1 and `localhost`, the only hosts that may be spoken to without TLS. */
export function isLoopback(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "").toLowerCase();
  if (bare === "localhost") return true;
  const { BlockList, isIP } = process.getBuiltinModule("node:net"); // here, for it takes milliseconds to load
  const family = isIP(bare);
  if (family === 0) return false;
  const loopback = new BlockList();
  loopback.addSubnet("127.0.0.0", 8, "ipv4");
  loopback.addAddress("::1", "ipv6");
  return loopback.check(bare, family === 4 ? "ipv4" : "ipv6");
}
