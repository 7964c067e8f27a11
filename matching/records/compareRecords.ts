import { compareNames } from '../names/comparison/compareNames.js';
import { cutOff, type NameScore } from '../names/comparison/scoreAlignment.js';
import { evidenceOf } from './evidence.js';
import type { AnalysedRecord, Datum, Evidence, Silence } from './record.js';
import { settledBy, silencesOf } from './settledBy.js';
import { shipNameScore } from './vessels.js';
import { maxByNames, maxByWeakAlias, maxForOtherName, partOfName } from './weights.js';

/**
 * The result of comparing two records. `confirmed`: the name agrees, and so does a number or a full date of birth,
 * of which a weak alias needs the number. `sameNameOnly`: the name agrees, and there is nothing else to compare. `supported`, `disputed`: something other than the name
 * agrees, or disagrees. `apart`: below the cut-off.
 */
export type RecordState = 'confirmed' | 'supported' | 'sameNameOnly' | 'disputed' | 'apart';

/** How alike two records are, from 0 to 1, and why. */
export interface RecordScore {
  readonly score: number;
  readonly state: RecordState;
  /** The score of the two names that agree best. */
  readonly name: NameScore;
  /** The index of these two among the names of each record. */
  readonly namedAt: readonly [a: number, b: number];
  /** Whether one of these two is a weak alias: no other name agrees. */
  readonly isWeak: boolean;
  readonly agreements: readonly Evidence[];
  readonly contradictions: readonly Evidence[];
  /** Data that one record lacks, or both. */
  readonly silent: readonly Silence[];
  /** The datum that would settle it if both had it; null where enough is known. */
  readonly settledBy: Datum | null;
}

const strong = 10;

/** How alike two records are, and why. Symmetric. */
export function compareRecords(a: AnalysedRecord, b: AnalysedRecord): RecordScore {
  const { name, namedAt, isWeak, prior } = bestName(a, b);
  const evidence = evidenceOf(a, b);
  const bits = sum(evidence.map((each) => each.bits));
  const isNumbered = evidence.some(
    ({ datum, says }) => says === 'agrees' && (datum === 'identifier' || datum === 'document'),
  );
  const isOtherName = name.score < cutOff && !isNumbered;
  const isPart = isOtherName && name.state === 'incomplete';
  const limited = Math.max(Math.min(maxForOtherName, bits), isPart ? bits - partOfName : Number.NEGATIVE_INFINITY);
  const score = fromBits(toBits(prior) + (isOtherName ? limited : bits));
  const limit = limitOf(evidence, { isWeak, isNumbered });
  // Why not of ships: their names are under the limit before anything is added.
  const within = a.kind === 'vessel' ? score : under(limit, score);
  const shown = isOtherName && !isPart ? Math.min(score, cutOff - 0.01) : within;
  const agreements = evidence.filter(({ bits }) => bits >= 0);
  const contradictions = evidence.filter(({ bits }) => bits < 0);
  const silent = silencesOf(a, b, silentData(a.kind, evidence));
  const isConfirming = shown > maxByNames && (!isWeak || isNumbered);
  const state = shown < cutOff ? 'apart' : stateOf(agreements, contradictions, isConfirming);
  return {
    score: Math.round(shown * 1e4) / 1e4,
    state,
    name,
    namedAt,
    isWeak,
    agreements,
    contradictions,
    silent,
    settledBy: state === 'confirmed' ? null : settledBy(a, silent),
  };
}

function stateOf(
  agreements: readonly Evidence[],
  contradictions: readonly Evidence[],
  isConfirming: boolean,
): RecordState {
  if (contradictions.length > 0) return 'disputed';
  if (isConfirming && agreements.some(({ bits }) => bits >= strong)) return 'confirmed';
  return agreements.some(({ bits }) => bits > 0) ? 'supported' : 'sameNameOnly';
}

/** The most that the score may be: by names alone, more by what agrees beside them. */
function limitOf(
  evidence: readonly Evidence[],
  { isWeak, isNumbered }: Readonly<Record<'isWeak' | 'isNumbered', boolean>>,
) {
  const more = sum(evidence.map(({ bits }) => Math.max(0, bits)));
  const limit = fromBits(toBits(isWeak ? maxByWeakAlias : maxByNames) + more);
  return isWeak && !isNumbered ? Math.min(maxByNames, limit) : limit;
}

/** A score over the cut-off as one under the limit, in the same order: none moves over the cut-off. */
function under(limit: number, score: number): number {
  return score < cutOff ? score : cutOff + ((limit - cutOff) * (score - cutOff)) / (1 - cutOff);
}

interface BestName extends Pick<RecordScore, 'name' | 'namedAt' | 'isWeak'> {
  /** The score by the name alone. */
  readonly prior: number;
}

function bestName(a: AnalysedRecord, b: AnalysedRecord): BestName {
  let best: BestName | undefined;
  for (const [atA, one] of a.names.entries())
    for (const [atB, other] of b.names.entries()) {
      const name = compareNames(one, other);
      const prior = a.kind === 'vessel' ? shipNameScore(name.score, one, other) : name.score;
      const isWeak = (a.weakNames?.includes(atA) || b.weakNames?.includes(atB)) ?? false;
      const found = { name, namedAt: [atA, atB] as const, isWeak, prior };
      if (!best || worthOf(found) > worthOf(best)) best = found;
    }
  if (!best) throw new Error('a record without a name cannot be compared');
  return best;
}

/** A weak alias counts where no other name agrees. */
const worthOf = ({ prior, isWeak }: BestName): number => (isWeak ? Math.min(prior, cutOff) - 1e-6 : prior);

const comparedData: Readonly<Record<AnalysedRecord['kind'], readonly Datum[]>> = {
  person: ['document', 'birthDate', 'birthPlace', 'nationality', 'gender', 'address', 'identifier'],
  organization: ['identifier', 'address'],
  vessel: ['identifier', 'flag', 'type'],
  aircraft: ['identifier'],
};

function silentData(kind: AnalysedRecord['kind'], evidence: readonly Evidence[]): readonly Datum[] {
  return comparedData[kind].filter((datum) => !evidence.some((each) => each.datum === datum));
}

// The odds are kept finite even for a score of 0 or 1, so that other data can change them.
function toBits(score: number): number {
  const finite = Math.min(0.995, Math.max(0.005, score));
  return Math.log2(finite / (1 - finite));
}

const fromBits = (bits: number): number => 1 / (1 + 2 ** -bits);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
