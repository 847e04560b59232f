/** Who asks, for Google's Telemetry API: a token from the credentials that a person has set up on this machine. */
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isGoogleUrl } from "./google-host.js";
import { rethrow } from "./transport.js";

/** It can write traces, and nothing else (Google's OAuth 2.0 scopes). */
const TRACE_SCOPE = "https://www.googleapis.com/auth/trace.append";

/** No process is held for longer by a server that gives no token. */
const TOKEN_TIMEOUT_MS = 5000;

let tokenProvider: Promise<() => Promise<string | null | undefined>> | undefined;

/**
 * Returns what proves to Google who asks. Rejects where there are no credentials, no google-auth-library, or no answer,
 * and for every host that is not Google's: whatever the settings were made of, the token is sent nowhere else.
 */
export async function getGoogleHeaders(
  host: string,
  project: string | undefined,
): Promise<Record<string, string>> {
  if (!isGoogleUrl(host)) throw new Error("Google tokens are sent to Google hosts only");
  tokenProvider ??= createTokenProvider();
  tokenProvider.catch(() => {
    tokenProvider = undefined; // there may be some the next time
  });
  const token = await (await tokenProvider)();
  if (typeof token !== "string") throw new Error("no token of Google's");
  return {
    Authorization: `Bearer ${token}`,
    ...(project !== undefined && { "x-goog-user-project": project }),
  };
}

/** From a file, and from nothing else: asked for more, the library looks for a metadata server on the network. */
async function createTokenProvider(): Promise<() => Promise<string | null | undefined>> {
  const keyFilename = findCredentialsFile();
  if (keyFilename === undefined) throw new Error("no credentials of Google's on this machine");
  const { GoogleAuth } = await import("google-auth-library").catch(rethrow);
  const auth = new GoogleAuth({
    keyFilename,
    scopes: [TRACE_SCOPE],
    clientOptions: { transporterOptions: { timeout: TOKEN_TIMEOUT_MS } },
  });
  return () => auth.getAccessToken(); // which keeps one until it expires
}

/** As Google's own tools look for them. Undefined where there are none. */
export function findCredentialsFile(): string | undefined {
  const folder =
    process.env.CLOUDSDK_CONFIG ||
    (process.platform === "win32"
      ? join(process.env.APPDATA ?? "", "gcloud")
      : join(homedir(), ".config", "gcloud"));
  const named = process.env.GOOGLE_APPLICATION_CREDENTIALS;
  const file = named || join(folder, "application_default_credentials.json");
  return existsSync(file) ? file : undefined;
}
