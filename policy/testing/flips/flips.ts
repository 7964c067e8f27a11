import { besideDecisions } from '../../comparing/beside.js';
import { differences } from '../../comparing/compare.js';
import type { Policy } from '../../policy.js';
import type { AgencyKind, Category } from '../../types.js';
import type { SurvivorRow } from '../shapes.js';
import type { Mutant } from './mutant.js';
import { mutantsOf } from './mutants.js';
import { type AllStated, createCaseWatch, createWordWatch } from './watch.js';

/** What notices a change of one word of the policy; HARMLESS: nobody's decision is another by it, on any record. */
export type Notice = 'CASES' | 'SENTENCES' | 'HARMLESS' | 'LISTED' | 'NOTHING';

/** A change of one word, and what notices it. */
export interface Flip {
  readonly name: string;
  readonly kind: Mutant['kind'];
  readonly notice: Notice;
}

/** How many of a cell's changes a written case notices. */
export interface CellCoverage {
  readonly category: Category;
  readonly kind: AgencyKind;
  readonly changes: number;
  readonly noticed: number;
}

/** Where tried changes are told of. */
export type Progress = (done: number, all: number) => void;

/** Rights are to be noticed by what somebody wrote; who an agency is, and what an operation grants, by the sentences too. */
const ofRights: ReadonlySet<Mutant['kind']> = new Set(['cell', 'flag', 'role']);

/** Changes each word of a policy to every other value, in memory, and looks what notices it. */
export function flip(
  policy: Policy,
  stated: AllStated,
  listed: readonly SurvivorRow[],
  progress: Progress = () => undefined,
): readonly Flip[] {
  const inCases = createCaseWatch(policy, stated);
  const inWords = createWordWatch(policy);
  const inList = new Set(listed.flatMap(({ changes }) => changes));
  const all = mutantsOf(policy);
  return all.map((mutant, done) => {
    progress(done, all.length);
    const { name, kind } = mutant;
    const noticeOf = (): Notice => {
      if (inCases(mutant)) return 'CASES';
      if (!ofRights.has(kind) && inWords(mutant)) return 'SENTENCES';
      if (!changesAnything(policy, mutant)) return 'HARMLESS';
      return inList.has(name) ? 'LISTED' : 'NOTHING';
    };
    return { name, kind, notice: noticeOf() };
  });
}

// Exact (decision 0053): of every agency of the directory, on every record.
function changesAnything(policy: Policy, { policy: changed }: Mutant): boolean {
  const { gains, losses } = besideDecisions([policy, changed]);
  return gains.length + losses.length > 0 || !differences([policy, changed]).next().done;
}

/** How far written cases decide each cell. */
export function coverageOf(flips: readonly Flip[]): readonly CellCoverage[] {
  const cells = new Map<string, { changes: number; noticed: number }>();
  for (const { name, kind, notice } of flips) {
    if (kind !== 'cell') continue;
    const [cell = ''] = name.split(': ');
    const known = cells.get(cell) ?? { changes: 0, noticed: 0 };
    cells.set(cell, { changes: known.changes + 1, noticed: known.noticed + (notice === 'CASES' ? 1 : 0) });
  }
  return [...cells].map(([cell, counts]) => {
    const [category = '', kind = ''] = cell.split(' ');
    return { category, kind, ...counts };
  });
}
