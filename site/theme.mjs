// Changes of TypeDoc's theme: a sidebar by roles that needs no script, and links to the previous and the next page.
import { DefaultTheme, DefaultThemeRenderContext, JSX } from "typedoc";

const element = JSX.createElement;
const API_TITLE = "API";

class SiteContext extends DefaultThemeRenderContext {
  navigation = ({ model, project }) =>
    element(
      "nav",
      { class: "tsd-navigation site-nav", "aria-label": "Pages" },
      this.theme.site.groups.map((group) => this.#renderGroup(group, model, project)),
    );

  /** The outline of the page is above the choice of colours, which is needed once. */
  pageSidebar = (page) => [this.pageNavigation(page), this.settings()];

  documentTemplate = (page) => [
    element(
      "div",
      { class: "tsd-panel tsd-typography" },
      element(JSX.Raw, { html: this.markdown(page.model.content) }),
    ),
    this.#renderNeighbours(page.model),
  ];

  /** Hides the name of a page above its title, which is the first heading of its file. */
  breadcrumbs = (
    (original) => (model) =>
      model.isDocument() ? undefined : original(model)
  )(this.breadcrumbs);

  /** TypeDoc's title of the overview of the API is the package's name, which is the README's title, too. */
  header = ((original) => (page) => {
    if (!page.model.isProject()) return original(page);
    return element("div", { class: "tsd-page-title" }, element("h1", null, API_TITLE));
  })(this.header);

  #renderGroup({ title, pages, entries }, model, project) {
    const items = pages.map((page) =>
      this.#renderItem(page.title, this.theme.site.findPage(page.file), model),
    );
    if (entries) items.push(this.#renderItem(API_TITLE, project, model, this.#renderEntries(project, model)));
    return [element("h2", null, title), element("ul", null, items)];
  }

  /** Lists the entries of the package. The members of an entry are listed on its own pages only. */
  #renderEntries(project, model) {
    return project.children.map((entry) => {
      const isOpen = isWithin(model, entry);
      const members = isOpen ? entry.children.map((each) => this.#renderItem(each.name, each, model)) : [];
      return this.#renderItem(entry.name, entry, model, members);
    });
  }

  #renderItem(text, target, model, children = []) {
    const current = target === model ? { class: "current", "aria-current": "page" } : {};
    const link = element("a", { href: this.#getUrl(target), ...current }, text);
    return element("li", null, link, children.length > 0 && element("ul", null, children));
  }

  #renderNeighbours(model) {
    const { groups, findPage } = this.theme.site;
    const pages = groups.flatMap((group) => group.pages);
    const index = pages.findIndex(({ file }) => findPage(file) === model);
    if (index === -1) return undefined;
    const renderLink = (page, name) =>
      page && element("a", { class: name, rel: name, href: this.#getUrl(findPage(page.file)) }, page.title);
    return element(
      "nav",
      { class: "site-neighbours", "aria-label": "Neighbouring pages" },
      renderLink(pages[index - 1], "prev"),
      renderLink(pages[index + 1], "next"),
    );
  }

  /** Returns an address for the page itself, too, where TypeDoc's is empty. */
  #getUrl(target) {
    return this.relativeURL(this.router.getFullUrl(target));
  }
}

function isWithin(model, entry) {
  for (let each = model; each; each = each.parent) if (each === entry) return true;
  return false;
}

export class SiteTheme extends DefaultTheme {
  ContextClass = SiteContext;

  /** The groups of the sidebar and `findPage`, which returns the page of a file. Set before pages are rendered. */
  site = undefined;

  /** Returns nothing, because the sidebar is a part of each page. */
  buildNavigation() {
    return [];
  }
}
