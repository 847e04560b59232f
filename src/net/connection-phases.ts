/** Observes how far the connection of a request has come. */
import type { Socket } from "node:net";

/** Calls back when the name was looked up, when the socket is connected, and after the TLS handshake. */
export function observePhases(socket: Socket, onPhaseEnded: () => void): void {
  for (const event of ["lookup", "connect", "secureConnect"]) socket.once(event, onPhaseEnded);
}
