// Gives each page of the site its address: that of its file, or below /api that of its module.
import { BaseRouter } from "typedoc";
import { GithubSlugger } from "./markdown.mjs";

const PACKAGE = "codeweaver-telemetry";
/** The address of the overview of the API. */
export const API = "api/index";

export class SiteRouter extends BaseRouter {
  buildChildPages(target, pages) {
    super.buildChildPages(target, pages);
    if (target.isDocument()) this.sluggers.set(target, new GithubSlugger({ lowercase: true }));
  }

  getIdealBaseName(reflection) {
    if (reflection.isDocument()) return reflection.frontmatter.address;
    const names = [];
    for (let each = reflection; !each.isProject(); each = each.parent) names.unshift(each.name);
    const [module, ...members] = names;
    const folder = module === PACKAGE ? "main" : module.slice(PACKAGE.length + 1);
    return ["api", folder, ...members].map((name) => this.getUrlSafeName(name)).join("/");
  }

  /** Makes room for the README, because TypeDoc calls the overview of the API `index`. */
  getFileName(name) {
    if (name === "index") return super.getFileName(API);
    return super.getFileName(name === "README" ? "index" : name);
  }

  /** Lets search results lead to a part of a page. */
  setSectionUrl(section, page, anchor) {
    this.fullUrls.set(section, `${this.getFullUrl(page)}#${anchor}`);
  }
}
