import { propertiesOf } from '../../../../schema/formats/ftm/model.js';
import type { ObjectShape } from '../../rows/shape.js';
import { addEntity, addFact, addValues, type Draft, draftOf } from './draft.js';
import { kindLink, participant, type Said, similar, unknownLink } from './links.js';
import { propertyOf, statedSchemata } from './mappings.js';

/** An entity that a field of a link leads to. */
export interface NamedEnd {
  readonly field: string;
  readonly end: Draft;
}

/** A link as it was answered. */
export interface AnsweredLink {
  readonly type: string;
  /** Id of its own entity, where it becomes one. */
  readonly id: string;
  /** The field of its holder. */
  readonly place: string;
  /** What it says besides its ends. */
  readonly said: Said;
  readonly ends: readonly NamedEnd[];
}

/** Whether an object without a key is a link, by its type or its property; else it is a group of its holder's fields. */
export function isLink(holder: Draft, shape: ObjectShape, place: string): boolean {
  if (statedSchemata[shape.type] !== undefined) return true;
  const property = propertyOf(holder, place);
  return property !== undefined && propertiesOf(holder.schema).get(property)?.type === 'entity';
}

/** The entity of a relation, an interest, a candidate or a participant; null for a link of another type. */
export function tieByKind(holder: Draft, { type, id, said, ends }: AnsweredLink): Draft[] | null {
  const [first] = ends;
  if (!first) return null;
  const { kind, relationship, role, inverse, ...rest } = said;
  const telling = { words: relationship ?? role, ...rest };
  if (type === 'Relation') {
    const [from, to] = inverse === true ? [first.end, holder] : [holder, first.end];
    return listed(kindLink(id, String(kind), from, to, telling));
  }
  if (type === 'Interest') {
    const holding = ends.find(({ field }) => field.startsWith('holder'))?.end ?? holder;
    const held = ends.find(({ field }) => !field.startsWith('holder'))?.end ?? holder;
    if (holding.id === held.id) return null;
    const owned = kind === 'OWNERSHIP' ? asAsset(held) : held;
    const link = kindLink(id, String(kind), holding, owned, telling);
    return link && (owned === held ? [link] : [link, owned]);
  }
  if (/^\w+Match$/.test(type)) return listed(similar(id, first.end, holder, said));
  return type === 'OperationAgency' ? listed(participant(id, holder, first.end, said)) : null;
}

/** Ties what a link leads to, or whom it states, to its holder; tells it as a fact where neither can be. */
export function tieStated(holder: Draft, { type, id, place, said, ends }: AnsweredLink): Draft[] {
  const { statedName, name = statedName, role = place, ...rest } = said;
  const schema = statedSchemata[type];
  const [first, ...others] = ends;
  if (first) {
    const telling = { role, ...(name === undefined ? {} : { statedName: name }), ...rest };
    const beside = others.map(({ field, end }) => ({
      end,
      id: `${id}.${field}`,
      place: `${place}.${field}`,
      said: {},
    }));
    return [{ end: first.end, id, place, said: telling }, ...beside].flatMap(({ end, ...tied }) =>
      tie(holder, end, tied),
    );
  }
  if (schema === undefined || name === undefined) {
    if (Object.keys(said).length > 0) addFact(holder, place, said);
    return [];
  }
  const stated = draftOf({ id, schema, type });
  addValues(stated, 'name', name, 'name');
  for (const [field, value] of Object.entries(rest)) addValues(stated, undefined, value, field);
  return [stated, ...tie(holder, stated, { id: `${id}.link`, place, said: { role } })];
}

/** Ties an entity to its holder: by a property that means it, by a link, or as a fact. */
export function tie(
  holder: Draft,
  end: Draft,
  { id, place, said }: Pick<AnsweredLink, 'id' | 'place' | 'said'>,
): Draft[] {
  const { role = place, ...rest } = said;
  const property = propertyOf(holder, place) ?? partyProperty(holder, role);
  if (property !== undefined && addEntity(holder, property, end.id, end.schema)) {
    if (Object.keys(rest).length > 0) addFact(holder, place, rest);
    return [];
  }
  const link = unknownLink(id, end, holder, role, rest);
  if (link) return [link];
  addFact(holder, place, { ...said, id: end.id });
  return [];
}

function listed(draft: Draft | null): Draft[] | null {
  return draft && [draft];
}

/** An organization as something that is owned, which in FollowTheMoney is a company; what else it is, other lines say. */
function asAsset(held: Draft): Draft {
  if (held.schema !== 'Organization') return held;
  const names = held.properties.get('name') ?? [held.id];
  return draftOf({ id: held.id, schema: 'Company', type: held.type }, { properties: new Map([['name', names]]) });
}

/** The property of a customs declaration for a party in a role. */
function partyProperty({ schema }: Draft, role: unknown): string | undefined {
  if (schema !== 'EconomicActivity') return undefined;
  const roles: Readonly<Record<string, string>> = {
    CONSIGNOR: 'sender',
    CONSIGNEE: 'receiver',
    DECLARANT: 'declarant',
  };
  return roles[String(role)];
}
