/** Where events and Google's token are sent if the author, the person and the project name different hosts. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { home, receiver, repository, runTool, write, writeProject } from "../support/cloned-repository.js";
import { startReceiver } from "../support/receiver.js";
import { DIST, runProgram } from "../support/run.js";
import { startTestServer } from "../support/test-server.js";

describe("a destination", () => {
  it("uses a person's key and host instead of the author's", async () => {
    await using authors = await startReceiver();
    await runTool(`posthogApiKey: "phc_author", posthogHost: "${authors.url}"`, {
      MYTOOL_POSTHOG_API_KEY: "phc_person",
      MYTOOL__TELEMETRY__POSTHOG_HOST: receiver.url,
    });
    expect(authors.requests).toEqual([]);
    expect(receiver.requests.map(({ text }) => text.includes('"phc_person"'))).toContain(true);
  });

  it("does not send to a person's host with the author's key", async () => {
    const { state } = await runTool('posthogApiKey: "phc_author"', {
      MYTOOL__TELEMETRY__POSTHOG_HOST: receiver.url,
    });
    expect(state).toMatchObject({
      status: "off",
      reason: "no_key",
      source:
        "posthog_api_key is not set, and must be set where posthog_host is (MYTOOL__TELEMETRY__POSTHOG_HOST)",
    });
    expect(receiver.requests).toEqual([]);
  });

  it("sends a person's key to PostHog's own host, not to the author's", async () => {
    const program = `
      import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli/index.js"))};
      await runTelemetryCli(["status", "--json"], { tool: "mytool", posthogApiKey: "phc_author", posthogHost: "${receiver.url}" });`;
    const { stdout } = await runProgram(program, { home, env: { MYTOOL_POSTHOG_API_KEY: "phc_person" } });
    expect(JSON.parse(stdout)).toMatchObject({ state: "on", endpoint: "https://us.i.posthog.com" });
  });
});

describe("the token of Google Cloud", () => {
  /** Starts the token server that a person's credentials name. */
  async function startTokenServer() {
    const url = await startTestServer((_request, response) => {
      response.setHeader("Content-Type", "application/json");
      response.end(
        '{"access_token":"the-token","token_type":"Bearer","expires_in":3600,"issued_token_type":"x"}',
      );
    });
    write(join(home, "subject"), "somebody");
    const file = join(home, "credentials.json");
    const details = {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/p",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${url}/token`,
      credential_source: { file: join(home, "subject") },
    };
    write(file, JSON.stringify(details));
    return { file };
  }

  it.each([
    [
      "a cloned file names the exporter, the project and the host",
      () => `exporter = "google"\ngcp_project = "stranger-1"\nendpoint = "${receiver.url}"`,
      () => "",
      {},
      "no_key",
    ],
    [
      "the author names the host, and the person the exporter",
      () => "",
      () => `endpoint: "${receiver.url}"`,
      { MYTOOL__TELEMETRY__EXPORTER: "google", MYTOOL__TELEMETRY__GCP_PROJECT: "my-project" },
      // The person's own destination is Google, behind a proxy that does not exist.
      undefined,
    ],
    [
      "a person names a host that is not Google's",
      () => "",
      () => "",
      {
        MYTOOL__TELEMETRY__EXPORTER: "google",
        MYTOOL__TELEMETRY__GCP_PROJECT: "my-project",
        MYTOOL__TELEMETRY__ENDPOINT: "https://telemetry.googleapis.com.example",
      },
      "invalid_setting",
    ],
  ])("is not sent where %s", async (_, project, options, env, reason) => {
    const { file } = await startTokenServer();
    if (project() !== "") writeProject(project());
    const program = `
      import { startTracing, traced } from ${JSON.stringify(join(DIST, "otel/index.js"))};
      const tracing = await startTracing({ tool: "mytool", sampleRate: 1, spool: false, ${options()} });
      traced("work", () => {})();
      await tracing.flush();
      console.log(JSON.stringify(tracing.state));
      await tracing.shutdown();`;
    const { stdout } = await runProgram(program, {
      home,
      cwd: repository,
      env: {
        ...env,
        GOOGLE_APPLICATION_CREDENTIALS: file,
        HTTPS_PROXY: "http://127.0.0.1:9",
        NO_PROXY: "127.0.0.1", // the token server
      },
    });
    expect(JSON.parse(stdout).reason).toBe(reason);
    expect(receiver.requests).toEqual([]);
  });
});
