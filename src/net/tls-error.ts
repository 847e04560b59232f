/** Recognises the errors of a TLS connection: a certificate that is not trusted, or no common version of the protocol. */
import { getErrorCode } from "../internal/errors.js";

/** The codes of OpenSSL and of Node (node:tls, "X509 certificate error codes"; `EPROTO` for a failed handshake). */
const TLS_ERROR_CODE = /CERT|SIGNATURE|SELF_SIGNED|SSL|TLS|ALTNAME|CRL|^INVALID_(?:CA|PURPOSE)$|^EPROTO$/;

export function isTlsError(error: unknown): boolean {
  return TLS_ERROR_CODE.test(String(getErrorCode(error)));
}
