// Serves the built site on this machine: `npm run docs:serve [-- port]`.
import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

export const SITE = fileURLToPath(new URL("../build/site/", import.meta.url));
const DEFAULT_PORT = 8080;
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/**
 * Starts a server on 127.0.0.1 and returns it with its address.
 * @param base the path below which the site is served, with a slash at both ends
 */
export async function serveSite({ port = 0, base = "/" } = {}) {
  const server = createServer((request, response) => {
    const file = findFile(request.url, base);
    if (file === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
    } else {
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
      createReadStream(file).pipe(response);
    }
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return { server, url: `http://127.0.0.1:${server.address().port}${base}` };
}

/** Returns undefined for anything outside of the site. */
function findFile(address, base) {
  try {
    const path = decodeURIComponent(new URL(address, "http://127.0.0.1").pathname);
    if (!path.startsWith(base)) return undefined;
    const file = normalize(join(SITE, path.slice(base.length) || "index.html"));
    return file.startsWith(SITE) && statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serveSite({ port: Number(argv[2] ?? DEFAULT_PORT) });
  console.log(`The documentation is at ${url} until you press Ctrl+C. Build it first by: npm run docs`);
}
