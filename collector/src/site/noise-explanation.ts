/** Explains noise, and what its two numbers promise, to people who are not statisticians. */
import { type Html, html } from "../dashboard/html.js";
import type { PublishedPeriod } from "../publish/published-period.js";
import { formatDelta, readLimits } from "./period-text.js";

/** @param period with noise */
export function explainNoise(period: PublishedPeriod): Html | undefined {
  const { protection } = period;
  if (protection.kind !== "noise") return undefined;
  const { epsilon, delta, cellsPerReport } = protection;
  const { marginOfError, threshold } = readLimits(period);
  const factor = formatRounded(Math.exp(epsilon));
  const certainty = computeCertainty(epsilon);
  const contentCertainty = computeCertainty(2 * epsilon);
  const chance = formatCount(1 / delta);
  return html`<section><h2>What noise does</h2>
<p>A random number is added to each exact number before it is published. It is positive or negative, most often small, and
drawn from the randomness of the system. Results below zero are shown as zero. So rows do not add up exactly, and a row that
nobody is in can have a number.</p>
<p>In ${period.period}, 95 % of the random numbers are between −${marginOfError} and ${marginOfError}. A difference between two
numbers that is not much larger than this means nothing.</p>
<p>Names of versions, settings, strategies and models come from the reports. A name is shown only if its number, with noise, is at
least ${threshold}. Otherwise a rare name could reveal the only report that has it.</p></section>
<section><h2>What ε and δ promise</h2>
<p>Think of two worlds that differ in one report: in the first it was sent, in the second it was not. The promise is that
the published figures look almost the same in both. So they say little about whether a single report was sent.</p>
<p>ε (epsilon) says how much “almost” is. With ε = ${epsilon}, no result is more than ${factor} times as likely in one world
as in the other. Say somebody believes with 50 % that your report was sent. After all figures of the period, this can
become at most ${certainty} %. That holds whatever else this person knows.</p>
<p>More can be learned about what your report says, such as its version. Say somebody knows that it was sent, and believes with
50 % that it says one thing, and with 50 % another. One of these beliefs can become at most ${contentCertainty} %. The limit is
higher, because changing a report is two differences: one report less, and another one more.</p>
<p>δ (delta) says how often the promise may fail. With δ = ${formatDelta(delta)}, it is at most one time in ${chance}. The promise
fails if a name is shown that only one report has. δ is an upper bound for all names of a report together.</p>
<p>All tables of a period share this promise, because one report counts in up to ${cellsPerReport} numbers. That is why more
tables need more noise.</p>
<p>The promise is for one report. An installation that reports for ten weeks has ten promises, and they add
up: a guess about all of these weeks together is protected with ten times ε. A month has four or five weeks.</p>
<p>The noise is exact discrete Laplace noise (Canonne, Kamath and Steinke 2020, “The Discrete Gaussian for Differential
Privacy”). Its scale is the number of cells of a report divided by ε, here ${formatRounded(cellsPerReport / epsilon)}.</p></section>`;
}

/** Returns a percentage. From even odds, the factor e^ε of the likelihoods leads to the odds e^ε (Bayes' theorem). */
function computeCertainty(epsilon: number): number {
  return Math.round((100 * Math.exp(epsilon)) / (1 + Math.exp(epsilon)));
}

function formatRounded(value: number): string {
  return value.toLocaleString("en", { maximumSignificantDigits: 3 });
}

function formatCount(value: number): string {
  return Math.round(value).toLocaleString("en");
}
