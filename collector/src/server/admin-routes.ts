/** Answers the operator's other commands, which reach the server over the socket in its data folder. */
import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { z } from "zod";
import { ConfigError } from "../config/config-error.js";
import { PlanError } from "../experiments/experiment-plan.js";
import { describeError } from "../internal/errors.js";
import { findAnomalies, requireSource, UnknownSourceError } from "../project/anomalies.js";
import { listEventNames, listOwnEvents } from "../project/own-events.js";
import type { Project } from "../project/project.js";
import { AlreadyPublishedError, DamagedLedgerError } from "../publish/privacy-ledger.js";
import { PublicationRefusedError } from "../publish/publication-check.js";
import { LostPublicationError } from "../publish/publication-folder.js";
import type { PublicationResult } from "../publish/publish-period.js";
import { FilterError } from "../questions/answer-filter.js";
import { UnknownQuestionError } from "../questions/find-question.js";
import type { Collector } from "./collector.js";
import type { HttpAnswer } from "./http-answer.js";
import { Publisher } from "./publisher.js";
import type { QuestionAsker } from "./question-asker.js";

const COMMAND = z.discriminatedUnion("command", [
  z.object({ command: z.literal("status") }),
  z.object({ command: z.literal("rebuild"), project: z.string() }),
  z.object({ command: z.literal("erase"), project: z.string(), ids: z.array(z.string()) }),
  z.object({ command: z.literal("anomalies"), project: z.string() }),
  z.object({ command: z.literal("drop"), project: z.string(), tag: z.string() }),
  z.object({
    command: z.literal("ask"),
    project: z.string(),
    question: z.string(),
    parameters: z.record(z.string(), z.string()),
  }),
  z.object({
    command: z.literal("experiment"),
    project: z.string(),
    name: z.string(),
    plan: z.object({
      control: z.string().optional(),
      shares: z.record(z.string(), z.number()).optional(),
      decrease: z.array(z.string()).optional(),
      plannedInstallations: z.number().optional(),
    }),
    parameters: z.record(z.string(), z.string()),
  }),
  z.object({ command: z.literal("publish"), project: z.string(), period: z.string() }),
  z.object({ command: z.literal("claims-file"), project: z.string() }),
  z.object({
    command: z.literal("add-manifest"),
    project: z.string(),
    file: z.string(),
    version: z.string().optional(),
  }),
]);

/** The errors that the operator can mend. Their messages are the answers. */
const MISTAKES = [
  AlreadyPublishedError,
  ConfigError,
  DamagedLedgerError,
  FilterError,
  LostPublicationError,
  PlanError,
  PublicationRefusedError,
  UnknownQuestionError,
  UnknownSourceError,
];

export type AdminCommand = z.output<typeof COMMAND>;

/** The answer to `claims-file`. */
export interface ClaimsFile {
  /** Null if the configuration of the project names no file. */
  readonly path: string | null;
}

/** The answer to `publish`. */
export interface PublishAnswer extends PublicationResult {
  /** Whether everybody may read the exact numbers on the pages of the collector. */
  readonly isPublic: boolean;
}

export class AdminRoutes {
  readonly #collector: Collector;
  readonly #asker: QuestionAsker;
  readonly #publisher: Publisher;

  constructor(collector: Collector, asker: QuestionAsker) {
    this.#collector = collector;
    this.#asker = asker;
    this.#publisher = new Publisher(collector, asker);
  }

  async answer(request: IncomingMessage): Promise<HttpAnswer> {
    const { success, data: command } = COMMAND.safeParse(await json(request).catch(() => undefined));
    if (!success) return { status: 400, body: "not a command of this version" };
    if (command.command === "status") return { status: 200, body: await this.#createStatus() };
    const project = this.#collector.projects.get(command.project);
    if (project === undefined) return { status: 404, body: this.#describeMissing(command.project) };
    try {
      return { status: 200, body: await this.#run(project, command) };
    } catch (error) {
      if (!MISTAKES.some((type) => error instanceof type)) throw error;
      return { status: 400, body: describeError(error) };
    }
  }

  #describeMissing(name: string): string {
    return `there is no project ${name}: the projects are ${[...this.#collector.projects.keys()].join(", ")}.`;
  }

  async #run(project: Project, command: Exclude<AdminCommand, { command: "status" }>): Promise<object> {
    switch (command.command) {
      case "rebuild":
        await this.#collector.index.rebuild(project.name);
        return {};
      case "erase":
        return this.#collector.eraser.eraseIds(project, new Set(command.ids));
      case "anomalies":
        return { sources: await findAnomalies(project) };
      case "drop":
        await requireSource(project, command.tag);
        return { erased: await this.#collector.eraser.eraseSource(project, command.tag) };
      case "ask":
        return this.#asker.ask(project, command.question, new URLSearchParams(command.parameters));
      case "experiment": {
        const { name, plan, parameters } = command;
        return this.#asker.analyzeExperiment(project, {
          name,
          plan,
          parameters: new URLSearchParams(parameters),
        });
      }
      case "publish":
        return this.#publish(project, command.period);
      case "claims-file":
        return { path: project.config.claims ?? null } satisfies ClaimsFile;
      case "add-manifest": {
        const { path, manifest } = await this.#collector.addManifest(project, command.file, command.version);
        return { path, events: listEventNames(manifest).length, ownEvents: listOwnEvents(manifest) };
      }
    }
  }

  async #publish(project: Project, period: string): Promise<PublishAnswer> {
    const result = await this.#publisher.publish(project, period);
    return { ...result, isPublic: this.#collector.isPublic };
  }

  async #createStatus(): Promise<object> {
    const { index, metrics } = this.#collector;
    const projects: object[] = [];
    for (const project of this.#collector.projects.values())
      projects.push({
        name: project.name,
        hasManifests: project.hasManifests,
        isIndexOpen: index.isOpen(project.name),
        backlogBytes: this.#collector.measureBacklog(project),
        sinceStart: {
          ...(await metrics.count(project.name)),
          eventsNotInManifest: project.unlistedEvents.counts,
        },
      });
    return {
      pid: process.pid,
      indexPid: index.pid,
      refusedRequests: await metrics.countRefusals(),
      projects,
    };
  }
}
