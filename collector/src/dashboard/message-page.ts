/** Writes the pages that say why there is no answer, and what the reader can do. */
import { type Html, html } from "./html.js";
import { renderPage } from "./page.js";

interface Message {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly link?: { readonly href: string; readonly text: string };
}

function renderMessage({ title, sentences, link }: Message): string {
  const paragraphs: readonly Html[] = sentences.map((sentence) => html`<p>${sentence}</p>`);
  const main = html`<h1>${title}</h1>
<div class="message">${paragraphs}${link !== undefined && html`<p><a href="${link.href}">${link.text}</a></p>`}</div>`;
  return renderPage({ title, main });
}

/** @param url the path and query of the page, to ask for it again */
export function renderUnavailablePage(url: string): string {
  return renderMessage({
    title: "The answers are not ready yet",
    sentences: [
      "The collector is opening its index, which takes some seconds after a start, and longer if it has to be rebuilt.",
      "Events are accepted meanwhile, and none is lost.",
    ],
    link: { href: url, text: "Load the page again" },
  });
}

/** @param url of the page without its filter */
export function renderFilterErrorPage(reason: string, url: string): string {
  return renderMessage({
    title: "This filter cannot be used",
    sentences: [reason],
    link: { href: url, text: "Show the page without filters" },
  });
}

/** @param overviewUrl of the overview of the project */
export function renderNotFoundPage(reason: string, overviewUrl: string): string {
  return renderMessage({
    title: "There is no such page",
    sentences: [reason],
    link: { href: overviewUrl, text: "Show all questions" },
  });
}

export function renderUnauthorizedPage(): string {
  return renderMessage({
    title: "These pages need the admin token",
    sentences: [
      "Load the page again, and enter the token as the password. The user name can be anything.",
      "The token is in a file on the machine of the collector. When the collector starts, it prints the path of the file.",
      "If everybody may read the answers, the operator can start the collector with --public.",
    ],
  });
}
