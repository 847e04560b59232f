/** Compares the person's own weekly reports with the tables of a published period. */
import type { OwnReport } from "../../installation/own-reports.js";
import type {
  Comparison,
  CountedName,
  DistributionComparison,
  EstimatedShare,
  NamesComparison,
  PublishedCount,
  TableComparison,
} from "./comparison-result.js";
import { findMedianCells, rankValue } from "./distribution-rank.js";
import { isWeekInPeriod, readOwnNames, readOwnNumber } from "./own-report-values.js";
import type { DistributionTable, NamesTable, PublishedPeriod } from "./published-period.js";
import { boundRatio, type CellCounts, sumKnown } from "./share-bounds.js";

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
    squaredMarginInBoth: 0,
  });
  return { estimate: Math.min(1, count / reports.count), ...bounds };
}
