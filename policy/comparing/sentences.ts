import type { Policy } from '../policy.js';
import type { Both } from '../space/requests.js';
import type { Effect } from '../types.js';
import type { Change } from './change.js';

const now: Readonly<Record<Effect, string>> = {
  FULL: 'sees',
  MASKED: 'sees part of',
  HIT: 'is told of',
  NONE: 'gets nothing of',
};
const earlier: Readonly<Record<Effect, string>> = {
  FULL: 'saw it',
  MASKED: 'saw part of it',
  HIT: 'was told of it',
  NONE: 'got nothing of it',
};

/** Coordinates that a sentence names; the others are counted. */
const mostNamed = 6;

/** A change in one sentence for the lawyer, and one for each of what it opens or closes. */
export function sentenceOf(policies: Both<Policy>, change: Omit<Change, 'sentence'>): string {
  const { direction, was, is, categories, records, roles, purposes, cases, times } = change;
  const of = records.length === 0 ? 'of records of other agencies' : `of records ${records.join(', ')}`;
  const stated = cases.length === 2 ? '' : `, ${cases[0]} a case reference`;
  const time = times.includes('always') ? '' : `, ${times.join(' and ')}`;
  const who = `${whoOf(policies, change.agencies)} ${now[is]} ${categories.join(', ')} ${of}, and ${earlier[was]}`;
  const verb = direction === 'GAINS' ? 'opens' : 'closes';
  const parts = [
    `${who}: as ${roles.join(', ')}; for ${purposes.join(', ')}${stated}${time}.`,
    ...listed('', 'field', change.fields),
    ...listed(`It ${verb} `, 'filter', change.filters),
    ...listed(`It ${verb} `, 'look-up', change.lookups),
  ];
  return parts.join(' ');
}

function listed(before: string, what: string, coordinates: readonly string[]): readonly string[] {
  if (coordinates.length === 0) return [];
  const more = coordinates.length - mostNamed;
  const count = `${coordinates.length} ${what}${coordinates.length === 1 ? '' : 's'}`;
  return [`${before}${count}: ${coordinates.slice(0, mostNamed).join(', ')}${more > 0 ? ` and ${more} more` : ''}.`];
}

// A kind of which all agencies are meant is named with them.
function whoOf([old, { agencies }]: Both<Policy>, ids: readonly string[]): string {
  const known = { ...old.agencies, ...agencies };
  const kinds = [...new Set(ids.map((id) => known[id]?.kind))];
  const words = kinds.map((kind) => {
    const meant = ids.filter((id) => known[id]?.kind === kind);
    const all = Object.values(known).filter((agency) => agency.kind === kind);
    return meant.length === all.length ? `every ${kind} (${meant.join(', ')})` : meant.join(', ');
  });
  return words.join(', ');
}
