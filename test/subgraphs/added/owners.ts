import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Purpose } from '../../../policy/types.js';
import { openVehicles, type Place, type VehicleSource } from './vehicles.js';

/** Who of others' vehicles is shown the owners, and the agency that states them. */
const viewers: readonly (readonly [agency: string, purpose: Purpose])[] = [
  ['DE-POLICE', 'CRIMINAL_INVESTIGATION'],
  ['BE-CUSTOMS', 'CUSTOMS_CONTROL'],
  ['NL-CUSTOMS', 'CRIMINAL_INVESTIGATION'],
  ['PL-BORDER', 'BORDER_CHECK'],
  ['EU-ANALYSIS', 'CRIMINAL_INVESTIGATION'],
];

const person = (sourceRef: string, envelope: object) => ({
  ...{ kind: 'person', sourceRef, names: [{ name: `Exempla ${sourceRef}`, kind: 'NAME' }], envelope },
});

// All persons are invented.
const persons = [
  person('suspect', { dataSubjectCategory: 'SUSPECT' }),
  person('victim', { dataSubjectCategory: 'VICTIM' }),
  person('witness', { dataSubjectCategory: 'WITNESS' }),
  person('child', { dataSubjectCategory: 'SUSPECT', minor: true }),
  person('untold', {}),
];
const protectedOwners = ['child', 'noRecord', 'untold', 'victim', 'witness'];

/** Who is shown as the owner. */
interface Owner {
  readonly name: string | null;
  readonly person: { readonly ref: string } | null;
}

/** A record as it was delivered. */
interface Raw {
  readonly statement: string | null;
}

/** That a source which is added protects the owners of its vehicles, wherever the description says who they are. */
export function testOwners(place: Place): void {
  let vehicles: VehicleSource;

  const vehicle = (sourceRef: string, owner: string | null, subject?: object) => {
    const pointer = owner === null ? null : { source: 'demo-persons', sourceRef: owner };
    const said = { ownerName: `Exempla ${owner ?? sourceRef}`, ...(subject ? { subject } : {}) };
    const whose = place === 'grouped' ? { held: { ...said, person: pointer } } : { ...said, owner: pointer };
    return { kind: 'vehicle', sourceRef, plate: sourceRef.toUpperCase(), ...whose };
  };
  const whose = place === 'grouped' ? 'held { name person { ref } }' : 'ownerName owner { ref }';
  type Node = Readonly<Record<string, unknown>>;
  const shownOf = ({ held, ownerName, owner }: Node): readonly [name: string | null, ref: string | null] => {
    const whom = (place === 'grouped' ? held : { name: ownerName, person: owner }) as Owner | null;
    return [whom?.name ?? null, whom?.person?.ref ?? null];
  };

  beforeAll(async () => {
    vehicles = await openVehicles(place);
    await vehicles.ingest('demo-persons', 'DE-POLICE', ...persons);
    await vehicles.ingest(
      'register',
      'DE-POLICE',
      ...[...protectedOwners, 'suspect'].map((owner) => vehicle(owner, owner)),
      vehicle('nameless', null),
      vehicle('stated', 'suspect', { category: 'VICTIM' }),
    );
  });

  const ask = async (viewer: (typeof viewers)[number], query: string, variables = {}): Promise<Node> => {
    const { data, errors } = await vehicles.ask(...viewer, query, variables);
    expect(errors).toBeUndefined();
    return data as Node;
  };
  const pageOf = async (viewer: (typeof viewers)[number], args: string, select = 'plate') => {
    const { vehicles: page } = await ask(viewer, `{ vehicles${args} { edges { node { ${select} } } } }`);
    return (page as { edges: { node: Node }[] }).edges.map(({ node }) => node);
  };
  const platesOf = async (...[viewer, args]: [(typeof viewers)[number], string]) =>
    (await pageOf(viewer, args)).map(({ plate }) => plate as string);

  describe.each(viewers)(`an owner who stands ${place}, for %s`, (...viewer) => {
    it('is shown where known not to be protected, and else masked and led to by nothing', async () => {
      const shown = new Map((await pageOf(viewer, '', `plate ${whose}`)).map((node) => [node.plate, shownOf(node)]));
      expect(shown.get('SUSPECT')).toEqual(['Exempla suspect', vehicles.refOf('suspect')]);
      for (const plate of [...protectedOwners, 'nameless', 'stated'])
        expect([plate, shown.get(plate.toUpperCase())]).toEqual([plate, [expect.stringMatching(/^E… .…$/), null]]);
    });

    it('leads to the vehicle where not protected alone', async () => {
      for (const owner of [...protectedOwners, 'suspect']) {
        const { _entities } = await ask(
          viewer,
          'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Person { vehicles { edges { node { plate } } } } } }',
          { of: [{ __typename: 'Person', visibleRef: vehicles.refOf(owner) }] },
        );
        const [{ vehicles: found }] = _entities as [{ vehicles: { edges: { node: { plate: string } }[] } }];
        expect([owner, found.edges.map(({ node }) => node.plate)]).toEqual([
          owner,
          owner === 'suspect' ? ['SUSPECT'] : [],
        ]);
      }
    });

    it('is neither found nor ruled out by a filter, and orders nothing', async () => {
      expect(await platesOf(viewer, '(filter: { ownerName: { startsWith: "Exempla" } })')).toEqual(['SUSPECT']);
      expect(await platesOf(viewer, '(filter: { ownerName: { eq: "Exempla victim" } })')).toEqual([]);
      for (const name of ['Exempla victim', 'Nobody'])
        expect(await platesOf(viewer, `(filter: { not: { ownerName: { eq: "${name}" } } })`)).toEqual(['SUSPECT']);
      expect(await platesOf(viewer, '(filter: { ownerName: { isNull: true } })')).toEqual([]);
      const up = await platesOf(viewer, '(sort: { field: OWNER_NAME })');
      expect(await platesOf(viewer, '(sort: { field: OWNER_NAME, direction: DESC })')).toEqual(up);
      expect(up[0]).toBe('SUSPECT');
    });

    it('is not found by the words of the name, and the vehicle is by its plate', async () => {
      expect(await vehicles.search(...viewer, 'exempla')).toEqual(['SUSPECT']);
      expect(await vehicles.search(...viewer, 'victim')).toEqual([]);
      const { vehicle: found } = await ask(viewer, `{ vehicle(plate: "VICTIM") { plate ${whose} } }`);
      expect(found).toMatchObject({ plate: 'VICTIM' });
      expect(shownOf(found as Node)[1]).toBeNull();
    });
  });

  it('is named to its originator raw where not protected, by what is stored now and by what was stated before', async () => {
    const said = [{ category: 'SUSPECT' }, { category: 'VICTIM' }, { category: 'SUSPECT' }];
    for (const subject of said) await vehicles.ingest('register', 'DE-POLICE', vehicle('changed', 'suspect', subject));
    const select = 'plate provenance { statement } versions { statement }';
    const nodes = await pageOf(['DE-POLICE', 'CRIMINAL_INVESTIGATION'], '', select);
    const raw = nodes.filter(({ provenance }) => (provenance as Raw).statement).map(({ plate }) => plate);
    expect(raw.sort()).toEqual(['CHANGED', 'SUSPECT']);
    const { versions } = nodes.find(({ plate }) => plate === 'CHANGED') as { versions: readonly Raw[] };
    // The latest first.
    expect(versions.map(({ statement }) => statement !== null)).toEqual([false, true]);
  });

  it('protects the next owner at once, of whom nobody has told yet, though the one before was told of', async () => {
    const [viewer] = viewers as [(typeof viewers)[number]];
    const owned = '(filter: { ownerName: { startsWith: "Exempla" } })';
    await vehicles.ingest('register', 'DE-POLICE', vehicle('suspect', 'victim'));
    expect(await platesOf(viewer, owned)).toEqual(['CHANGED']);
    await vehicles.ingest('register', 'DE-POLICE', vehicle('suspect', 'suspect'));
    expect((await platesOf(viewer, owned)).sort()).toEqual(['CHANGED', 'SUSPECT']);
    await vehicles.ingest('demo-persons', 'DE-POLICE', person('suspect', { dataSubjectCategory: 'WITNESS' }));
    expect(await platesOf(viewer, owned)).toEqual([]);
    await vehicles.ingest('demo-persons', 'DE-POLICE', person('untold', { dataSubjectCategory: 'OTHER' }));
    expect(await platesOf(viewer, owned)).toEqual(['UNTOLD']);
  });
}
