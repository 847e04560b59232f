/** Tells addresses of this machine from others. */

/** 127.0.0.0/8, ::1 and `localhost`, as a URL spells them, whatever was written. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/** Whether a URL leads to this machine itself. */
export function isLoopbackUrl(url: URL): boolean {
  return LOOPBACK.test(url.hostname);
}
