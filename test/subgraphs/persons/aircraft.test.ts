import { beforeAll, describe, expect, it } from '@jest/globals';
import { customs, judicial, openPersons, partner, police, tax } from './ask.js';
import { insertRows } from './fixtures.js';

const source = await openPersons('ES-TAX');

/** Fictitious: no nationality mark begins with Q. */
beforeAll(async () => {
  const { adminUrl } = source;
  await insertRows(adminUrl, 'aircraft_record', [
    {
      id: 'aircraftrecord_one',
      name: 'QX-EXM',
      aliases: ['Testing Kite'],
      registration: 'QX-EXM',
      past_registrations: ['QY-OLD'],
      country: 'XA',
      serial_number: 'SPEC 001',
      type: 'Cargo aircraft',
      model: 'EX-1',
      manufacturer: 'Exemplar Works',
      build_date: '1988-03-04',
      icao_address: '00ABCD',
      owner: 'Fictitious Air',
      operator: 'Specimen Wings',
      identifications: [{ type: 'OTHER', scheme: 'line number', number: '17', country: null }],
      sanctions: [{ authority: 'Office of Tests', programme: 'TEST1' }],
      programmes: ['TEST1'],
      holds: ['aircraft.identity', 'aircraft.registration', 'persons.sanctions'],
    },
    { id: 'aircraftrecord_former', name: 'QX-NEW', registration: 'QX-NEW', past_registrations: ['QX-EXM'] },
    {
      id: 'aircraftrecord_two',
      name: 'QX-EXM',
      registration: 'QX-EXM',
      source: 'demo-other',
      originator: 'EU-ANALYSIS',
    },
    {
      id: 'aircraftrecord_hidden',
      name: 'QX-HID',
      registration: 'QX-HID',
      classification: 4,
      originator: 'EU-ANALYSIS',
    },
    { id: 'aircraftrecord_nameless', name: 'MSN 7', serial_number: '7' },
    {
      id: 'aircraftrecord_lent',
      name: 'QX-LNT',
      registration: 'QX-LNT',
      releasable_to: ['agency:DE-POLICE'],
      hit_to: ['kind:CUSTOMS_MS'],
      originator: 'EU-ANALYSIS',
    },
  ]);
  await insertRows(adminUrl, 'person', [{ id: 'person_owner', name: 'Ovna Probe' }]);
  await insertRows(adminUrl, 'interest', [
    {
      id: 'interest_owner',
      kind: 'OWNERSHIP',
      holder_person_ref: 'ref_person_owner',
      aircraft_record_ref: 'ref_aircraftrecord_one',
    },
  ]);
  await insertRows(adminUrl, 'relation', [
    {
      id: 'relation_seen',
      kind: 'UNKNOWN_LINK',
      aircraft_record_ref: 'ref_aircraftrecord_one',
      relative_ref: 'ref_person_owner',
      subject_category: 'OTHER',
      subject_known: true,
    },
    {
      id: 'relation_seen_back',
      kind: 'UNKNOWN_LINK',
      inverse: true,
      person_ref: 'ref_person_owner',
      relative_aircraft_record_ref: 'ref_aircraftrecord_one',
    },
  ]);
});

const lookUp = async (asker: typeof police, registration: string, fields = 'id') =>
  await source.ask(asker, `query ($mark: String) { aircraft(registration: $mark) { ${fields} } }`, {
    mark: registration,
  });

describe('an aircraft', () => {
  it('is found by its registration mark in whatever writing, with all that is known of it', async () => {
    const fields = `id name aliases registration pastRegistrations country serialNumber type model manufacturer buildDate
      icaoAddress owner operator identifications { type scheme number } sanctions { programme } programmes
      handling { originator source }`;
    for (const mark of ['QX-EXM', 'qx exm', 'QXEXM', 'qx–exm']) {
      const { data, errors } = await lookUp(customs, mark, fields);
      expect(errors).toBeUndefined();
      expect(data?.aircraft).toEqual({
        id: 'aircraftrecord_one',
        name: 'QX-EXM',
        aliases: ['Testing Kite'],
        registration: 'QX-EXM',
        pastRegistrations: ['QY-OLD'],
        country: 'XA',
        serialNumber: 'SPEC 001',
        type: 'Cargo aircraft',
        model: 'EX-1',
        manufacturer: 'Exemplar Works',
        buildDate: '1988-03-04',
        icaoAddress: '00ABCD',
        owner: 'Fictitious Air',
        operator: 'Specimen Wings',
        identifications: [{ type: 'OTHER', scheme: 'line number', number: '17' }],
        sanctions: [{ programme: 'TEST1' }],
        programmes: ['TEST1'],
        handling: { originator: 'DE-POLICE', source: 'demo-persons' },
      });
    }
  });

  it('is found by a mark that it had, and gives way to one that has it now', async () => {
    expect((await lookUp(police, 'QY-OLD')).data?.aircraft).toEqual({ id: 'aircraftrecord_one' });
    // By id alone the former holder of the mark would come first.
    expect((await lookUp(police, 'QX-EXM')).data?.aircraft).toEqual({ id: 'aircraftrecord_one' });
    const { data } = await source.ask(
      police,
      `{ aircraftRecords(filter: { registration: { eq: "QX-EXM" } }) { edges { node { id } } } }`,
    );
    expect(idsOf(data)).toEqual(['aircraftrecord_former', 'aircraftrecord_one', 'aircraftrecord_two']);
  });

  it('is nothing where it is not known or not to be known of, and both look the same', async () => {
    const [unknown, hidden] = [await lookUp(customs, 'QX-NONE'), await lookUp(customs, 'QX-HID')];
    expect(unknown.data).toEqual({ aircraft: null });
    expect(hidden.data).toEqual(unknown.data);
    expect(hidden.extensions?.withheld).toEqual(unknown.extensions?.withheld);
  });

  it('is lent as a hit, with whom to ask, to those who may only know that it exists', async () => {
    const { data, extensions } = await lookUp(customs, 'QX-LNT', 'id registration');
    expect(data?.aircraft).toMatchObject({ registration: null });
    expect(source.recordOf(data?.aircraft as object)).toBe('aircraftrecord_lent');
    expect(extensions?.withheld).toEqual([
      expect.objectContaining({ path: ['aircraft', 'registration'], effect: 'HIT', contact: expect.any(String) }),
    ]);
    const renewed = (await lookUp(judicial, 'QX-NEW', 'id registration')).data?.aircraft;
    expect(renewed).toMatchObject({ registration: null });
    expect(source.recordOf(renewed as object)).toBe('aircraftrecord_former');
    const partners = (await lookUp(partner, 'QX-NEW', 'id model')).data?.aircraft;
    expect(partners).toMatchObject({ model: null });
    expect(source.recordOf(partners as object)).toBe('aircraftrecord_former');
  });

  it('answers by id and as an entity, and refuses two ways of naming it at once', async () => {
    const byId = await source.ask(police, `{ aircraft(id: "aircraftrecord_one") { registration } }`);
    expect(byId.data?.aircraft).toEqual({ registration: 'QX-EXM' });
    const keys = [{ ref: 'ref_aircraftrecord_one' }, { nodeKey: 'aircraftrecord_one' }, { ref: 'ref_nothing' }];
    const { data } = await source.ask(
      police,
      `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on AircraftRecord { registration } } }`,
      { keys: keys.map((key) => ({ __typename: 'AircraftRecord', ...key })) },
    );
    expect(data?._entities).toEqual([{ registration: 'QX-EXM' }, { registration: 'QX-EXM' }, null]);
    const both = await source.ask(police, `{ aircraft(id: "aircraftrecord_one", registration: "QX-EXM") { id } }`);
    expect(both.errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', at: 'Query.aircraft' });
  });

  it('masks names, marks and dates and drops lists where identity is masked', async () => {
    const { data } = await source.ask(
      tax,
      `{ aircraftRecords { edges { node { id name aliases registration pastRegistrations serialNumber buildDate
        icaoAddress sanctions { programme } } } } }`,
    );
    const page = data?.aircraftRecords as { edges: { node: Record<string, unknown> }[] } | undefined;
    expect(page?.edges.find(({ node }) => node.id === 'aircraftrecord_one')?.node).toMatchObject({
      aliases: null,
      pastRegistrations: null,
      buildDate: null,
      sanctions: [{ programme: 'TEST1' }],
    });
    expect(JSON.stringify(data)).not.toMatch(/EXM|Kite|OLD|SPEC|00ABCD/);
  });
});

const idsOf = (data: unknown) =>
  (data as { aircraftRecords?: { edges: { node: { id: string } }[] } } | undefined)?.aircraftRecords?.edges.map(
    ({ node }) => node.id,
  ) ?? [];

describe('records about aircraft', () => {
  const ids = async (args: string) => {
    const { data, errors } = await source.ask(customs, `{ aircraftRecords(${args}) { edges { node { id } } } }`);
    expect(errors).toBeUndefined();
    return idsOf(data);
  };

  it.each([
    ['one of its names', '{ name: { eq: "kite testing" } }', ['aircraftrecord_one']],
    ['a former mark', '{ registration: { in: ["qy old", "QX-NONE"] } }', ['aircraftrecord_one']],
    ['no mark', '{ registration: { isNull: true } }', ['aircraftrecord_nameless']],
    ['a serial number', '{ serialNumber: { eq: "spec-001" } }', ['aircraftrecord_one']],
    ['a 24-bit address', '{ icaoAddress: { eq: "00abcd" } }', ['aircraftrecord_one']],
    [
      'model, type and country',
      '{ model: { eq: "EX-1" }, type: { startsWith: "Cargo" }, country: { eq: "xa" } }',
      ['aircraftrecord_one'],
    ],
    ['a programme', '{ programme: { eq: "TEST1" } }', ['aircraftrecord_one']],
    ['a source', '{ source: { eq: "demo-other" } }', ['aircraftrecord_two']],
  ])('are found by %s', async (_what, filter, expected) => {
    expect(await ids(`filter: ${filter}`)).toEqual(expected);
  });

  it('are ordered by name and by date of build', async () => {
    expect(await ids(`sort: { field: NAME, direction: DESC }, first: 2`)).toEqual([
      'aircraftrecord_former',
      'aircraftrecord_one',
    ]);
    expect(await ids(`sort: { field: BUILD_DATE }, first: 1`)).toEqual(['aircraftrecord_one']);
  });

  it('are found by no mark where it would not be shown', async () => {
    const { data } = await source.ask(
      judicial,
      `{ aircraftRecords(filter: { registration: { eq: "QX-EXM" } }) { edges { node { id } } } }`,
    );
    expect(idsOf(data)).toEqual([]);
  });

  it('lead to their owners and to those with whom they were seen, and back', async () => {
    const { data, errors } = await source.ask(
      police,
      `{ aircraft(id: "aircraftrecord_one") {
           interests { edges { node { id kind holderPerson { id } } } }
           relations { edges { node { id inverse person { id } } } } }
         person(id: "person_owner") {
           interests { edges { node { id aircraftRecord { registration } } } }
           relations { edges { node { id inverse aircraftRecord { registration } } } } } }`,
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({
      aircraft: {
        interests: {
          edges: [{ node: { id: 'interest_owner', kind: 'OWNERSHIP', holderPerson: { id: 'person_owner' } } }],
        },
        relations: { edges: [{ node: { id: 'relation_seen', inverse: false, person: { id: 'person_owner' } } }] },
      },
      person: {
        interests: { edges: [{ node: { id: 'interest_owner', aircraftRecord: { registration: 'QX-EXM' } } }] },
        relations: {
          edges: [{ node: { id: 'relation_seen_back', inverse: true, aircraftRecord: { registration: 'QX-EXM' } } }],
        },
      },
    });
  });
});
