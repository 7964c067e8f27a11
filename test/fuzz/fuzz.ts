import type { FuzzCase } from './case.js';
import type { Difference } from './compare/compare.js';
import type { Differential } from './differential.js';

/** A case that failed, shrunk. */
export interface Finding {
  /** By which the case was made. */
  readonly number: number;
  readonly original: FuzzCase;
  readonly fuzzCase: FuzzCase;
  readonly failures: readonly Difference[];
}

export interface Tally {
  cases: number;
  hostile: number;
  failed: number;
  /** What was meant to differ, by the name of the reason. */
  readonly deliberate: Record<string, number>;
  readonly findings: Finding[];
}

export interface FuzzRun {
  readonly seed: number;
  readonly count: number;
  /** Where the differentials are opened, by supergraph; cases go to them in turn. */
  readonly differentials: readonly Differential[];
  /** Cases shrunk at most; further ones are counted only. */
  readonly mostFindings: number;
  readonly onProgress?: (tally: Tally) => void;
  readonly onFinding?: (finding: Finding) => void;
}

/** Runs cases, one after the other; equal runs give equal results. */
export async function fuzz(run: FuzzRun): Promise<Tally> {
  const tally: Tally = { cases: 0, hostile: 0, failed: 0, deliberate: {}, findings: [] };
  const seen = new Set<string>();
  for (let index = 0; index < run.count; index++) {
    const differential = run.differentials[index % run.differentials.length];
    if (!differential) break;
    const number = run.seed + index;
    const fuzzCase = differential.caseOf(number);
    const { failures, deliberate } = await differential.run(fuzzCase);
    tally.cases += 1;
    if (fuzzCase.hostility) tally.hostile += 1;
    for (const [name, times] of deliberate) tally.deliberate[name] = (tally.deliberate[name] ?? 0) + times;
    if (failures.length > 0) {
      tally.failed += 1;
      // Why by kind: a hundred cases of one fault are one finding.
      const likeness = `${fuzzCase.supergraph} ${fuzzCase.hostility} ${failures[0]?.kind}`;
      if (tally.findings.length < run.mostFindings && !seen.has(likeness)) {
        seen.add(likeness);
        const shrunk = await differential.shrink(fuzzCase);
        const left = (await differential.run(shrunk)).failures;
        const finding: Finding = { number, original: fuzzCase, fuzzCase: shrunk, failures: left };
        tally.findings.push(finding);
        run.onFinding?.(finding);
      }
    }
    run.onProgress?.(tally);
  }
  return tally;
}
