import { type GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import { decide } from '../../../policy/decide.js';
import type { Policy } from '../../../policy/policy.js';
import { type Decision, type Effect, effects, type RequestFacts } from '../../../policy/types.js';
import type { Asker } from '../../support/deployment.js';
import { labelsOf } from './labels.js';
import { nameOf, type Row, type World } from './world.js';

/** What a value of an answer is held to: `decide` on the rows, and of the product nothing else. */
export interface Judge {
  /**
   * What is wrong with an object of an answer: each value of it, and of its parts, that is not what is decided of its row, or of
   * which the answer says something else.
   */
  look(asker: Asker, object: Answered, said?: Said): readonly string[];
  /** What is wrong with the number of rows that an edge is said to have, e.g. `Seizure.persons`: rows that are on its page. */
  count(asker: Asker, edge: string, page: CountedPage): string | null;
  /** The same of a whole list: all records of a type that the viewer may see. */
  countAll(asker: Asker, type: string, number: number | null): string | null;
  /** Whether a viewer may see a record at all. */
  isVisible(asker: Asker, type: string, id: string): boolean;
  /** Values that were compared, by what is decided of them; `rows`: those in full that the table was asked for. */
  readonly compared: Record<Effect | 'rows' | 'counts', number> & {
    /** Values of which answers said something, by what they said. */
    readonly said: Record<Effect, number>;
  };
}

/** A page, and how many rows it is said to be of. */
export interface CountedPage {
  readonly totalCount: { readonly number: number | null };
  readonly pageInfo: { readonly hasNextPage: boolean };
  readonly edges: readonly { readonly node: Answered | null }[] | null;
}

type Answered = Readonly<Record<string, unknown>>;

/** What an answer says of a field of one of its objects; undefined: it is in full. */
export type Said = (object: object, field: string) => Effect | undefined;

export function openJudge(schema: GraphQLSchema, policy: Policy, world: World): Judge {
  const labels = labelsOf(schema);
  const compared = {
    FULL: 0,
    MASKED: 0,
    HIT: 0,
    NONE: 0,
    rows: 0,
    counts: 0,
    said: { FULL: 0, MASKED: 0, HIT: 0, NONE: 0 },
  };

  /** What is decided of what so many categories guard together. */
  function effectOf(facts: RequestFacts, row: Row, guards: readonly string[]): Effect {
    const of = (category: string): Decision => decide(policy, facts, category, row.envelope, row.subject);
    const held = row.holds.filter((name) => {
      const category = policy.categories[name];
      return category && !category.public && !category.envelope;
    });
    const standing = held.reduce((best, name) => Math.max(best, rankOf(of(name).effect)), 0);
    const isVisible = standing >= rankOf('MASKED');
    let least = rankOf('FULL');
    for (const guard of guards) {
      const { effect, rule } = of(guard);
      const most =
        isVisible || policy.categories[guard]?.public ? 'FULL' : held.includes(guard) ? effects[standing] : 'NONE';
      least = Math.min(least, rankOf(effect), rankOf(most ?? 'NONE'));
      // An agency reads its own words, whatever else they tell of.
      if (guard === guards[0] && rule === 'own' && isVisible) break;
    }
    return effects[least] ?? 'NONE';
  }

  function* faultsOf(
    facts: RequestFacts,
    row: Row,
    type: string,
    object: Answered,
    { isPart, said }: { readonly isPart: boolean; readonly said: Said | undefined },
  ): Generator<string> {
    const shape = schema.getType(type);
    if (!isObjectType(shape)) return;
    for (const [field, value] of Object.entries(object)) {
      if (!isPart && (field === '__typename' || field === 'id')) continue;
      const guards = labels.get(`${type}.${field}`);
      if (!guards || guards.some((guard) => policy.categories[guard]?.whole)) continue;
      const [first] = Array.isArray(value) ? value : [value];
      if (typeof first === 'object' && first !== null) {
        // A list of links is decided by the rows that are in it, which are on the way.
        if ('edges' in first) continue;
        const below = getNamedType(shape.getFields()[field]?.type);
        // What says its type is on the way, and looked at by itself.
        for (const part of Array.isArray(value) ? value : [value])
          if (below && part && !('__typename' in part))
            yield* faultsOf(facts, row, below.name, part, { isPart: true, said });
      }
      const effect = effectOf(facts, row, guards);
      compared[effect] += 1;
      const raw = isPart ? undefined : row.columns[nameOf(field)];
      if (effect === 'FULL' && isComparable(value, raw)) compared.rows += 1;
      const fault = faultOf(effect, value, raw);
      if (fault) yield `${type}.${field} of ${row.columns.id}: ${fault}`;
      if (!said) continue;
      const words = said(object, field) ?? 'FULL';
      const of = getNamedType(shape.getFields()[field]?.type);
      compared.said[words] += 1;
      if (!isSayable(effect, words, value, of))
        yield `${type}.${field} of ${row.columns.id}: ${effect}, and said to be ${words}`;
    }
  }

  const judge: Judge = {
    compared,
    count(asker, edge, { totalCount: { number }, pageInfo, edges }) {
      const facts = factsOf(policy, asker);
      // A link counts where the person at its end is not protected.
      const isCounted = (node: Answered | null): boolean => {
        const row = world.of(String(node?.__typename), String(node?.id));
        return !row?.subject || effectOf(facts, row, labels.get(edge)?.slice(0, 1) ?? []) === 'FULL';
      };
      const least = (edges ?? []).filter(({ node }) => isCounted(node)).length;
      compared.counts += 1;
      const isRight = number !== null && (pageInfo.hasNextPage ? number >= least : number === least);
      return isRight ? null : `${edge}: ${number} are counted, not ${least}`;
    },
    countAll(asker, type, number) {
      const visible = world.ids(type).filter((id) => judge.isVisible(asker, type, id)).length;
      compared.counts += 1;
      return number === visible ? null : `${type}: ${number} are counted, not ${visible}`;
    },
    isVisible(asker, type, id) {
      const row = world.of(type, id);
      if (!row) return false;
      return row.holds.some((name) => {
        const category = policy.categories[name];
        if (!category || category.public || category.envelope) return false;
        return (
          rankOf(decide(policy, factsOf(policy, asker), name, row.envelope, row.subject).effect) >= rankOf('MASKED')
        );
      });
    },
    look(asker, object, said) {
      const { __typename: type, id } = object;
      const row = typeof type === 'string' && typeof id === 'string' ? world.of(type, id) : undefined;
      return row ? [...faultsOf(factsOf(policy, asker), row, String(type), object, { isPart: false, said })] : [];
    },
  };
  return judge;
}

function rankOf(effect: Effect): number {
  return effects.indexOf(effect);
}

/** The viewer that the token of an asker makes. */
function factsOf(policy: Policy, { agency: id, role = 'ANALYST', purpose, caseReference }: Asker): RequestFacts {
  const agency = policy.agencies[id];
  if (!agency) throw new Error(`no agency ${id}`);
  const { kind, country, clearance } = agency;
  const viewer = { subject: 'test-staff', agency: id, kind, country, role, clearance };
  return { viewer, purpose, caseReference, asOf: new Date().toISOString() };
}

/**
 * Whether an answer may say so of a field of a type: of a hit only where there is a value, of an object nothing where its parts
 * are masked. An edge is decided by what this viewer may get of any row, in the source that has it.
 */
function isSayable(effect: Effect, said: Effect, value: unknown, type: unknown): boolean {
  if (isObjectType(type) && type.getFields().edges)
    return value === null ? said !== 'FULL' || effect === 'HIT' : said === 'FULL';
  return said === effect || (said === 'FULL' && (effect === 'HIT' || (effect === 'MASKED' && isObjectType(type))));
}

/** What is wrong with a value by what is decided of it; `raw` is undefined where no column is called as the field. */
function faultOf(effect: Effect, value: unknown, raw: unknown): string | null {
  if (effect === 'FULL')
    return isComparable(value, raw) && !isSame(value, raw) ? `FULL, and ${say(value)} is not ${say(raw)}` : null;
  if (value === null) return null;
  if (effect !== 'MASKED') return `${effect}, and ${say(value)} is shown`;
  // A mask keeps four digits of a year; what is longer than that loses something.
  return typeof value === 'string' && value.length > 4 && value === raw ? `MASKED, and ${say(value)} is whole` : null;
}

/** A value as the table has it, the same instant, or null for an empty list. */
function isSame(value: unknown, raw: unknown): boolean {
  if (value === raw || (value === null && Array.isArray(raw) && raw.length === 0)) return true;
  return typeof value === 'string' && typeof raw === 'string' && Date.parse(value) === Date.parse(raw);
}

/** True of a value and a column of one kind: a column may hold the number of a code, and no column may be called as the field. */
function isComparable(value: unknown, raw: unknown): boolean {
  if (value === null || raw === null) return raw !== undefined && value !== undefined;
  return typeof value !== 'object' && typeof value === typeof raw;
}

function say(value: unknown): string {
  return JSON.stringify(value).slice(0, 60);
}
