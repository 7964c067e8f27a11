import type { CellCoverage } from '../../policy/testing/mutations/mutations.js';
import type { SnapshotFound } from '../../policy/testing/snapshot.js';
import type { FailedSentence, TriedCases, TriedMutations } from '../../policy/testing/testPolicy.js';

/** The results of what is written beside a policy. */
export interface Tested {
  readonly tried: TriedCases;
  readonly snapshot: SnapshotFound;
  /** null: no word was changed. */
  readonly mutations: TriedMutations | null;
}

const isApproved = ({ state }: SnapshotFound): boolean => state === 'APPROVED' || state === 'PROPOSAL';

/** Why a policy is not as written and approved; empty where it is. */
export function whyRed({ tried: { failed }, snapshot, mutations }: Tested): readonly string[] {
  const unnoticed = mutations?.survivors.length ?? 0;
  return [
    ...(failed.length === 0 ? [] : [`${failed.length} sentences or cases fail`]),
    ...(isApproved(snapshot) ? [] : ['decisions.txt is not approved']),
    ...(unnoticed === 0 ? [] : [`${unnoticed} changes would go unnoticed`]),
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

/** A failed sentence, with its place, and at most three of the decisions that differ. */
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
  PROPOSAL: "the product's proposal, which nobody has approved",
  MISSING: 'does not exist',
  ALTERED: 'was edited: its sentences are not the approved ones',
  UNAPPROVED: 'nobody has approved these sentences',
  CHANGED: 'the policy does not decide what was approved',
};

/** How a policy compares with its snapshot, with the sentences that differ. */
function snapshotLines(snapshot: SnapshotFound): readonly string[] {
  const { state, approval, added, gone } = snapshot;
  const by = approval ? ` (${approval.at} by ${approval.by}; ${approval.reference})` : '';
  const isRed = !isApproved(snapshot);
  return [
    `${isRed ? 'CHANGED ' : 'Decisions'}${isRed ? '  decisions.txt: ' : ': '}${states[state]}${by}.`,
    ...gone.map((sentence) => `  - ${sentence}`),
    ...added.map((sentence) => `  + ${sentence}`),
    ...(isRed ? ['  To approve them: portcullis policy check --approve --by "FIRST LAST" --reference FILE'] : []),
  ];
}

function mutationLines({ counts, survivors, stale, coverage }: TriedMutations, isListed: boolean): readonly string[] {
  const decided = coverage.filter(({ changes, noticed }) => noticed === changes).length;
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    ...survivors.map((name) => `SURVIVES  ${name}: somebody gets more or less by it, and no case notices`),
    ...stale.map((name) => `STALE     ${name}: listed in survivors.yaml, but noticed or harmless: remove it`),
    ...(isListed ? coverage.map(coverageLine) : []),
    `Changes of one word: ${all}; ${counts.CASES} noticed by cases, ${counts.SENTENCES} by decisions.txt, ${counts.HARMLESS} change nothing for anybody, ${counts.LISTED} listed, ${counts.NOTHING} unnoticed.`,
    `Cells: ${decided} of ${coverage.length} decided by cases, in each value.`,
  ];
}

function coverageLine({ category, kind, changes, noticed }: CellCoverage): string {
  const how = noticed === changes ? 'decided' : noticed === 0 ? 'OPEN' : 'in part';
  return `${how.padEnd(9)} ${category} ${kind}: ${noticed} of ${changes} changes noticed by cases`;
}
