import { compareNames } from '../names/comparison/compareNames.js';
import { cutOff, type NameScore } from '../names/comparison/scoreAlignment.js';
import { evidenceOf } from './evidence.js';
import type { AnalysedRecord, Datum, Evidence } from './record.js';
import { settledBy } from './settledBy.js';
import { byShipsName } from './vessels.js';
import { mostForOtherName, partOfName } from './weights.js';

/**
 * What a comparison of two records says. `confirmed`: the name agrees, and a number or a full date of birth with it.
 * `sameNameOnly`: the name agrees, and there is nothing else to agree or disagree in. `supported`, `disputed`: something beside
 * the name agrees, or disagrees. `apart`: below the cut-off.
 */
export type RecordState = 'confirmed' | 'supported' | 'sameNameOnly' | 'disputed' | 'apart';

/** How alike two records are, from 0 to 1, and why. */
export interface RecordScore {
  readonly score: number;
  readonly state: RecordState;
  /** Of the two names that agree best. */
  readonly name: NameScore;
  /** Where these two stand among the names of each. */
  readonly namedAt: readonly [a: number, b: number];
  readonly agreements: readonly Evidence[];
  readonly contradictions: readonly Evidence[];
  /** Data that one record has not, or neither. */
  readonly silent: readonly Datum[];
  /** The datum that would settle it, if it were known of both; none where enough is known. */
  readonly settledBy: Datum | null;
}

const strong = 10;

/** How alike two records are, and why. The same whichever of them is named first. */
export function compareRecords(a: AnalysedRecord, b: AnalysedRecord): RecordScore {
  const { name, namedAt, told: byName } = bestName(a, b);
  const evidence = evidenceOf(a, b);
  const told = sum(evidence.map(({ bits }) => bits));
  const isNumbered = evidence.some(
    ({ datum, says }) => says === 'agrees' && (datum === 'identifier' || datum === 'document'),
  );
  const isOtherName = name.score < cutOff && !isNumbered;
  const isPart = isOtherName && name.state === 'incomplete';
  const heard = Math.max(Math.min(mostForOtherName, told), isPart ? told - partOfName : Number.NEGATIVE_INFINITY);
  const score = fromBits(toBits(byName) + (isOtherName ? heard : told));
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
  /** What the name makes by itself. */
  readonly told: number;
}

function bestName(a: AnalysedRecord, b: AnalysedRecord): BestName {
  let best: BestName | undefined;
  for (const [atA, one] of a.names.entries())
    for (const [atB, other] of b.names.entries()) {
      const name = compareNames(one, other);
      const told = a.kind === 'vessel' ? byShipsName(name.score, one, other) : name.score;
      if (!best || told > best.told) best = { name, namedAt: [atA, atB], told };
    }
  if (!best) throw new Error('a record without a name is not compared');
  return best;
}

const askedOf: Readonly<Record<AnalysedRecord['kind'], readonly Datum[]>> = {
  person: ['document', 'birthDate', 'birthPlace', 'nationality', 'gender', 'identifier'],
  organization: ['identifier'],
  vessel: ['identifier', 'flag', 'type'],
  aircraft: ['identifier'],
};

function silentData(kind: AnalysedRecord['kind'], evidence: readonly Evidence[]): readonly Datum[] {
  return askedOf[kind].filter((datum) => !evidence.some((each) => each.datum === datum));
}

// Of no name and of a sure one the odds are finite: other data is heard.
function toBits(score: number): number {
  const kept = Math.min(0.995, Math.max(0.005, score));
  return Math.log2(kept / (1 - kept));
}

const fromBits = (bits: number): number => 1 / (1 + 2 ** -bits);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
