/** Answers `/api/questions`: the list of all questions, and their answers as JSON and CSV. */
import { FilterError } from "../questions/answer-filter.js";
import { QUESTIONS } from "../questions/catalog.js";
import { formatCsv } from "../questions/csv.js";
import { UnknownQuestionError } from "../questions/find-question.js";
import { chooseProject } from "./choose-project.js";
import type { Collector } from "./collector.js";
import type { HttpAnswer } from "./http-answer.js";
import type { QuestionAsker } from "./question-asker.js";

export const QUESTIONS_PATH = "/api/questions";

const LIST = {
  questions: QUESTIONS.map(({ id, sentence, audience, shape }) => ({ id, sentence, audience, shape })),
};

export class QuestionRoutes {
  readonly #collector: Collector;
  readonly #asker: QuestionAsker;

  constructor(collector: Collector, asker: QuestionAsker) {
    this.#collector = collector;
    this.#asker = asker;
  }

  /** @param url such as `/api/questions/search-latency.csv?from=2026-11-01` */
  async answer(method: string | undefined, url: string): Promise<HttpAnswer> {
    if (method !== "GET" && method !== "HEAD")
      return { status: 405, body: "GET only", headers: { Allow: "GET" } };
    const { pathname, searchParams } = new URL(url, "http://localhost");
    const [id = "", extra] = pathname
      .slice(QUESTIONS_PATH.length)
      .split("/")
      .filter((part) => part !== "");
    if (extra !== undefined) return { status: 404, body: "not a path of the collector" };
    if (id === "") return { status: 200, body: LIST };
    try {
      return await this.#answerQuestion(id, searchParams);
    } catch (error) {
      if (error instanceof UnknownQuestionError) return { status: 404, body: error.message };
      if (error instanceof FilterError) return { status: 400, body: error.message };
      throw error;
    }
  }

  async #answerQuestion(name: string, parameters: URLSearchParams): Promise<HttpAnswer> {
    const isCsv = name.endsWith(".csv");
    const id = isCsv ? name.slice(0, -".csv".length) : name;
    const project = chooseProject(this.#collector.projects, parameters.get("project"));
    parameters.delete("project");
    const answer = await this.#asker.ask(project, id, parameters);
    if (!isCsv) return { status: 200, body: answer };
    const headers = {
      "Content-Type": "text/csv; charset=utf-8; header=present",
      "Content-Disposition": `attachment; filename="${id}.csv"`,
    };
    return { status: 200, body: formatCsv(answer), headers };
  }
}
