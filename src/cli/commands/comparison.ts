/** Compares the person's own weekly reports with the tables of a published period. */
import type { OwnReport } from "../../installation/own-reports.js";
import { findMedianCells, type Rank, rankValue } from "./distribution-rank.js";
import { isWeekInPeriod, readOwnNames, readOwnNumber } from "./own-report-values.js";
import type { DistributionTable, NamesTable, PublishedPeriod, Unit } from "./published-period.js";
import { boundRatio, type CellCounts, type ShareBounds, sumKnown } from "./share-bounds.js";

/** The result of `compare`, which `--json` prints. Shares are from 0 to 1. */
export interface Comparison {
  readonly period: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly project: string;
  readonly publishedAt: string;
  /** Undefined if the number of reports is not published. */
  readonly reports: PublishedCount | undefined;
  /** The person's weeks that are compared: those of the period, or else the last one. */
  readonly ownWeeks: readonly string[];
  readonly isOwnWeekInPeriod: boolean;
  readonly tables: readonly TableComparison[];
}

export interface PublishedCount {
  readonly count: number;
  readonly marginOfError: number;
}

export type TableComparison = DistributionComparison | NamesComparison;

interface ComparedTable {
  readonly id: string;
  readonly sentence: string;
  readonly outcome: "published" | "not enough reports";
  /** Some numbers of the table are withheld. */
  readonly isWithheld: boolean;
}

export interface DistributionComparison extends ComparedTable {
  readonly kind: "distribution";
  readonly unit: Unit;
  /** The names of the cells in which the median may be. */
  readonly median: readonly string[];
  readonly own: readonly OwnNumber[];
}

/** The number of one week. */
export interface OwnNumber {
  readonly week: string;
  readonly value: number;
  /** The share of the installations that have less. Undefined without enough reports. */
  readonly less: Rank | undefined;
}

export interface NamesComparison extends ComparedTable {
  readonly kind: "names";
  /** Of each report only so many names were counted. Undefined if all were, or if that is not known. */
  readonly countedNames: number | undefined;
  /** Undefined if no name is published. */
  readonly mostFrequent: CountedName | undefined;
  readonly own: readonly OwnName[];
}

/** A version, setting, feature or model. */
export interface CountedName {
  readonly name: string;
  /** How many reports have it. Null if that is withheld, and undefined if the table does not list the name. */
  readonly count: number | null | undefined;
  /** The share of the reports that have it. Undefined without the count, or without the number of reports. */
  readonly share: EstimatedShare | undefined;
}

/** A name in one week. */
export interface OwnName extends CountedName {
  readonly week: string;
}

export interface EstimatedShare extends ShareBounds {
  readonly estimate: number;
}

export function comparePeriod(published: PublishedPeriod, ownReports: readonly OwnReport[]): Comparison {
  const { period, firstDay, lastDay, project, publishedAt, tables } = published;
  const inPeriod = ownReports.filter(({ week }) => isWeekInPeriod(week, period));
  const compared = inPeriod.length > 0 ? inPeriod : ownReports.slice(-1);
  const reports = findReportCount(published);
  return {
    period,
    firstDay,
    lastDay,
    project,
    publishedAt,
    reports,
    ownWeeks: compared.map(({ week }) => week),
    isOwnWeekInPeriod: inPeriod.length > 0,
    tables: tables.flatMap((table): TableComparison[] => {
      if (table.kind === "distribution") return [compareDistribution(table, compared, reports)];
      return table.kind === "names" ? [compareNames(table, compared, reports)] : [];
    }),
  };
}

function findReportCount({ tables }: PublishedPeriod): PublishedCount | undefined {
  const table = tables.find(({ kind }) => kind === "total");
  const count = table?.cells[0]?.value ?? undefined;
  return table === undefined || count === undefined
    ? undefined
    : { count, marginOfError: table.marginOfError };
}

function compareDistribution(
  { id, kind, sentence, outcome, unit, field, marginOfError, cells }: DistributionTable,
  ownReports: readonly OwnReport[],
  reports: PublishedCount | undefined,
): DistributionComparison {
  const values = cells.map(({ value }) => value);
  const counts: CellCounts = {
    values,
    marginOfError,
    maxWithheld: limitWithheld(values, marginOfError, reports),
  };
  const isPublished = outcome === "published" && cells.length > 0;
  return {
    id,
    kind,
    sentence,
    outcome,
    unit,
    isWithheld: values.includes(null),
    median: isPublished ? findMedianCells(cells, counts) : [],
    own: ownReports.flatMap((report) => {
      const value = readOwnNumber(report, field);
      if (value === undefined) return [];
      return [{ week: report.week, value, less: isPublished ? rankValue(value, cells, counts) : undefined }];
    }),
  };
}

/** The withheld reports are among those that are counted, and each report is in one cell of a distribution. */
function limitWithheld(
  values: readonly (number | null)[],
  marginOfError: number,
  reports: PublishedCount | undefined,
): number | undefined {
  if (reports === undefined) return undefined;
  const margin = Math.hypot(reports.marginOfError, Math.sqrt(values.length) * marginOfError);
  return Math.max(0, reports.count + margin - sumKnown(values));
}

function compareNames(
  { id, kind, sentence, outcome, field, cellsPerReport, marginOfError, cells }: NamesTable,
  ownReports: readonly OwnReport[],
  reports: PublishedCount | undefined,
): NamesComparison {
  const countsByName = new Map(cells.map(({ name, value }) => [name, value]));
  const countName = (name: string): CountedName => {
    const count = countsByName.get(name);
    return { name, count, share: shareOfReports(count, marginOfError, reports) };
  };
  const descending = cells.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [first] = outcome === "published" ? descending : [];
  return {
    id,
    kind,
    sentence,
    outcome,
    isWithheld: cells.some(({ value }) => value === null),
    countedNames: field.endsWith("[]") ? cellsPerReport : undefined,
    mostFrequent: first && first.value !== null ? countName(first.name) : undefined,
    own: ownReports.flatMap((report) =>
      readOwnNames(report, field).map((name) => ({ week: report.week, ...countName(name) })),
    ),
  };
}

/** The number of reports has noise of its own. */
function shareOfReports(
  count: number | null | undefined,
  marginOfError: number,
  reports: PublishedCount | undefined,
): EstimatedShare | undefined {
  if (typeof count !== "number" || reports === undefined || reports.count <= 0) return undefined;
  const bounds = boundRatio({
    part: count,
    whole: reports.count,
    squaredPartMargin: marginOfError ** 2,
    squaredWholeMargin: reports.marginOfError ** 2,
    squaredCommonMargin: 0,
  });
  return { estimate: Math.min(1, count / reports.count), ...bounds };
}
