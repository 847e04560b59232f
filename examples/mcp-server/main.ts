/**
 * An MCP server on stdio with telemetry. Its tool `find_code` uses the search of ../code-search.
 * Telemetry never writes to stdout, where the protocol is. A person who has not seen the notice is asked through the
 * protocol at the first call of a tool.
 */
import { resolve } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { captureSearchEvent, captureSessionEvent, createTelemetryClient } from "codeweaver-telemetry";
import { withTelemetry } from "codeweaver-telemetry/mcp";
import { IntentType, SessionStatistics } from "codeweaver-telemetry/models";
import * as z from "zod";
import { CodeSearch } from "../code-search/search.js";
import { listFiles, readPassages } from "../code-search/tree.js";

const VERSION = "0.1.0";
const root = resolve(process.argv[2] ?? ".");

const server = new McpServer({ name: "find-code", version: VERSION });

const telemetry = createTelemetryClient({
  tool: "codeweaver", // the name of your tool, also in the next line
  command: "npx codeweaver-telemetry --tool codeweaver",
  version: VERSION,
});
const statistics = new SessionStatistics();
telemetry.startSession({ version: VERSION, backend: "minisearch" });

const index = new CodeSearch();
for (const file of await listFiles(root)) {
  index.add(await readPassages(root, file, index.size));
  statistics.addFileOperation(file, "indexed");
}

withTelemetry(server, telemetry).registerTool(
  "find_code",
  {
    description: "Finds passages of the source tree that answer a question.",
    inputSchema: { query: z.string(), intent: z.enum(IntentType).default(IntentType.UNDERSTAND) },
  },
  async ({ query, intent }) => {
    const variant = await telemetry.getFeatureFlag("new_reranker", { fallback: "control", timeoutMs: 300 });
    const started = performance.now();
    const { response, hits } = index.search(query, intent, variant === "test" ? "test" : "control");
    const executionTimeMs = performance.now() - started;
    captureSearchEvent({ response, query, intentType: intent, executionTimeMs }, telemetry);
    statistics.recordToolCall("find_code", executionTimeMs);
    statistics.addSuccessfulRequest();
    return {
      content: hits.map(({ path, start, end, text }) => ({
        type: "text",
        text: `${path}:${start}-${end}\n${text}`,
      })),
    };
  },
);

// The client has disconnected, so the session is over.
process.stdin.on("end", async () => {
  captureSessionEvent(statistics, { version: VERSION }, telemetry);
  await telemetry.endSession();
});
await server.connect(new StdioServerTransport());
