// Replaces what differs between two runs of the same commands, so that a transcript changes only when a program changes.

const EXAMPLE_DATE = "2026-11-26";
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** A digest, which a narrow terminal may cut. */
const DIGEST = /\b[0-9a-f]{30,64}(?![0-9a-f])/g;
const ISO_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;
const PRINTED_TIME = /\d{4}-\d\d-\d\d \d\d:\d\d UTC/g;
const WIRE_BYTES = /\b\d+ bytes on the wire/g;
const TODAY = new Date().toISOString().slice(0, 10);

/** Returns a function that masks ids, times, folders and ports. Equal ids stay equal, so a reader can follow them. */
export function createMask({ home, project, port, pagePort, checkout }) {
  const ids = new Map();
  const maskId = (id) => {
    if (!ids.has(id)) ids.set(id, `01a216a0-a872-751a-b67c-${String(ids.size + 1).padStart(12, "0")}`);
    return ids.get(id);
  };
  return (text) =>
    text
      .replaceAll(checkout.replace(/\/$/, ""), `${project}/node_modules/codeweaver-telemetry`)
      .replaceAll(home, "~")
      .replaceAll(`127.0.0.1:${port}`, `127.0.0.1:${pagePort}`)
      .replace(ISO_TIME, `${EXAMPLE_DATE}T12:00:00.000Z`)
      .replace(PRINTED_TIME, `${EXAMPLE_DATE} 12:00 UTC`)
      .replaceAll(TODAY, EXAMPLE_DATE)
      .replace(WIRE_BYTES, "620 bytes on the wire") // random ids are compressed to slightly different lengths
      .replace(UUID, maskId)
      .replace(DIGEST, (digest) => "0123456789abcdef".repeat(4).slice(0, digest.length));
}
