import { beforeAll, describe, expect, it } from '@jest/globals';
import { antifraud, border, customs, openPersons, police } from './ask.js';
import { insertRows } from './fixtures.js';

const eori = 'XATEST0000001';
const crowd = Array.from({ length: 100 }, (_, index) => String(index + 1).padStart(3, '0'));

const source = await openPersons();

/** Of a relation: who stands at its end is known, and not protected. */
const known = { subject_category: 'OTHER', subject_known: true };

beforeAll(async () => {
  const { adminUrl } = source;
  await insertRows(adminUrl, 'person', [
    { id: 'person_owner', name: 'Ovna Probe', eori },
    { id: 'person_brother', name: 'Bruder Probe' },
    { id: 'person_hidden', name: 'Hida Probe', classification: 4, originator: 'EU-ANALYSIS' },
    ...crowd.map((number) => ({
      id: `person_crowd${number}`,
      name: `Aakrauda ${number} Probe`,
      eori: `XACROWD${number}`,
    })),
  ]);
  await insertRows(adminUrl, 'organization', [
    {
      id: 'organization_firm',
      name: 'Fictitious Trading GmbH',
      aliases: ['FT Nowhere'],
      jurisdiction: 'NL',
      registration_number: 'TST 00-1',
      eori,
      vat_code: 'XA0000001',
      addresses: [{ full: 'Testlaan 2', country: 'NL' }],
    },
    { id: 'organization_parent', name: 'Fictitious Holding', originator: 'EU-ANALYSIS' },
    {
      id: 'organization_lent',
      name: 'Fictitious Lent',
      registration_number: 'LENT-1',
      releasable_to: ['agency:DE-POLICE'],
      hit_to: ['kind:CUSTOMS_MS'],
    },
  ]);
  await insertRows(adminUrl, 'vessel_record', [{ id: 'vesselrecord_ship', name: 'Testing Tern' }]);
  await insertRows(adminUrl, 'interest', [
    {
      id: 'interest_a',
      kind: 'OWNERSHIP',
      percentage: 60,
      holder_person_ref: 'ref_person_owner',
      organization_ref: 'ref_organization_firm',
    },
    {
      id: 'interest_b',
      kind: 'OWNERSHIP',
      holder_organization_ref: 'ref_organization_parent',
      organization_ref: 'ref_organization_firm',
    },
    {
      id: 'interest_c',
      kind: 'OWNERSHIP',
      holder_organization_ref: 'ref_organization_firm',
      vessel_record_ref: 'ref_vesselrecord_ship',
    },
    {
      id: 'interest_d',
      kind: 'DIRECTORSHIP',
      role: 'sole director',
      holder_person_ref: 'ref_person_hidden',
      organization_ref: 'ref_organization_firm',
    },
    {
      id: 'interest_e',
      kind: 'DIRECTORSHIP',
      classification: 4,
      originator: 'EU-ANALYSIS',
      holder_person_ref: 'ref_person_owner',
      organization_ref: 'ref_organization_firm',
    },
    ...crowd.map((number) => ({
      id: `interest_crowd${number}`,
      kind: 'OWNERSHIP',
      holder_person_ref: `ref_person_crowd${number}`,
      organization_ref: 'ref_organization_parent',
    })),
  ]);
  await insertRows(adminUrl, 'relation', [
    {
      id: 'relation_a',
      ...known,
      kind: 'FAMILY',
      relationship: 'brother',
      stated_name: 'B. Probe',
      person_ref: 'ref_person_owner',
      relative_ref: 'ref_person_brother',
    },
    {
      id: 'relation_b',
      ...known,
      kind: 'ASSOCIATE',
      stated_name: 'somebody',
      person_ref: 'ref_person_owner',
      relative_ref: 'ref_nobody',
    },
    {
      id: 'relation_minor',
      ...known,
      kind: 'FAMILY',
      person_ref: 'ref_person_brother',
      relative_ref: 'ref_person_owner',
      minor: true,
    },
    {
      id: 'relation_agent',
      ...known,
      kind: 'REPRESENTATION',
      relationship: 'agent',
      person_ref: 'ref_person_owner',
      relative_ref: 'ref_organization_firm',
      relative_organization_ref: 'ref_organization_firm',
    },
    {
      id: 'relation_client',
      ...known,
      kind: 'REPRESENTATION',
      relationship: 'agent',
      inverse: true,
      summary: 'As registered.',
      amount_minor_units: 5_103_455,
      amount_currency: 'EUR',
      organization_ref: 'ref_organization_firm',
      relative_ref: 'ref_person_owner',
      relative_organization_ref: 'ref_person_owner',
    },
    {
      id: 'relation_ship',
      kind: 'UNKNOWN_LINK',
      vessel_record_ref: 'ref_vesselrecord_ship',
      relative_vessel_record_ref: 'ref_vesselrecord_ship',
    },
    ...crowd.map((number) => ({
      id: `relation_crowd${number}`,
      ...known,
      kind: 'ASSOCIATE',
      person_ref: `ref_person_crowd${number}`,
      relative_ref: 'ref_person_brother',
    })),
  ]);
});

const interests = `interests { edges { node { id kind role percentage
  holderPerson { id name } holderOrganization { id } organization { id } vesselRecord { id name } } } }`;

const idsOf = (connection: unknown) =>
  (connection as { edges: { node: { id: string } }[] } | null)?.edges.map(({ node }) => node.id) ?? null;

describe('interests', () => {
  it('lead from a person to what it owns', async () => {
    const { data, errors } = await source.ask(police, `{ person(id: "person_owner") { ${interests} } }`);
    expect(errors).toBeUndefined();
    const person = data?.person as { interests: { edges: { node: unknown }[] } };
    expect(person.interests.edges.map(({ node }) => node)).toEqual([
      {
        id: 'interest_a',
        kind: 'OWNERSHIP',
        role: null,
        percentage: 60,
        holderPerson: { id: 'person_owner', name: 'Ovna Probe' },
        holderOrganization: null,
        organization: { id: 'organization_firm' },
        vesselRecord: null,
      },
      expect.objectContaining({ id: 'interest_e', kind: 'DIRECTORSHIP' }),
    ]);
  });

  it('lead from an organization to its owners and to what it owns', async () => {
    const { data } = await source.ask(police, `{ organization(id: "organization_firm") { ${interests} } }`);
    const organization = data?.organization as { interests: { edges: { node: { id: string } }[] } };
    expect(idsOf(organization.interests)).toEqual([
      'interest_a',
      'interest_b',
      'interest_c',
      'interest_d',
      'interest_e',
    ]);
    expect(organization.interests.edges[2]?.node).toMatchObject({ vesselRecord: { name: 'Testing Tern' } });
  });

  it('lead from a ship to its owner', async () => {
    const { data } = await source.ask(police, `{ vessels { edges { node { id ${interests} } } } }`);
    const page = data?.vessels as { edges: { node: { interests: unknown } }[] } | undefined;
    expect(idsOf(page?.edges[0]?.node.interests)).toEqual(['interest_c']);
  });

  it('are walled one by one, and their ends again: null is "none, or not for you"', async () => {
    const { data, extensions } = await source.ask(
      customs,
      `{ organization(id: "organization_firm") { ${interests} } }`,
    );
    const organization = data?.organization as { interests: { edges: { node: Record<string, unknown> }[] } };
    expect(idsOf(organization.interests)).toEqual(['interest_a', 'interest_b', 'interest_c', 'interest_d']);
    expect(organization.interests.edges[3]?.node).toMatchObject({ role: 'sole director', holderPerson: null });
    expect(JSON.stringify(data)).not.toContain('person_hidden');
    // Why the pseudonym: what the link says is said of her; the log tells it, the answer does not.
    expect(JSON.stringify(extensions).replace('"ref_person_hidden"', '')).not.toContain('person_hidden');
    expect(JSON.stringify({ data, extensions })).not.toMatch(/Hida|interest_e/);
  });

  it('are not shown where registration is masked: a page of links would tell who holds what', async () => {
    const { data } = await source.ask(border, `{ organization(id: "organization_firm") { name ${interests} } }`);
    const organization = data?.organization as { interests: unknown };
    expect(idsOf(organization.interests) ?? []).toEqual([]);
  });
});

describe('relations', () => {
  const relations = `relations { edges { node { id inverse summary amount { minorUnits currency } person { id } organization { id } vesselRecord { id } } } }`;

  it('show at the other end too, as seen from there, whatever kind of record it is', async () => {
    const { data, errors } = await source.ask(
      police,
      `{ organization(id: "organization_firm") { ${relations} } vessels { edges { node { ${relations} } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data?.organization).toEqual({
      relations: {
        edges: [
          {
            node: {
              id: 'relation_client',
              inverse: true,
              summary: 'As registered.',
              amount: { minorUnits: 5_103_455, currency: 'EUR' },
              person: { id: 'person_owner' },
              organization: null,
              vesselRecord: null,
            },
          },
        ],
      },
    });
    const ships = data?.vessels as { edges: { node: { relations: unknown } }[] };
    expect(ships.edges.map(({ node }) => idsOf(node.relations))).toEqual([['relation_ship']]);
  });

  it('are nothing to those who may not see why somebody is recorded', async () => {
    const { data } = await source.ask(customs, `{ organization(id: "organization_firm") { id ${relations} } }`);
    expect(data?.organization).toEqual({ id: 'organization_firm', relations: null });
  });

  it('name the other in the words of who asserts them, and lead to the record where there is one', async () => {
    const query = `{ person(id: "person_owner") { relations { edges { node { id kind relationship statedName person { id name } } } } } }`;
    const { data } = await source.ask(police, query);
    expect(data?.person).toEqual({
      relations: {
        edges: [
          {
            node: {
              id: 'relation_a',
              kind: 'FAMILY',
              relationship: 'brother',
              statedName: 'B. Probe',
              person: { id: 'person_brother', name: 'Bruder Probe' },
            },
          },
          {
            node: {
              id: 'relation_agent',
              kind: 'REPRESENTATION',
              relationship: 'agent',
              statedName: null,
              person: null,
            },
          },
          {
            node: { id: 'relation_b', kind: 'ASSOCIATE', relationship: null, statedName: 'somebody', person: null },
          },
        ],
      },
    });
    const asCustoms = await source.ask(customs, query);
    expect(asCustoms.data?.person).toEqual({ relations: null });
  });
});

describe('relations of protected persons', () => {
  it('are not shown where the assertion is masked, its originator included', async () => {
    const { data } = await source.ask(
      police,
      `{ person(id: "person_brother") { id relations { edges { node { id } } } } }`,
    );
    expect(data?.person).toEqual({ id: 'person_brother', relations: { edges: [] } });
  });
});

describe('an economic operator', () => {
  it('leads to organizations and persons under its EORI, and back', async () => {
    const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on EconomicOperator { eori
      organizations { edges { node { id economicOperator { eori } } } } persons { edges { node { id economicOperator { eori } } } } } } }`;
    const { data, errors } = await source.ask(customs, query, { keys: [{ __typename: 'EconomicOperator', eori }] });
    expect(errors).toBeUndefined();
    expect(data?._entities).toEqual([
      {
        eori,
        organizations: { edges: [{ node: { id: 'organization_firm', economicOperator: { eori } } }] },
        persons: { edges: [{ node: { id: 'person_owner', economicOperator: { eori } } }] },
      },
    ]);
    const masked = await source.ask(border, query, { keys: [{ __typename: 'EconomicOperator', eori }] });
    const operators = masked.data?._entities as { organizations: unknown }[] | undefined;
    expect(idsOf(operators?.[0]?.organizations) ?? []).toEqual([]);
    const documentsMasked = await source.ask(antifraud, query, { keys: [{ __typename: 'EconomicOperator', eori }] });
    expect(documentsMasked.data?._entities).toMatchObject([
      { organizations: { edges: [expect.anything()] }, persons: { edges: [] } },
    ]);
  });

  it('is null for a text that is no EORI', async () => {
    const { data } = await source.ask(
      customs,
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on EconomicOperator { eori } } }`,
      { keys: [{ __typename: 'EconomicOperator', eori: '!' }] },
    );
    expect(data).toEqual({ _entities: [null] });
  });
});

describe('an organization', () => {
  it('is found by EORI and by registration number, exactly', async () => {
    const found = async (args: string) =>
      (await source.ask(customs, `{ organization(${args}) { id name } }`)).data?.organization;
    const firm = { id: 'organization_firm', name: 'Fictitious Trading GmbH' };
    expect(await found(`eori: "xa test-0000001"`)).toEqual(firm);
    expect(await found(`registrationNumber: "tst001"`)).toEqual(firm);
    expect(await found(`registrationNumber: "tst002"`)).toBeNull();
    const hit = await found(`registrationNumber: "LENT 1"`);
    expect([source.recordOf(hit as object), hit]).toMatchObject(['organization_lent', { name: null }]);
  });

  it('is filtered by its numbers as they are compared, whatever their spelling', async () => {
    for (const filter of [
      'eori: { eq: "xa-test0000001" }',
      'registrationNumber: { eq: "tst-001" }',
      'jurisdiction: { eq: "nl" }',
    ]) {
      const { data } = await source.ask(customs, `{ organizations(filter: { ${filter} }) { edges { node { id } } } }`);
      expect(idsOf(data?.organizations)).toEqual(['organization_firm']);
    }
  });

  it('is never a row of a list, a filter or a page where it is only a hit', async () => {
    const { data } = await source.ask(
      customs,
      `{ organizations(filter: { jurisdiction: { isNull: true } }) { edges { node { id } } } }`,
    );
    expect(idsOf(data?.organizations)).toEqual(['organization_parent']);
  });
});

describe('statements', () => {
  const query = `query ($first: Int!) { persons(first: $first, sort: { field: NAME, direction: ASC }) { edges { node {
    id name economicOperator { eori organizations { edges { node { id } } } persons { edges { node { id } } } }
    relations { edges { node { person { name } } } } ${interests} } } } }`;

  it('are as many for 1 person as for 100', async () => {
    const answers = [await source.ask(police, query, { first: 1 }), await source.ask(police, query, { first: 100 })];
    const sizes = answers.map(({ data }) => idsOf(data?.persons)?.length);
    expect(answers.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    expect(sizes).toEqual([1, 100]);
    // persons; operators' organizations and persons; relations; interests; their ends: persons once or, where the two
    // edges answer at different moments, twice; organizations.
    for (const { extensions } of answers) {
      expect(extensions?.manifest.statements).toBeGreaterThanOrEqual(7);
      expect(extensions?.manifest.statements).toBeLessThanOrEqual(8);
    }
  });

  it('are as many for 1 entity as for 100', async () => {
    const statementsFor = async (numbers: readonly string[]) => {
      const { extensions } = await source.ask(
        police,
        `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on Person { name ${interests} } } }`,
        { keys: numbers.map((number) => ({ __typename: 'Person', visibleRef: `ref_person_crowd${number}` })) },
      );
      return extensions?.manifest.statements;
    };
    expect(await statementsFor(['001'])).toBe(await statementsFor(crowd));
  });
});
