import type { Policy } from '../policy.js';
import type { Both } from '../space/requests.js';
import type { Effect } from '../types.js';
import type { Change } from './change.js';

/** What one agency, or several, get by an effect. */
export const effectVerbs: Readonly<Record<Effect, { readonly one: string; readonly several: string }>> = {
  FULL: { one: 'sees', several: 'see' },
  MASKED: { one: 'sees part of', several: 'see part of' },
  HIT: { one: 'is told of', several: 'are told of' },
  NONE: { one: 'gets nothing of', several: 'get nothing of' },
};
const earlier: Readonly<Record<Effect, { readonly one: string; readonly several: string }>> = {
  FULL: { one: 'saw it', several: 'saw it' },
  MASKED: { one: 'saw part of it', several: 'saw part of it' },
  HIT: { one: 'was told of it', several: 'were told of it' },
  NONE: { one: 'got nothing of it', several: 'got nothing of it' },
};

/** Coordinates that a sentence names; the others are counted. */
const mostNamed = 6;

/** A change in one sentence for the lawyer, and one each for the fields, filters and look-ups that it opens or closes. */
export function sentenceOf(policies: Both<Policy>, change: Omit<Change, 'sentence'>): string {
  const { direction, was, is, categories, records, roles, purposes, cases, times } = change;
  const of = records.length === 0 ? 'of records of other agencies' : `of records ${records.join(', ')}`;
  const stated = cases.length === 2 ? '' : `, ${cases[0]} a case reference`;
  const time = times.includes('always') ? '' : `, ${times.join(' and ')}`;
  const agencies = whoOf(policies, change.agencies);
  const number = agencies.length === 1 ? 'one' : 'several';
  const who = `${agencies.join(', ')} ${effectVerbs[is][number]} ${categories.join(', ')} ${of}, and ${earlier[was][number]}`;
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

// The agencies by id; where all of a kind are meant, the kind with its agencies.
function whoOf([old, { agencies }]: Both<Policy>, ids: readonly string[]): readonly string[] {
  const known = { ...old.agencies, ...agencies };
  const kinds = [...new Set(ids.map((id) => known[id]?.kind))];
  return kinds.flatMap((kind) => {
    const meant = ids.filter((id) => known[id]?.kind === kind);
    const all = Object.values(known).filter((agency) => agency.kind === kind);
    return meant.length === all.length ? [`every ${kind} (${meant.join(', ')})`] : meant;
  });
}
