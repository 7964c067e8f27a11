import { parsePolicy } from '../../policy/loading/load.js';
import { readPolicyFiles } from '../../policy/loading/policyFiles.js';
import type { CellCoverage, Progress } from '../../policy/testing/flips/flips.js';
import { compareSnapshot, type SnapshotFound } from '../../policy/testing/snapshot.js';
import {
  type FailedSentence,
  type TriedCases,
  type TriedFlips,
  tryCases,
  tryFlips,
} from '../../policy/testing/testPolicy.js';
import { readWritten } from '../../policy/testing/written.js';
import { type Output, print } from '../printLine.js';

/** What is tested. */
export interface TestCommand extends Output {
  /** Absent: the product's own policy. */
  readonly policyDir: string | undefined;
  /** Folder of cases; absent: `cases` of the directory. */
  readonly cases: string | undefined;
  /** Whether each cell is listed, with how far cases decide it. */
  readonly coverage: boolean;
  readonly progress: Progress;
}

/**
 * Tests a policy directory: its sentences and cases, the snapshot of its decisions, and what notices a change of each word.
 *
 * @returns the exit code: 0 where all is well, 1 where not
 * @throws PolicyError where something cannot be read
 */
export function testPolicy(command: TestCommand): number {
  const { policyDir, cases, coverage, progress } = command;
  const policy = parsePolicy(readPolicyFiles(policyDir));
  const written = readWritten(policyDir, cases);
  const tried = tryCases(policy, written);
  const snapshot = compareSnapshot(policy, policyDir);
  const flips = tryFlips(policy, tried, written, progress);
  const red = whyRed(tried, snapshot, flips);
  const { sentences, decisions, failed } = tried;
  const { counts, survivors, stale } = flips;
  const stated = {
    ...{ version: policy.version, green: red.length === 0, sentences, decisions, failed, snapshot },
    ...{ changes: counts, survivors, stale, coverage: flips.coverage },
  };
  print(command, stated, () => [
    ...failed.flatMap(failureLines),
    ...snapshotLines(snapshot),
    ...survivors.map((name) => `SURVIVES  ${name}: somebody gets more or less by it, and no case notices it`),
    ...stale.map((name) => `STALE     ${name}: listed in survivors.yaml, and noticed or harmless: take it out`),
    ...(coverage ? coverageLines(flips.coverage) : []),
    ...summary(tried, flips),
    red.length === 0 ? `Green: version ${policy.version}` : `Red: ${red.join('; ')}.`,
  ]);
  return red.length === 0 ? 0 : 1;
}

function whyRed({ failed }: TriedCases, { state }: SnapshotFound, { survivors }: TriedFlips): readonly string[] {
  return [
    ...(failed.length === 0 ? [] : [`${failed.length} of what is written does not hold`]),
    ...(state === 'APPROVED' || state === 'PROPOSAL' ? [] : ['decisions.txt is not what somebody approved']),
    ...(survivors.length === 0 ? [] : [`${survivors.length} changes would not be noticed`]),
  ];
}

/** A sentence that does not hold, with its place, and at most three of the decisions that are other. */
export function failureLines({ at, sentence, why }: FailedSentence): readonly string[] {
  const more = why.length - 3;
  return [
    `FAILS     ${at.file}:${at.line}: ${sentence}`,
    ...why.slice(0, 3).map((each) => `          ${each}.`),
    ...(more > 0 ? [`          and ${more} more of this sentence.`] : []),
  ];
}

const states: Readonly<Record<SnapshotFound['state'], string>> = {
  APPROVED: 'approved',
  PROPOSAL: 'the proposal of the product, which nobody approved',
  MISSING: 'is not there',
  ALTERED: 'was edited: its sentences are not those that were approved',
  UNAPPROVED: 'nobody approved these sentences',
  CHANGED: 'the policy decides otherwise than was approved',
};

/** How a policy stands to its snapshot, with the sentences that differ. */
export function snapshotLines({ state, approval, added, gone }: SnapshotFound): readonly string[] {
  const by = approval ? ` (${approval.at} by ${approval.by}; ${approval.reference})` : '';
  const isRed = state !== 'APPROVED' && state !== 'PROPOSAL';
  return [
    `${isRed ? 'CHANGED ' : 'Decisions'}${isRed ? '  decisions.txt: ' : ': '}${states[state]}${by}.`,
    ...gone.map((sentence) => `  - ${sentence}`),
    ...added.map((sentence) => `  + ${sentence}`),
    ...(isRed ? ['  Who may, approves them: portcullis policy test --approve --by "FIRST LAST" --reference FILE'] : []),
  ];
}

function coverageLines(cells: readonly CellCoverage[]): readonly string[] {
  return cells.map(({ category, kind, changes, noticed }) => {
    const how = noticed === changes ? 'decided' : noticed === 0 ? 'OPEN' : 'in part';
    return `${how.padEnd(9)} ${category} ${kind}: ${noticed} of ${changes} changes noticed by cases`;
  });
}

function summary({ sentences, decisions }: TriedCases, { counts, coverage }: TriedFlips): readonly string[] {
  const decided = coverage.filter(({ changes, noticed }) => noticed === changes).length;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    `Written: ${sentences} sentences, which state ${decisions} decisions.`,
    `Changes of one word: ${all}; ${counts.CASES} noticed by cases, ${counts.SENTENCES} by decisions.txt, ${counts.HARMLESS} change nothing for anybody, ${counts.LISTED} listed, ${counts.NOTHING} unnoticed.`,
    `Cells: ${decided} of ${coverage.length} decided by cases, each value of them.`,
  ];
}
