import { vesselNameKey } from '../../../schema/identifiers/vesselName.js';
import { nameRarity } from './nameRarity.js';
import { nameSimilarity } from './nameSimilarity.js';

/*
 * How likely a vessel in an incident is the vessel that a probe describes. Pure.
 *
 *  1. Name: the best of the probe's names against the stated one, by their keys.
 *  2. Rarity: how much a name of these words says; `Ocean Star` is carried by many ships, `Chong Chon Gang` by few.
 *  3. What else both sides state: IMO number, flag, type. What one side lacks counts neither way and is said so.
 *
 * A name alone never makes a score over 0.9: ships share names, and names are changed to deceive.
 */

/** What the source that holds the vessel's record let through for this viewer. */
export interface VesselProbe {
  readonly names: readonly string[];
  readonly imo?: string | null | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly flag?: string | null | undefined;
  readonly pastFlags?: readonly string[] | null | undefined;
  readonly type?: string | null | undefined;
}

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

/** How well a vessel that an incident names fits one that is asked for. */
export interface VesselMatch {
  /** 0 to 1, two decimals. */
  readonly score: number;
  readonly features: readonly MatchFeature[];
  /** What could not be compared, in one sentence. */
  readonly caveat: string;
}

/** Below this the names are not alike, and a candidate is none. */
const LEAST_NAME = 0.75;
const MOST_BY_NAME = 0.9;

/** Scores one candidate; null where the names are not alike. */
export function matchVessel(probe: VesselProbe, stated: StatedVessel): VesselMatch | null {
  const best = bestName(probe.names, stated.name);
  if (!best || best.similarity < LEAST_NAME) return null;
  const rarity = nameRarity(vesselNameKey(stated.name));
  const others = [compareImo(probe, stated), compareFlag(probe, stated), compareType(probe, stated)].filter(
    (feature) => feature !== null,
  );
  const base = MOST_BY_NAME * best.similarity ** 3 * (0.4 + 0.6 * rarity);
  const score = others.reduce((sum, feature) => adjust(sum, feature), base);
  return {
    score: round(score),
    features: [
      { name: 'name', score: round(best.similarity), explanation: explainName(best, stated.name) },
      { name: 'rarity', score: round(rarity), explanation: explainRarity(rarity) },
      ...others,
    ],
    caveat: caveatOf(stated, others),
  };
}

interface NameAgreement {
  readonly name: string;
  readonly similarity: number;
}

function bestName(names: readonly string[], stated: string): NameAgreement | null {
  const key = vesselNameKey(stated);
  return names.reduce<NameAgreement | null>((best, name) => {
    const similarity = nameSimilarity(vesselNameKey(name), key);
    return best && best.similarity >= similarity ? best : { name, similarity };
  }, null);
}

function explainName({ name, similarity }: NameAgreement, stated: string): string {
  if (similarity === 1) {
    return `"${stated}" in the incident is "${name}" once prefix, case, accents and script are set aside.`;
  }
  if (similarity >= 0.95) return `"${stated}" in the incident is "${name}" but for gaps or the order of words.`;
  return `"${stated}" in the incident differs from "${name}" in some letters.`;
}

function explainRarity(rarity: number): string {
  if (rarity >= 0.75) return 'Its words are distinctive: few ships share such a name.';
  if (rarity >= 0.4) return 'Other ships may well share this name.';
  return 'Its words are common in the names of ships: many share it.';
}

function compareImo(probe: VesselProbe, stated: StatedVessel): MatchFeature | null {
  if (!probe.imo || !stated.imo) return null;
  return probe.imo === stated.imo
    ? { name: 'imo', score: 1, explanation: 'Both state the same IMO number, which stays with a ship for life.' }
    : { name: 'imo', score: 0, explanation: 'They state different IMO numbers: these are different ships.' };
}

function compareFlag(probe: VesselProbe, stated: StatedVessel): MatchFeature | null {
  const flags = [...(probe.flag ? [probe.flag] : []), ...(probe.pastFlags ?? [])].filter(isCountryCode);
  if (flags.length === 0 || !isCountryCode(stated.flag)) return null;
  if (probe.flag === stated.flag) return { name: 'flag', score: 1, explanation: 'Both state the same flag.' };
  return flags.includes(stated.flag)
    ? { name: 'flag', score: 0.7, explanation: 'The flag in the incident is a former flag of the vessel.' }
    : { name: 'flag', score: 0.2, explanation: 'The flags differ; ships change theirs.' };
}

// Why: a flag in words cannot be compared with a code, and is left out rather than said to differ.
function isCountryCode(flag: string | null): flag is string {
  return flag !== null && /^[A-Z]{2}$/.test(flag);
}

function compareType(probe: VesselProbe, stated: StatedVessel): MatchFeature | null {
  if (!probe.type || !stated.type) return null;
  const words = (type: string) => new Set(type.toLowerCase().match(/[a-z]{3,}/g) ?? []);
  const own = words(probe.type);
  const shared = [...words(stated.type)].some((word) => own.has(word));
  return shared
    ? { name: 'type', score: 1, explanation: 'The types of vessel agree.' }
    : { name: 'type', score: 0.2, explanation: 'The types of vessel differ, as far as their words tell.' };
}

// Agreement closes part of the gap to 1, disagreement takes part away; an IMO number settles it.
function adjust(score: number, { name, score: agreement }: MatchFeature): number {
  if (name === 'imo') return agreement === 1 ? 0.99 : 0.02;
  const weight = name === 'flag' ? 0.4 : 0.15;
  return agreement >= 0.5 ? score + (1 - score) * weight * agreement * 0.8 : score * (1 - weight * (1 - agreement));
}

function caveatOf(stated: StatedVessel, others: readonly MatchFeature[]): string {
  const compared = new Set(others.map(({ name }) => name));
  const absent = (has: boolean, what: string): string[] => (has ? [] : [what]);
  const missing = [
    ...absent(Boolean(stated.imo), 'no IMO number'),
    ...absent(Boolean(stated.flag), 'no flag'),
    ...absent(Boolean(stated.type), 'no type of vessel'),
  ];
  if (compared.size === 0) {
    const lack =
      missing.length > 0 ? `The incident file has ${list(missing)}` : 'The record asked for states nothing else';
    return `${lack}; nothing confirms or contradicts beyond the name.`;
  }
  if (compared.has('imo')) return 'The IMO numbers settle it.';
  return 'No IMO number could be compared; a name never identifies a ship by itself.';
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function round(score: number): number {
  return Math.round(score * 100) / 100;
}
