import { differences } from '../../comparing/compare.js';
import { findOtherDifferences } from '../../comparing/otherDifferences.js';
import type { Policy } from '../../policy.js';
import type { AgencyKind, Category } from '../../types.js';
import type { SurvivorRow } from '../shapes.js';
import { type Mutant, mutantsOf } from './mutants.js';
import { type AllStated, createCaseWatch, createWordWatch } from './watch.js';

/** What may notice a change of one word. HARMLESS: it changes no decision on any record. */
export const notices = ['CASES', 'SENTENCES', 'HARMLESS', 'LISTED', 'NOTHING'] as const;
export type Notice = (typeof notices)[number];

/** A change of one word, and what notices it. */
export interface Mutation {
  readonly name: string;
  readonly kind: Mutant['kind'];
  readonly notice: Notice;
}

/** How many of a cell's changes the written cases notice. */
export interface CellCoverage {
  readonly category: Category;
  readonly kind: AgencyKind;
  readonly changes: number;
  readonly noticed: number;
}

/** Called before each change is tried. */
export type Progress = (done: number, all: number) => void;

/** Changes that written cases must notice; changes of agencies and operations may be noticed by the sentences too. */
const ofRights: ReadonlySet<Mutant['kind']> = new Set(['cell', 'flag', 'role']);

/** Changes each word of a policy to every other value, in memory, and finds what notices it. */
export function mutate(
  policy: Policy,
  stated: AllStated,
  listed: readonly SurvivorRow[],
  progress: Progress = () => undefined,
): readonly Mutation[] {
  const inCases = createCaseWatch(policy, stated);
  const inWords = createWordWatch(policy);
  const inList = new Set(listed.flatMap(({ changes }) => changes));
  const noticeOf = ({ name, kind, policy: changed }: Mutant): Notice => {
    const mayBeInWords = !ofRights.has(kind);
    if (inCases(changed)) return 'CASES';
    if (mayBeInWords && inWords.soon(changed)) return 'SENTENCES';
    // Before the remaining sentences: they state decisions, which a harmless change leaves the same.
    if (!changesAnything(policy, changed)) return 'HARMLESS';
    if (mayBeInWords && inWords.late(changed)) return 'SENTENCES';
    return inList.has(name) ? 'LISTED' : 'NOTHING';
  };
  return mutantsOf(policy).map((mutant, done, all) => {
    progress(done, all.length);
    return { name: mutant.name, kind: mutant.kind, notice: noticeOf(mutant) };
  });
}

// Exact (decision 0053): for every agency of the directory, on every record.
function changesAnything(policy: Policy, changed: Policy): boolean {
  const { gains, losses } = findOtherDifferences([policy, changed]);
  return gains.length + losses.length > 0 || !differences([policy, changed]).next().done;
}

/** How far the written cases cover each cell. */
export function coverageOf(mutations: readonly Mutation[]): readonly CellCoverage[] {
  const cells = new Map<string, { changes: number; noticed: number }>();
  for (const { name, kind, notice } of mutations) {
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
