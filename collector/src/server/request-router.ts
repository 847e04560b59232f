/** Routes requests to their answers, after the checks that concern all of them. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { UploadBudget } from "codeweaver-telemetry/receiver";
import type { ServerConfig } from "../config/collector-config.js";
import { IndexUnavailableError } from "../index/index-supervisor.js";
import { describeError } from "../internal/errors.js";
import { hasToken, isAllowedHost, isCrossSite, isNavigation } from "./access.js";
import { AdminRoutes } from "./admin-routes.js";
import { type ClaimFiles, watchClaims } from "./claim-files.js";
import { ClientAddressReader } from "./client-address.js";
import type { Collector } from "./collector.js";
import { type HttpAnswer, sendAnswer, UnavailableError } from "./http-answer.js";
import { IngestRoute } from "./ingest-route.js";
import { answerMetrics, answerReadiness } from "./operation-routes.js";
import type { PageRoutes } from "./page-routes.js";
import { PersonRoutes } from "./person-routes.js";
import { QuestionAsker } from "./question-asker.js";
import { QuestionRoutes } from "./question-routes.js";
import { RateLimit } from "./rate-limit.js";
import { chooseRoute, type Route } from "./route.js";

/** A tool sends a few requests a minute, and a company's address may have hundreds of them behind it. */
const MAX_REQUESTS_PER_MINUTE = 3000;
/** Each one may rebuild the index of a project. A person needs one for 20,000 ids. */
const MAX_ERASURES_PER_MINUTE = 10;
const MAX_PERSON_UPLOAD_BYTES = 16 * 1024 * 1024;

export interface RouterOptions {
  readonly collector: Collector;
  readonly config: ServerConfig;
  readonly token: string;
  readonly log: (text: string) => void;
}

export class RequestRouter {
  readonly #options: RouterOptions;
  readonly #ingest: IngestRoute;
  readonly #persons: PersonRoutes;
  readonly #admin: AdminRoutes;
  readonly #questions: QuestionRoutes;
  readonly #asker: QuestionAsker;
  readonly #claims: ClaimFiles;
  #pages: Promise<PageRoutes> | undefined;
  readonly #addresses: ClientAddressReader;
  readonly #rateLimit = new RateLimit(MAX_REQUESTS_PER_MINUTE);
  readonly #erasureLimit = new RateLimit(MAX_ERASURES_PER_MINUTE);

  /** @throws ConfigError if the flags or the claims of a project cannot be used */
  constructor(options: RouterOptions) {
    const { collector, config, log } = options;
    this.#options = options;
    this.#ingest = new IngestRoute(collector, log);
    this.#persons = new PersonRoutes(collector, new UploadBudget(MAX_PERSON_UPLOAD_BYTES));
    const asker = new QuestionAsker(collector);
    this.#asker = asker;
    this.#claims = watchClaims(collector.projects.values(), log);
    this.#admin = new AdminRoutes(collector, asker);
    this.#questions = new QuestionRoutes(collector, asker);
    this.#addresses = new ClientAddressReader(config.trusted_proxies);
  }

  /** Answers a request from the network. Never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const route = chooseRoute(request.method, request.url ?? "");
    await this.#respond(request, response, route, () => this.#answer(request, route));
  }

  /** Answers a command over the socket in the data folder, which only the operator's account can open. Never rejects. */
  async handleCommand(request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.#respond(request, response, "command", () => this.#admin.answer(request));
  }

  async #respond(
    request: IncomingMessage,
    response: ServerResponse,
    route: Route | "command",
    answer: () => Promise<HttpAnswer>,
  ): Promise<void> {
    const result = await answer().catch((error) => this.#createErrorAnswer(error));
    const { requests, refusals } = this.#options.collector.metrics;
    requests.inc({ route, status: result.status });
    if (result.refusal !== undefined) refusals.inc({ reason: result.refusal });
    await sendAnswer(response, result).catch(() => request.destroy()); // the client has ended, or the disk failed meanwhile
  }

  async #answer(request: IncomingMessage, route: Route): Promise<HttpAnswer> {
    const { config } = this.#options;
    const { url = "", headers } = request;
    if (route === "health") return { status: 200, body: "ok" };
    if (!isAllowedHost(headers.host, config.allowed_hosts))
      return {
        status: 403,
        refusal: "host_not_allowed",
        body: "The Host header is not a name of this collector: add it to allowed_hosts.",
      };
    // Links from other sites lead to pages, which change nothing and cannot be framed.
    if (isCrossSite(headers) && !(route === "page" && isNavigation(headers)))
      return {
        status: 403,
        refusal: "other_site",
        body: "The request comes from a web page of another site.",
      };
    const address = this.#addresses.read(request);
    const now = Date.now();
    const waitSeconds =
      this.#rateLimit.check(address, now) ??
      (route === "erasure" ? this.#erasureLimit.check(address, now) : undefined);
    if (waitSeconds !== undefined)
      return {
        status: 429,
        refusal: "too_many_requests",
        body: "too many requests",
        headers: { "Retry-After": String(waitSeconds) },
      };
    if (READ_ROUTES.has(route) && !READ_METHODS.has(request.method ?? ""))
      return { status: 405, body: "GET only", headers: { Allow: "GET, HEAD" } };
    switch (route) {
      case "ready":
        return answerReadiness(this.#options.collector);
      case "definitions":
        return this.#ingest.answerDefinitions(
          request,
          new URL(url, "http://localhost").searchParams.get("token"),
        );
      case "erasure":
        return this.#persons.erase(request);
      case "export":
        return this.#persons.export(request);
      case "metrics":
        if (!config.public && !hasToken(headers, this.#options.token)) return UNAUTHORIZED;
        return answerMetrics(this.#options.collector, headers.accept);
      case "questions":
        if (!config.public && !hasToken(headers, this.#options.token)) return UNAUTHORIZED;
        return this.#questions.answer(request.method, url);
      case "page":
        if (!config.public && !hasToken(headers, this.#options.token)) {
          const page = (await this.#loadPages()).answerUnauthorized();
          return { ...UNAUTHORIZED, ...page, headers: { ...page.headers, ...UNAUTHORIZED.headers } };
        }
        return (await this.#loadPages()).answer(request);
      case "asset":
        return (await this.#loadPages()).answerAsset(url);
      case "ingest":
        return this.#ingest.answer(request, address);
    }
  }

  /** Loads the pages with the first request for one, because they need some megabytes. */
  #loadPages(): Promise<PageRoutes> {
    const { collector } = this.#options;
    this.#pages ??= import("./page-routes.js").then(
      (module) => new module.PageRoutes(collector, this.#asker, this.#claims),
    );
    return this.#pages;
  }

  #createErrorAnswer(error: unknown): HttpAnswer {
    if (error instanceof UnavailableError)
      return {
        status: 503,
        body: error.message,
        headers: { "Retry-After": String(error.retryAfterSeconds) },
      };
    if (error instanceof IndexUnavailableError)
      return { status: 503, body: error.message, headers: { "Retry-After": "1" } };
    this.#options.log(`a request failed: ${describeError(error)}`);
    return { status: 500, body: "the collector failed: its log has the reason" };
  }
}

const UNAUTHORIZED: HttpAnswer = {
  status: 401,
  refusal: "wrong_admin_token",
  body: "The admin token is required: as a Bearer token, or as the password.",
  headers: { "WWW-Authenticate": 'Basic realm="codeweaver-collector", charset="UTF-8"' },
};

/** The routes that only read. The others check their methods themselves. */
const READ_ROUTES: ReadonlySet<Route> = new Set(["ready", "metrics", "definitions"]);
const READ_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);
