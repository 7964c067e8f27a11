import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { bounds } from '../../policy/bounds.js';
import { decide } from '../../policy/decide.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { guardOf } from '../../policy/operations/coordinates.js';
import { leastOf } from '../../policy/rules/verdict.js';
import { ordinary } from '../../policy/space/records.js';
import { factsOf } from '../../policy/testing/cases.js';
import { type Category, type Envelope, type RequestFacts, rank } from '../../policy/types.js';
import { type Access, guardsOf, readAccess } from '../../schema/access.js';
import { readPackageFile } from '../../schema/files.js';

const policy = loadPolicy();
const access = readAccess(parse(readPackageFile('schema', 'supergraph.graphql')));

interface Holder {
  readonly coordinate: string;
  readonly label: Access;
}

const shown = access.coordinates().flatMap((coordinate): Holder[] => {
  const label = access.of(coordinate);
  return label?.use === 'READ' && label.data.length > 0 ? [{ coordinate, label }] : [];
});
const isHome = ({ label }: Holder, of: Holder) => label.also.length === 0 && label.category !== of.label.category;
const pairs = shown.flatMap((copy) =>
  shown
    .filter((home) => isHome(home, copy) && home.label.data.some((datum) => copy.label.data.includes(datum)))
    .filter(({ label }) => label.category !== 'handling.originator')
    .map((home) => ({ copy, home })),
);

/** Every agency, role and purpose that the policy lets state each other. */
function* viewers(): Generator<RequestFacts> {
  for (const { id, roles, purposes, caseReference } of Object.values(policy.agencies))
    for (const role of roles)
      for (const purpose of purposes.filter((each) => policy.roles[role].purposes.includes(each)))
        yield factsOf(policy, `${id} ${role}`, purpose, { case: caseReference.example, asOf: '2026-11-25T10:00:00Z' });
}

const envelope: Envelope = { ...ordinary, originator: 'NL-CUSTOMS', source: 'demo-seizures', sourceRef: 'S-1' };
const operation = policy.operations[0]?.id ?? '';
const records: readonly Envelope[] = [
  envelope,
  { ...envelope, minor: true },
  { ...envelope, jointOperation: operation },
];

describe('a datum', () => {
  it('is held by copies of MRN, case reference, name and birth date, among others', () => {
    const copies = pairs.map(({ copy, home }) => `${copy.coordinate} < ${home.coordinate}`);
    expect(copies).toEqual(
      expect.arrayContaining([
        'Handling.caseReference < Seizure.caseReference',
        'Handling.caseReference < Incident.caseReference',
        'IncidentSeizure.statedCaseReference < Seizure.caseReference',
        'SeizureConsignment.statedMrn < Consignment.mrn',
        'IncidentConsignment.statedMrn < Consignment.mrn',
        'SeizurePerson.statedName < Person.name',
        'SeizurePerson.statedBirthDate < Person.birthDate',
        'IncidentPerson.statedName < Person.name',
        'Relation.statedName < Organization.name',
        'Provenance.source < Handling.source',
      ]),
    );
  });

  it('is shown by no copy to a viewer who would not see it at home, whatever agency, role and purpose', () => {
    const effect = (facts: RequestFacts, record: Envelope, { label }: Holder) =>
      leastOf({ of: (category: Category) => decide(policy, facts, category, record) }, guardsOf(label)).decision.effect;
    const wrong = new Set<string>();
    for (const facts of viewers())
      for (const record of facts.viewer.agency === envelope.originator ? [] : records)
        for (const { copy, home } of pairs)
          if (rank[effect(facts, record, copy)] > rank[effect(facts, record, home)])
            wrong.add(`${copy.coordinate} over ${home.coordinate}: ${facts.viewer.agency} ${facts.purpose}`);
    expect([...wrong]).toEqual([]);
  });

  it('is asked for at the gate by the narrowest of the categories that guard it', () => {
    for (const facts of viewers()) {
      const boundsOf = bounds(policy, facts);
      for (const { copy, home } of pairs) {
        const { category, bound } = guardOf(access, boundsOf, copy.coordinate);
        if (copy.label.also.length > 0)
          expect(rank[bound.ceiling]).toBeLessThanOrEqual(rank[boundsOf(home.label.category).ceiling]);
        expect(boundsOf(category)).toBe(bound);
      }
    }
  });

  it('is read by an agency in the words that it entered itself, though its cell at home is narrower', () => {
    // Enters incidents, and no cargo.
    const [analyst] = [...viewers()].filter(({ viewer, purpose }) => {
      return viewer.agency === 'EU-SANCTIONS-DESK' && viewer.role === 'ANALYST' && purpose === 'SANCTIONS_ENFORCEMENT';
    });
    if (!analyst) throw new Error('no analyst');
    const guards = ['incidents.summary', 'cargo.movement'];
    const effect = (record: Envelope) =>
      leastOf({ of: (category) => decide(policy, analyst, category, record) }, guards).decision.effect;
    const own = {
      ...envelope,
      originator: 'EU-SANCTIONS-DESK',
      releasableTo: ['agency:NL-CUSTOMS'],
      handlingCodes: ['H2'],
    };
    expect(effect(own)).toBe('FULL');
    expect(effect(envelope)).toBe('MASKED');
  });
});
