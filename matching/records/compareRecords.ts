import { compareNames } from '../names/comparison/compareNames.js';
import { cutOff, type NameScore } from '../names/comparison/scoreAlignment.js';
import { evidenceOf } from './evidence.js';
import type { AnalysedRecord, Datum, Evidence } from './record.js';
import { settledBy } from './settledBy.js';
import { shipNameScore } from './vessels.js';
import { maxForOtherName, partOfName } from './weights.js';

/**
 * The result of comparing two records. `confirmed`: the name agrees, and so does a number or a full date of birth.
 * `sameNameOnly`: the name agrees, and there is nothing else to compare. `supported`, `disputed`: something other than the name
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
  readonly agreements: readonly Evidence[];
  readonly contradictions: readonly Evidence[];
  /** Data that one record lacks, or both. */
  readonly silent: readonly Datum[];
  /** The datum that would settle it if both had it; null where enough is known. */
  readonly settledBy: Datum | null;
}

const strong = 10;

/** How alike two records are, and why. Symmetric. */
export function compareRecords(a: AnalysedRecord, b: AnalysedRecord): RecordScore {
  const { name, namedAt, prior } = bestName(a, b);
  const evidence = evidenceOf(a, b);
  const bits = sum(evidence.map((each) => each.bits));
  const isNumbered = evidence.some(
    ({ datum, says }) => says === 'agrees' && (datum === 'identifier' || datum === 'document'),
  );
  const isOtherName = name.score < cutOff && !isNumbered;
  const isPart = isOtherName && name.state === 'incomplete';
  const limited = Math.max(Math.min(maxForOtherName, bits), isPart ? bits - partOfName : Number.NEGATIVE_INFINITY);
  const score = fromBits(toBits(prior) + (isOtherName ? limited : bits));
  const shown = isOtherName && !isPart ? Math.min(score, cutOff - 0.01) : score;
  const agreements = evidence.filter(({ bits }) => bits >= 0);
  const contradictions = evidence.filter(({ bits }) => bits < 0);
  const silent = silentData(a.kind, evidence);
  const state = shown < cutOff ? 'apart' : stateOf(agreements, contradictions);
  return {
    score: Math.round(shown * 1e4) / 1e4,
    state,
    name,
    namedAt,
    agreements,
    contradictions,
    silent,
    settledBy: state === 'confirmed' ? null : settledBy(a, b, silent),
  };
}

function stateOf(agreements: readonly Evidence[], contradictions: readonly Evidence[]): RecordState {
  if (contradictions.length > 0) return 'disputed';
  if (agreements.some(({ bits }) => bits >= strong)) return 'confirmed';
  return agreements.length > 0 ? 'supported' : 'sameNameOnly';
}

interface BestName extends Pick<RecordScore, 'name' | 'namedAt'> {
  /** The score by the name alone. */
  readonly prior: number;
}

function bestName(a: AnalysedRecord, b: AnalysedRecord): BestName {
  let best: BestName | undefined;
  for (const [atA, one] of a.names.entries())
    for (const [atB, other] of b.names.entries()) {
      const name = compareNames(one, other);
      const prior = a.kind === 'vessel' ? shipNameScore(name.score, one, other) : name.score;
      if (!best || prior > best.prior) best = { name, namedAt: [atA, atB], prior };
    }
  if (!best) throw new Error('a record without a name cannot be compared');
  return best;
}

const comparedData: Readonly<Record<AnalysedRecord['kind'], readonly Datum[]>> = {
  person: ['document', 'birthDate', 'birthPlace', 'nationality', 'gender', 'identifier'],
  organization: ['identifier'],
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
