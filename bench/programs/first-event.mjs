// Captures a first event and prints the time until then, and how long of it the main thread was busy.
const [, , client, host] = process.argv;
const { nodeTiming } = performance;
const marks = [];
const mark = () => marks.push({ at: performance.now(), idle: nodeTiming.idleTime, cpu: process.cpuUsage() });
const getBusyMs = (from, to) => to.at - from.at - (to.idle - from.idle);

const PROGRAMS = {
  async "codeweaver-telemetry"() {
    const { getTelemetryClient } = await import("codeweaver-telemetry");
    mark();
    const telemetry = getTelemetryClient();
    const id = telemetry.capture("bench", { mode: "full", files: 12 });
    mark();
    await telemetry.ready();
    if (id === undefined || telemetry.state.status !== "on") throw new Error(JSON.stringify(telemetry.state));
  },
  async "posthog-node"() {
    const { load } = await import("../peers/peer-modules.mjs");
    const { PostHog } = await load("posthog-node");
    mark();
    const posthog = new PostHog("phc_bench", { host });
    posthog.capture({ distinctId: "a", event: "bench", properties: { mode: "full", files: 12 } });
    mark();
  },
};

mark();
await PROGRAMS[client]();
mark();
const [start, imported, captured, known] = marks;
const { user, system } = known.cpu;
process.stdout.write(
  JSON.stringify({
    imported: imported.at - start.at,
    turn: captured.at - imported.at,
    known: known.at - start.at,
    busy: getBusyMs(start, known),
    cpu: (user + system - start.cpu.user - start.cpu.system) / 1000,
  }),
);
process.exit();
