/** Publishes periods of the projects, one after the other, from what their indexes have. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { SerialQueue } from "../internal/serial-queue.js";
import { isBefore } from "../journal/position.js";
import type { Project } from "../project/project.js";
import { PublicationRefusedError } from "../publish/publication-check.js";
import { PublicationFolder } from "../publish/publication-folder.js";
import { type PublicationResult, publishPeriod } from "../publish/publish-period.js";
import type { QuestionSource } from "../questions/ask-question.js";
import type { Collector } from "./collector.js";
import type { QuestionAsker } from "./question-asker.js";

/** The index is some seconds behind the journal, and longer only while it is rebuilt. */
const INDEX_TIMEOUT_MS = 60_000;
const INDEX_POLL_MS = 50;

export class Publisher {
  readonly #collector: Collector;
  readonly #asker: QuestionAsker;
  /** Two publications at a time could draw noise twice. */
  readonly #publications = new SerialQueue();

  constructor(collector: Collector, asker: QuestionAsker) {
    this.#collector = collector;
    this.#asker = asker;
  }

  /** @throws as `publishPeriod` */
  publish(project: Project, period: string): Promise<PublicationResult> {
    return this.#publications.run(() => this.#publishNow(project, period));
  }

  #publishNow(project: Project, period: string): Promise<PublicationResult> {
    const { clock } = this.#collector;
    const { name, config, manifests, folder } = project;
    return publishPeriod(period, {
      project: name,
      now: clock.now(),
      retentionDays: config.retention_days,
      isClockDoubtful: clock.isDoubtful(),
      config: config.publish,
      manifests,
      folder: new PublicationFolder(join(folder, "publications")),
      openSource: () => this.#openSource(project),
    });
  }

  /** What was received before this call is in the index when it resolves. @throws PublicationRefusedError */
  async #openSource(project: Project): Promise<QuestionSource> {
    const { index } = this.#collector;
    const { end } = project.journals.events;
    const deadline = performance.now() + INDEX_TIMEOUT_MS;
    const isBehind = () => {
      const position = index.getPosition(project.name, "events");
      return position === undefined || isBefore(position, end);
    };
    while (!index.isOpen(project.name) || isBehind()) {
      if (performance.now() > deadline)
        throw new PublicationRefusedError(
          "the index does not have all reports yet. Publish when `status` shows a backlogBytes near 0.",
        );
      await sleep(INDEX_POLL_MS);
    }
    return this.#asker.openSource(project);
  }
}
