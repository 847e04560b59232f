/** Publishes the figures of a period: checks it, counts its reports, protects the numbers, and keeps what was published. */
import type { Manifest } from "codeweaver-telemetry/manifest";
import type { PublishConfig } from "../config/collector-config.js";
import type { QuestionSource } from "../questions/ask-question.js";
import { type DrawNoise, type Protection, publishTables } from "./disclosure-control.js";
import { countReports } from "./exact-tables.js";
import { checkPeriod, type PublicationLimits, PublicationRefusedError } from "./publication-check.js";
import type { PublicationFolder } from "./publication-folder.js";
import { parsePeriod } from "./publication-period.js";
import { createPublishedPeriod, formatPublishedPeriod } from "./published-period.js";
import { selectTables } from "./select-tables.js";

export interface PublicationRequest extends PublicationLimits {
  readonly config: PublishConfig;
  readonly manifests: readonly Manifest[];
  readonly folder: PublicationFolder;
  /** Waits until the index has all reports that were received, and returns where they are. */
  readonly openSource: () => Promise<QuestionSource>;
  /** @default from the system's randomness */
  readonly drawNoise?: DrawNoise;
}

export interface PublicationResult {
  /** The text of `data.json`. */
  readonly figures: string;
  /** Whether the period was published by an earlier call. */
  readonly wasPublished: boolean;
}

const DEFAULT_EPSILON = 1;
const DEFAULT_DELTA = 1e-6;

/**
 * Returns the published figures of a period, which are the same at every call. Exact numbers are neither returned nor written.
 * @throws PublicationRefusedError, AlreadyPublishedError, LostPublicationError, DamagedLedgerError, or what the query throws
 */
export async function publishPeriod(key: string, request: PublicationRequest): Promise<PublicationResult> {
  const { config, project, manifests, folder, now, openSource, drawNoise } = request;
  const period = parsePeriod(key);
  if (period === undefined) throw new PublicationRefusedError(`${key} is not a period: ${PERIOD_FORMS}.`);
  const published = await folder.find(period);
  if (published !== undefined) return { figures: published, wasPublished: true };
  checkPeriod(period, request);
  const definitions = selectTables(config, manifests, project);
  const exact = await countReports(definitions, period, await openSource());
  if (exact.reportCount === 0)
    throw new PublicationRefusedError(
      `no weekly report of ${key} has arrived. Nothing is published, and ${key} can be published later.`,
    );
  const protection = chooseProtection(config);
  const tables = publishTables(exact.tables, protection, drawNoise);
  const publishedAt = new Date(now).toISOString();
  const facts = { project, period, publishedAt, protection };
  const figures = formatPublishedPeriod(createPublishedPeriod(facts, definitions, tables));
  const { epsilon, delta } = protection.kind === "noise" ? protection : { epsilon: null, delta: null };
  await folder.add({ period: key, epsilon, delta, tables: tables.map(({ id }) => id), publishedAt }, figures);
  return { figures, wasPublished: false };
}

export const PERIOD_FORMS = "expected a week such as 2026-W40, or a month such as 2026-10";

export function chooseProtection({ epsilon, delta, minimum_reports }: PublishConfig): Protection {
  if (minimum_reports !== undefined) return { kind: "minimum", minimumReports: minimum_reports };
  return { kind: "noise", epsilon: epsilon ?? DEFAULT_EPSILON, delta: delta ?? DEFAULT_DELTA };
}
