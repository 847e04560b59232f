/** Answers browsers with the page of the claims, whose file the configuration of a project names. */
import { checkClaim } from "../claims/check-claim.js";
import { renderClaimsPage } from "../dashboard/claims-page.js";
import type { PageContext } from "../dashboard/page-context.js";
import type { Project } from "../project/project.js";
import type { ClaimFiles } from "./claim-files.js";
import type { QuestionAsker } from "./question-asker.js";

/** Every event has an answer here, so that a project without claims can say how old its data are. */
const FRAME_QUESTION = "events";

export class ClaimPages {
  readonly #asker: QuestionAsker;
  readonly #files: ClaimFiles;

  constructor(asker: QuestionAsker, files: ClaimFiles) {
    this.#asker = asker;
    this.#files = files;
  }

  async render(project: Project, context: PageContext): Promise<string> {
    const claims = this.#files.get(project.name)?.get();
    const ids = [...new Set([FRAME_QUESTION, ...(claims ?? []).map(({ question }) => question)])];
    const answers = await this.#asker.askAll(project, ids, context.parameters);
    const find = (id: string) => {
      const answer = answers.find(({ question }) => question === id);
      if (answer === undefined) throw new RangeError(`the question ${id} was not asked`);
      return answer;
    };
    const checked = claims?.map((claim) => ({ claim, checked: checkClaim(claim, find(claim.question)) }));
    return renderClaimsPage({ claims: checked, frame: find(FRAME_QUESTION) }, context);
  }
}
