/** Answers browsers with pages: the overview at `/`, the questions, the experiments, the claims, and their stylesheet. */
import type { IncomingMessage } from "node:http";
import { TLSSocket } from "node:tls";
import { findAsset } from "../dashboard/assets.js";
import { FALLBACK_CHARTS } from "../dashboard/highlight.js";
import {
  renderFilterErrorPage,
  renderNotFoundPage,
  renderUnauthorizedPage,
  renderUnavailablePage,
} from "../dashboard/message-page.js";
import { listOverviewQuestions, renderOverviewPage } from "../dashboard/overview-page.js";
import { PAGE_HEADERS } from "../dashboard/page.js";
import { CLAIMS_PATH, EXPERIMENTS_PATH, type PageContext } from "../dashboard/page-context.js";
import { renderQuestionPage } from "../dashboard/question-page.js";
import { IndexUnavailableError } from "../index/index-supervisor.js";
import type { Project } from "../project/project.js";
import { FilterError, parseFilter } from "../questions/answer-filter.js";
import { QUESTIONS } from "../questions/catalog.js";
import { findQuestion, UnknownQuestionError } from "../questions/find-question.js";
import { chooseProject } from "./choose-project.js";
import type { ClaimFiles } from "./claim-files.js";
import { ClaimPages } from "./claim-pages.js";
import type { Collector } from "./collector.js";
import { checkExperimentFilters, ExperimentPages, UnknownExperimentError } from "./experiment-pages.js";
import type { HttpAnswer } from "./http-answer.js";
import { EXPERIMENT_PATH, QUESTION_LIST_PATH, QUESTION_PATH, removeLastSlash } from "./page-paths.js";
import { EXPERIMENT_DAYS, type QuestionAsker } from "./question-asker.js";

/** An index that already has its file is open after this time. */
const RETRY_SECONDS = 2;

export class PageRoutes {
  readonly #collector: Collector;
  readonly #asker: QuestionAsker;
  readonly #experiments: ExperimentPages;
  readonly #claims: ClaimPages;

  constructor(collector: Collector, asker: QuestionAsker, claims: ClaimFiles) {
    this.#collector = collector;
    this.#asker = asker;
    this.#experiments = new ExperimentPages(asker);
    this.#claims = new ClaimPages(asker, claims);
  }

  /** Asks for the token in words, because a browser shows this page when nobody enters it. */
  answerUnauthorized(): HttpAnswer {
    return createPage(401, renderUnauthorizedPage());
  }

  /** Files have no data, so that nobody needs a token for them. */
  answerAsset(url: string): HttpAnswer {
    const asset = findAsset(url.split("?", 1)[0] ?? "");
    if (asset === undefined) return { status: 404, body: "not a file of the collector's pages" };
    const headers = {
      "Content-Type": asset.contentType,
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Content-Type-Options": "nosniff",
    };
    return { status: 200, body: asset.text, headers };
  }

  async answer(request: IncomingMessage): Promise<HttpAnswer> {
    const { pathname, search, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const project = searchParams.get("project") ?? "";
    const reset = this.#collector.projects.has(project) ? `?${new URLSearchParams({ project })}` : "";
    try {
      return createPage(200, await this.#render(request, removeLastSlash(pathname), searchParams));
    } catch (error) {
      if (error instanceof UnknownQuestionError || error instanceof UnknownExperimentError)
        return createPage(404, renderNotFoundPage(error.message, `/${reset}`));
      if (error instanceof FilterError)
        return createPage(400, renderFilterErrorPage(error.message, pathname + reset));
      if (!(error instanceof IndexUnavailableError)) throw error;
      const headers = { "Retry-After": String(RETRY_SECONDS) };
      return createPage(503, renderUnavailablePage(pathname + search), headers);
    }
  }

  #render(request: IncomingMessage, path: string, parameters: URLSearchParams): Promise<string> {
    const { projects } = this.#collector;
    const [first] = projects.keys();
    const project = chooseProject(projects, parameters.get("project") ?? first ?? null);
    parameters.delete("project");
    if (path === EXPERIMENTS_PATH || path.startsWith(EXPERIMENT_PATH))
      return this.#renderExperiments(request, project, path.slice(EXPERIMENT_PATH.length), parameters);
    const context = this.#createContext(request, project, parameters);
    if (path === "" || path === QUESTION_LIST_PATH) return this.#renderOverview(project, context);
    if (path === CLAIMS_PATH) return this.#claims.render(project, context);
    return this.#renderQuestion(project, path.slice(QUESTION_PATH.length), context);
  }

  /** @param encodedName empty for the list */
  #renderExperiments(
    request: IncomingMessage,
    project: Project,
    encodedName: string,
    parameters: URLSearchParams,
  ): Promise<string> {
    checkExperimentFilters(parameters);
    const context = this.#createContext(request, project, parameters, EXPERIMENT_DAYS);
    return encodedName === ""
      ? this.#experiments.renderList(project, context)
      : this.#experiments.renderExperiment(project, encodedName, context);
  }

  async #renderOverview(project: Project, context: PageContext): Promise<string> {
    const ask = (ids: readonly string[]) => this.#asker.askAll(project, ids, context.parameters);
    const answers = await ask(listOverviewQuestions(QUESTIONS).map(({ id }) => id));
    if (answers.every(({ rows }) => rows.length === 0)) answers.push(...(await ask(FALLBACK_CHARTS)));
    const [frame] = answers;
    if (frame === undefined) throw new RangeError("the overview has no questions");
    return renderOverviewPage({ questions: QUESTIONS, answers, frame }, context);
  }

  async #renderQuestion(project: Project, id: string, context: PageContext): Promise<string> {
    const { parameters } = context;
    const question = findQuestion(id);
    const answer = await this.#asker.ask(project, id, parameters);
    const sql = this.#asker.createStatement(project, id, parameters);
    return renderQuestionPage({ question, answer, sql }, context);
  }

  /** @throws FilterError */
  #createContext(
    request: IncomingMessage,
    project: Project,
    parameters: URLSearchParams,
    defaultDays?: number,
  ): PageContext {
    const now = this.#collector.clock.now();
    return {
      project: project.name,
      projects: [...this.#collector.projects.keys()],
      manifests: project.manifests,
      retentionDays: project.config.retention_days,
      filter: parseFilter(parameters, now, defaultDays),
      parameters,
      origin: describeOrigin(request),
      now,
    };
  }
}

/** A proxy that ends TLS states it. The address is only shown to the reader, who knows the right one. */
function describeOrigin({ socket, headers }: IncomingMessage): string {
  const isSecure = socket instanceof TLSSocket || headers["x-forwarded-proto"] === "https";
  return `${isSecure ? "https" : "http"}://${headers.host ?? "localhost"}`;
}

function createPage(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, body, headers: { ...PAGE_HEADERS, ...headers } };
}
