/** Recognises addresses of this machine. */

/** 127.0.0.0/8, ::1 and `localhost`. The URL parser turns all other spellings into these. */
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

export function isLoopbackUrl(url: URL): boolean {
  return LOOPBACK_HOST.test(url.hostname);
}
