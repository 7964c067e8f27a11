import { type AnalysedRecord, type Evidence, type RecordScore, shipNameRarity } from '../../../matching/index.js';

/** The vessel as the incident states it. */
export interface StatedVessel {
  readonly name: string;
  readonly imo: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly flag: string | null;
  readonly type: string | null;
}

interface MatchFeature {
  readonly name: 'name' | 'rarity' | 'imo' | 'flag' | 'type';
  /** How well it agrees, 0 to 1. */
  readonly score: number;
  readonly explanation: string;
}

/** How well a vessel in an incident matches the one asked for. */
export interface VesselMatch {
  /** 0 to 1, two decimals. */
  readonly score: number;
  readonly features: readonly MatchFeature[];
  /** What could not be compared, in one sentence. */
  readonly caveat: string;
}

/** A comparison in sentences, for readers who do not know how names are matched. */
export function explainMatch(
  compared: RecordScore,
  names: readonly string[],
  stated: StatedVessel,
  record: AnalysedRecord,
): VesselMatch {
  const { name, namedAt, agreements, contradictions } = compared;
  const rarity = Math.min(...record.names.map(shipNameRarity));
  const others = [...agreements, ...contradictions].flatMap((each) => explainEvidence(each) ?? []);
  return {
    score: round(compared.score),
    features: [
      { name: 'name', score: round(name.score), explanation: explainName(name, names[namedAt[0]] ?? '', stated.name) },
      { name: 'rarity', score: round(rarity), explanation: explainRarity(rarity) },
      ...others,
    ],
    caveat: caveatOf(stated, others),
  };
}

function explainName({ state, card }: RecordScore['name'], name: string, stated: string): string {
  if (state === 'same') {
    return `"${stated}" in the incident is "${name}" once prefix, case, accents, script and order are set aside.`;
  }
  const left = card.omissions.map(({ written }) => `"${written}"`);
  if (left.length > 0) return `"${stated}" in the incident is "${name}", but one of them leaves out ${list(left)}.`;
  if (card.agreements.every(({ how }) => how === 'same' || how === 'joined')) {
    return `"${stated}" in the incident is "${name}" but for gaps.`;
  }
  return `"${stated}" in the incident differs from "${name}" in spelling.`;
}

function explainRarity(rarity: number): string {
  if (rarity >= 0.75) return 'Its words are distinctive: few ships share such a name.';
  if (rarity >= 0.4) return 'Other ships may well share this name.';
  return 'Its words are common in the names of ships: many share it.';
}

const sentences: Readonly<Record<string, readonly [MatchFeature['name'], number, string]>> = {
  'identifier agrees': ['imo', 1, 'Both state the same IMO number, which stays with a ship for life.'],
  'identifier disagrees': ['imo', 0, 'They state different IMO numbers: these are different ships.'],
  'flag agrees': ['flag', 1, 'Both state the same flag.'],
  'flag near': ['flag', 0.7, 'The flag in the incident is a former flag of the vessel.'],
  'flag disagrees': ['flag', 0.2, 'The flags differ; ships change theirs.'],
  'type agrees': ['type', 1, 'The types of vessel agree.'],
  'type disagrees': ['type', 0.2, 'The types of vessel differ, as far as their words tell.'],
};

function explainEvidence({ datum, says }: Evidence): MatchFeature | undefined {
  const known = sentences[`${datum} ${says}`];
  return known && { name: known[0], score: known[1], explanation: known[2] };
}

function caveatOf(stated: StatedVessel, others: readonly MatchFeature[]): string {
  if (others.length === 0) {
    const missing = [
      ...(stated.imo ? [] : ['no IMO number']),
      ...(stated.flag ? [] : ['no flag']),
      ...(stated.type ? [] : ['no type of vessel']),
    ];
    const lack =
      missing.length > 0 ? `The incident file has ${list(missing)}` : 'The record asked for states nothing else';
    return `${lack}; nothing confirms or contradicts beyond the name.`;
  }
  if (others.some(({ name }) => name === 'imo')) return 'The IMO numbers settle it.';
  return 'No IMO number could be compared; a name never identifies a ship by itself.';
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}
