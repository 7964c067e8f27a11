import { describe, expect, it } from '@jest/globals';
import { type GraphQLSchema, isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { bounds } from '../../policy/bounds.js';
import { decide } from '../../policy/decide.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { viewSchema } from '../../policy/operations/viewSchema.js';
import type { Agency, Policy } from '../../policy/policy.js';
import { ordinary } from '../../policy/space/records.js';
import { factsOf } from '../../policy/testing/cases.js';
import { agencyKinds, type Category, purposes, type RequestFacts, roles } from '../../policy/types.js';
import { access, schema } from './operations/wholeGraph.js';

const shipped = loadPolicy();
const kinds = agencyKinds;
const categories = Object.keys(shipped.categories).filter((category) => !shipped.categories[category]?.public);

/** An agency of a kind that originates nothing, may state everything, and is a member of nothing. */
function newcomer(kind: Agency['kind']): Agency {
  const model = Object.values(shipped.agencies)[0] as Agency;
  return { ...model, id: 'TT-NEW', kind, country: 'TT', clearance: 'SECRET_UE', originates: [], roles, purposes };
}

function policyWith(agency: Agency, closed?: Category): Policy {
  const row = closed === undefined ? undefined : shipped.categories[closed];
  const none = { effect: 'NONE', roles: null, purposes: null, otherwise: 'NONE', scope: null } as const;
  return {
    ...shipped,
    agencies: { ...shipped.agencies, [agency.id]: agency },
    categories: row
      ? { ...shipped.categories, [row.category]: { ...row, cells: { ...row.cells, [agency.kind]: none } } }
      : shipped.categories,
  };
}

/** Every role and purpose that the policy lets go together, under a case. */
function requestsOf(policy: Policy): readonly RequestFacts[] {
  return roles.flatMap((role) =>
    policy.roles[role].purposes.map((purpose) => factsOf(policy, `TT-NEW ${role}`, purpose, { case: 'X-1' })),
  );
}

describe('an agency that originates nothing', () => {
  it.each(kinds)('of kind %s has no way to a category whose cell is NONE', (kind) => {
    const agency = newcomer(kind);
    const open = new Map(
      requestsOf(policyWith(agency)).map((facts) => [facts, bounds(policyWith(agency), facts)] as const),
    );
    for (const category of categories) {
      const policy = policyWith(agency, category);
      for (const [facts, boundsOf] of open) {
        if (boundsOf(category).ceiling === 'NONE') continue;
        expect([category, facts.viewer.role, bounds(policy, facts)(category).ceiling]).toEqual([
          category,
          facts.viewer.role,
          'NONE',
        ]);
        const own = { ...ordinary, originator: agency.id, releasableTo: [`agency:${agency.id}`] };
        expect(decide(policy, facts, category, own).effect).toBe('NONE');
        break;
      }
    }
  });

  /** Coordinates of a category that a view's introspection names. */
  const named = (view: GraphQLSchema, category: Category): readonly string[] =>
    Object.values(view.getTypeMap()).flatMap((type) => {
      const members = isObjectType(type) || isInputObjectType(type) ? Object.keys(type.getFields()) : [];
      const values = isEnumType(type) ? type.getValues().map(({ name }) => name) : [];
      return [...members, ...values]
        .map((member) => `${type.name}.${member}`)
        .filter((coordinate) => {
          return access.of(coordinate)?.category === category;
        });
    });

  it.each(categories.map((category, at) => [category, kinds[at % kinds.length] as Agency['kind']] as const))(
    'is shown no field, filter or sort of %s where its cell, of %s, is NONE',
    (category, kind) => {
      const agency = newcomer(kind);
      const open = policyWith(agency);
      const facts = requestsOf(open).find((each) => bounds(open, each)(category).ceiling !== 'NONE');
      if (!facts) return;
      expect(named(viewSchema(schema, access, bounds(policyWith(agency, category), facts)), category)).toEqual([]);
    },
  );
});

describe('an agency that originates some source', () => {
  it('has data of its own in the categories of that source, and in no others', () => {
    const border = factsOf(shipped, 'PL-BORDER INVESTIGATOR', 'CRIMINAL_INVESTIGATION', { case: 'PLB-2026-00009' });
    const ceilings = bounds(shipped, border);
    expect([ceilings('persons.reason').ceiling, ceilings('incidents.narrative').ceiling]).toEqual(['FULL', 'FULL']);
    // Its cells, and no more: it enters no goods and no seizures.
    for (const category of ['cargo.risk', 'cargo.parties', 'seizures.core', 'seizures.method'])
      expect([category, ceilings(category).ceiling]).toEqual([
        category,
        shipped.categories[category]?.cells.BORDER_GUARD_MS.effect,
      ]);
    const stated = { ...ordinary, originator: 'PL-BORDER' };
    expect(decide(shipped, border, 'cargo.risk', stated).effect).toBe('NONE');
    expect(decide(shipped, border, 'persons.reason', stated)).toMatchObject({ effect: 'FULL', rule: 'own' });
    // What stands on records of every source is its own as well.
    expect(decide(shipped, border, 'handling.originator', stated).effect).toBe('FULL');
  });

  it('names a source of which the policy says what it holds', () => {
    const sources = Object.values(shipped.agencies).flatMap(({ originates }) => originates);
    expect(sources.filter((source) => shipped.sources[source] === undefined)).toEqual([]);
  });
});
