import { documentWords } from '../../../../schema/formats/ftm/documentWords.js';
import { isIdentifierOf } from '../../../../schema/formats/ftm/entity.js';
import { isObject } from '../../../../schema/isObject.js';
import { addEntity, addValues, type Draft, draftOf } from './draft.js';

type Stated = Readonly<Record<string, unknown>>;

/** Lists whose items are entities of their own beside their subject, or properties of several names, by field. */
export const parts: Readonly<Record<string, (subject: Draft, item: Stated, id: string) => Draft | null>> = {
  names: (subject, { name, kind, ...rest }) => {
    const properties: Readonly<Record<string, string>> = {
      ...{ ALIAS: 'alias', WEAK_ALIAS: 'weakAlias', PREVIOUS: 'previousName' },
    };
    addValues(subject, properties[String(kind)] ?? 'name', name, 'names');
    return tellRest(subject, 'names', rest);
  },
  identifications: (subject, { scheme, type, number, issuedAt, expiresAt, ...rest }, id) => {
    if (typeof scheme === 'string' && isIdentifierOf(subject.schema, scheme)) {
      addValues(subject, scheme, number, 'identifications');
      return tellRest(subject, 'identifications', { issuedAt, expiresAt, ...rest });
    }
    const schema = type === 'PASSPORT' ? 'Passport' : 'Identification';
    const words = scheme ?? documentWords[type as keyof typeof documentWords] ?? type;
    return partOf(subject, 'identifications', ['holder', 'number'], draftOf({ id, schema, type: 'Identification' }), {
      ...{ number, type: words, startDate: issuedAt, endDate: expiresAt, ...rest },
    });
  },
  addresses: (subject, item, id) => {
    const draft = draftOf({ id, schema: 'Address', type: 'Address' });
    for (const [name, value] of Object.entries(item)) addValues(draft, name, value, name);
    addEntity(subject, 'addressEntity', id, 'Address');
    return draft;
  },
  sanctions: (subject, { programme, programmeId, ...rest }, id) =>
    partOf(subject, 'sanctions', ['entity'], draftOf({ id, schema: 'Sanction', type: 'Sanction' }), {
      ...{ program: programme, programId: programmeId, ...rest },
    }),
  positions: (subject, { title, ...rest }, id) => {
    if (Object.values(rest).every((value) => value === null || value === undefined)) {
      addValues(subject, 'position', title, 'positions');
      return null;
    }
    return partOf(subject, 'positions', ['holder'], draftOf({ id, schema: 'Post', type: 'Position' }), {
      role: title,
      ...rest,
    });
  },
};

/** The number of an economic operator, for which FollowTheMoney has no property. */
export function eoriOf(subject: Draft, eori: unknown): Draft | null {
  const draft = draftOf({ id: `${subject.id}.eori`, schema: 'Identification', type: 'EconomicOperator' });
  return partOf(subject, 'eori', ['holder', 'number'], draft, { number: eori, type: 'EORI' });
}

/** The items of a list that are objects. */
export function itemsOf(value: unknown): Stated[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** An entity beside its subject; told as facts of the subject where it cannot have what its schema needs. */
function partOf(
  subject: Draft,
  place: string,
  [property, ...needed]: readonly [property: string, ...needed: string[]],
  draft: Draft,
  values: Stated,
): Draft | null {
  const isTied = addEntity(draft, property, subject.id, subject.schema);
  for (const [name, value] of Object.entries(values)) addValues(draft, name, value, name);
  return isTied && needed.every((name) => draft.properties.has(name)) ? draft : tellRest(subject, place, values);
}

function tellRest(subject: Draft, place: string, rest: Stated): null {
  for (const [name, value] of Object.entries(rest)) addValues(subject, undefined, value, `${place}.${name}`);
  return null;
}
