import type { CellCoverage } from '../../policy/testing/mutations/mutations.js';
import type { SnapshotFound } from '../../policy/testing/snapshot.js';
import type { FailedSentence, TriedCases, TriedMutations } from '../../policy/testing/testPolicy.js';

/** What came of what is written beside a policy. */
export interface Tested {
  readonly tried: TriedCases;
  readonly snapshot: SnapshotFound;
  /** null: no word was changed. */
  readonly mutations: TriedMutations | null;
}

const isApproved = ({ state }: SnapshotFound): boolean => state === 'APPROVED' || state === 'PROPOSAL';

/** Why a policy is not as it is written; nothing where it is. */
export function whyRed({ tried: { failed }, snapshot, mutations }: Tested): readonly string[] {
  const unnoticed = mutations?.survivors.length ?? 0;
  return [
    ...(failed.length === 0 ? [] : [`${failed.length} of what is written does not hold`]),
    ...(isApproved(snapshot) ? [] : ['decisions.txt is not what somebody approved']),
    ...(unnoticed === 0 ? [] : [`${unnoticed} changes would not be noticed`]),
  ];
}

/** The same in lines for people. */
export function testedLines({ tried, snapshot, mutations }: Tested, withCoverage: boolean): readonly string[] {
  return [
    ...tried.failed.flatMap(failureLines),
    ...snapshotLines(snapshot),
    `Written: ${tried.sentences} sentences, which state ${tried.decisions} decisions.`,
    ...(mutations ? mutationLines(mutations, withCoverage) : []),
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
function snapshotLines(snapshot: SnapshotFound): readonly string[] {
  const { state, approval, added, gone } = snapshot;
  const by = approval ? ` (${approval.at} by ${approval.by}; ${approval.reference})` : '';
  const isRed = !isApproved(snapshot);
  return [
    `${isRed ? 'CHANGED ' : 'Decisions'}${isRed ? '  decisions.txt: ' : ': '}${states[state]}${by}.`,
    ...gone.map((sentence) => `  - ${sentence}`),
    ...added.map((sentence) => `  + ${sentence}`),
    ...(isRed
      ? ['  Who may, approves them: portcullis policy check --approve --by "FIRST LAST" --reference FILE']
      : []),
  ];
}

function mutationLines({ counts, survivors, stale, coverage }: TriedMutations, isListed: boolean): readonly string[] {
  const decided = coverage.filter(({ changes, noticed }) => noticed === changes).length;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    ...survivors.map((name) => `SURVIVES  ${name}: somebody gets more or less by it, and no case notices it`),
    ...stale.map((name) => `STALE     ${name}: listed in survivors.yaml, and noticed or harmless: take it out`),
    ...(isListed ? coverage.map(coverageLine) : []),
    `Changes of one word: ${all}; ${counts.CASES} noticed by cases, ${counts.SENTENCES} by decisions.txt, ${counts.HARMLESS} change nothing for anybody, ${counts.LISTED} listed, ${counts.NOTHING} unnoticed.`,
    `Cells: ${decided} of ${coverage.length} decided by cases, each value of them.`,
  ];
}

function coverageLine({ category, kind, changes, noticed }: CellCoverage): string {
  const how = noticed === changes ? 'decided' : noticed === 0 ? 'OPEN' : 'in part';
  return `${how.padEnd(9)} ${category} ${kind}: ${noticed} of ${changes} changes noticed by cases`;
}
