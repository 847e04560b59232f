/** Tells Google's hosts from others: a person's Google token is sent to these only. */

/** Whether a URL leads to a host of Google's APIs, over TLS. */
export function isGoogleUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === "https:" && (hostname === GOOGLE_API_DOMAIN || hostname.endsWith(`.${GOOGLE_API_DOMAIN}`))
  );
}

/** cloud.google.com/apis/docs/overview: every API of Google's is served under this name, regional endpoints included. */
const GOOGLE_API_DOMAIN = "googleapis.com";
