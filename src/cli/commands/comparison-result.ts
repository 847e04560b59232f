/** Defines the result of a comparison with published figures, which `compare --json` prints. Shares are from 0 to 1. */
import type { Rank } from "./distribution-rank.js";
import type { Unit } from "./published-period.js";
import type { ShareBounds } from "./share-bounds.js";

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
