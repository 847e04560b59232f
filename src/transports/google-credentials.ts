/** Authenticates requests to Google's Telemetry API with the credentials that the user has set up on this machine. */
import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { rethrow } from "../internal/errors.js";
import { getHomeFolder } from "../internal/system-names.js";

/** Grants writing traces and nothing else (Google's OAuth 2.0 scopes). */
const TRACE_SCOPE = "https://www.googleapis.com/auth/trace.append";

/** Google serves all its APIs below this name, regional endpoints included (cloud.google.com/apis/docs/overview). */
const GOOGLE_API_DOMAIN = "googleapis.com";

/** The maximum time for which a process waits for a token. */
const TOKEN_TIMEOUT_MS = 5000;

type TokenProvider = () => Promise<string | null | undefined>;

let tokenProvider: Promise<TokenProvider> | undefined;

/** Tells whether a URL leads to a Google API over TLS. The user's token is sent to no other host. */
export function isGoogleUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === "https:" && (hostname === GOOGLE_API_DOMAIN || hostname.endsWith(`.${GOOGLE_API_DOMAIN}`))
  );
}

/**
 * Returns the headers that authenticate a request.
 * @throws if the host is not Google's, and without credentials, google-auth-library or a token in time
 */
export async function getGoogleHeaders(
  host: string,
  project: string | undefined,
): Promise<Record<string, string>> {
  if (!isGoogleUrl(host)) throw new Error("Google tokens are sent to Google hosts only");
  tokenProvider ??= createTokenProvider();
  tokenProvider.catch(() => {
    tokenProvider = undefined; // credentials may exist by the next request
  });
  const token = await (await tokenProvider)();
  if (typeof token !== "string") throw new Error("Google issued no token");
  return {
    Authorization: `Bearer ${token}`,
    ...(project !== undefined && { "x-goog-user-project": project }),
  };
}

/** Reads the credentials from a file only. Without one, the library would look for a metadata server on the network. */
async function createTokenProvider(): Promise<TokenProvider> {
  const keyFilename = findCredentialsFile();
  if (keyFilename === undefined) throw new Error("this machine has no Google credentials");
  const { GoogleAuth } = await import("google-auth-library").catch(rethrow);
  const auth = new GoogleAuth({
    keyFilename,
    scopes: [TRACE_SCOPE],
    clientOptions: { transporterOptions: { timeout: TOKEN_TIMEOUT_MS } },
  });
  return () => auth.getAccessToken(); // the library caches the token until it expires
}

/** Looks where Google's own tools look. Returns undefined if there are no credentials. */
export function findCredentialsFile(): string | undefined {
  const file = process.env.GOOGLE_APPLICATION_CREDENTIALS || findDefaultFile();
  return file !== undefined && existsSync(file) ? file : undefined;
}

function findDefaultFile(): string | undefined {
  const name = "application_default_credentials.json";
  if (process.env.CLOUDSDK_CONFIG) return join(process.env.CLOUDSDK_CONFIG, name);
  const parent =
    process.platform === "win32" ? (process.env.APPDATA ?? "") : join(getHomeFolder(), ".config");
  // Without a home the path is relative, and the working directory may be a stranger's.
  return isAbsolute(parent) ? join(parent, "gcloud", name) : undefined;
}
