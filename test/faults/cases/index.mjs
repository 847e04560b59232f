// All cases, in the groups in which they are performed and printed.
import { ACCOUNTS } from "./accounts.mjs";
import { CROWDS } from "./crowds.mjs";
import { DISKS } from "./disks.mjs";
import { HOSTS } from "./hosts.mjs";
import { LONG_LINES } from "./long-lines.mjs";
import { NETWORKS } from "./networks.mjs";
import { OUTPUT } from "./output.mjs";
import { SENDERS } from "./senders.mjs";
import { SERVERS } from "./servers.mjs";
import { STRANGE_FILES } from "./strange-files.mjs";

export const GROUPS = {
  "Servers that fail": SERVERS,
  "Networks that fail": NETWORKS,
  "Long lines": LONG_LINES,
  "Disks and files that cannot be used": DISKS,
  "FIFOs, devices and links": STRANGE_FILES,
  "Other accounts": ACCOUNTS,
  "Host programs": HOSTS,
  "Streams and connections": OUTPUT,
  "Child processes that cannot send": SENDERS,
  "Many runs, processes, threads and files": CROWDS,
};
