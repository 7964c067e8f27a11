import { describe, expect, test } from '@jest/globals';
import { closeOverForeign, isForeign } from '../../../policy/foreign/closeOverForeign.js';
import { loadPolicy, parsePolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { composed, registryCoordinates, registryFiles, registryPolicy, registrySources } from './registry.js';

const sdl = composed();

/** The lines by which a start is refused, with one thing changed. */
function refused(from: string, to: string, supergraph = sdl): string[] {
  const files = registryFiles(registryCoordinates.replace(from, to));
  expect(from === '' || files.coordinates !== registryCoordinates).toBe(true);
  try {
    closeOverForeign(parsePolicy(files), supergraph, files);
    return [];
  } catch (error) {
    return (error as Error).message.split('\n');
  }
}

describe('labels of foreign sources', () => {
  test('close over their supergraph', () => {
    expect(refused('', '')).toEqual([]);
  });

  test.each([
    [
      'a field',
      'Ship.owner:',
      'Ship.ownr:',
      /^coordinates\.yaml:\d+:3: labels > Ship\.ownr: no such .* did you mean Ship\.owner\.$/,
    ],
    ['an argument', 'Query.ships(flag:):', 'Query.ships(flags:):', /did you mean Query\.ships\(flag:\)/],
    ['a type', '  Ship: ', '  Shop: ', /labels > Shop: no such .* did you mean Ship\.$/],
    ['a value', 'ShipOrder.TONNAGE:', 'ShipOrder.TONAGE:', /did you mean ShipOrder\.TONNAGE/],
    [
      'a source',
      '  owners:',
      '  owner:',
      /sources > owner: no such source in the supergraph\. Hint: did you mean owners\.$/,
    ],
  ])('are refused where they name %s that is not there', (_what, from, to, says) => {
    expect(refused(from, to)).toEqual([expect.stringMatching(says)]);
  });

  test('are refused twice on one coordinate, of a category or an agency that is not there, and in another shape', () => {
    for (const [from, to, says] of [
      ['  Ship.id: public', '  Ship.id: public\n  Ship.id: public', /coordinates\.yaml:\d+:3: a key appears twice/],
      [
        'Owner.address: persons.contact',
        'Owner.address: persons.contacts',
        /no category persons\.contacts\. Hint: did you mean persons\.contact\./,
      ],
      [
        'Owner.address:',
        'Owner.address.street:',
        /labels > Owner\.address\.street: is not a valid key here\. Hint: Type\.field/,
      ],
      [
        'originator: DE-POLICE',
        'originator: DE-POLIC',
        /sources > registry > originator: no agency DE-POLIC\. Hint: did you mean DE-POLICE/,
      ],
      ['classification: PUBLIC', 'classification: PUBLIK', /"PUBLIK" is not allowed\. Hint: did you mean PUBLIC/],
      [
        'classification: PUBLIC',
        'classification: PUBLIC, releasableTo: [kind:CUSTOM_MS]',
        /no kind CUSTOM_MS\. Hint: did you mean CUSTOMS_MS/,
      ],
      [
        'classification: PUBLIC',
        'classification: PUBLIC, releasableTo: [NL-CUSTOMS]',
        /releasableTo > 0: "NL-CUSTOMS" has the wrong form/,
      ],
      [
        'classification: PUBLIC',
        'classification: PUBLIC, jointOperation: operation_x',
        /no joint operation operation_x/,
      ],
    ] as const)
      expect(() => registryPolicy(registryCoordinates.replace(from, to))).toThrow(says);
  });
});

describe('what a foreign source makes of other values', () => {
  test.each([
    [
      'of a field that it requires',
      'Ship: vessels.registration',
      'Ship.duty: public\n  Ship: vessels.registration',
      /labels > Ship\.duty: Ship\.duty is derived from Ship\.tonnage \(@requires\), which \S+ \(.*Hint: label it as Ship\.tonnage is, vessels\.registration/,
    ],
    [
      'of a field that it requires, on every type behind an interface object',
      'Hull.label: vessels.registration',
      'Hull.label: public\n  Ship.label: public',
      /Ship\.label is derived from Ship\.name/,
    ],
    [
      'of a value of its context',
      'Berth.fee: vessels.registration',
      'Berth.fee: public',
      /Berth\.fee is derived from Ship\.flag \(@fromContext\)/,
    ],
    [
      'of a field without a label',
      '  Hull.name: vessels.registration\n',
      '',
      /Hull\.label is derived from Hull\.name .* Hint: label Hull\.name/,
    ],
  ])('is not labelled looser than what it is made %s', (_what, from, to, says) => {
    expect(refused(from, to)).toContainEqual(expect.stringMatching(says));
  });

  test('is refused where the envelope of its source is the looser one', () => {
    const secret = refused(
      'registry: { originator: DE-POLICE, classification: PUBLIC }',
      'registry: { originator: DE-POLICE, classification: SECRET_UE }',
    );
    expect(secret).toContainEqual(expect.stringMatching(/Ship\.duty is derived from Ship\.tonnage .*, PUBLIC, at /));
    const limited = refused(
      'registry: { originator: DE-POLICE, classification: PUBLIC }',
      'registry: { originator: DE-POLICE, classification: PUBLIC, expiresAt: 2027-05-01T00:00:00Z }',
    );
    expect(limited).toContainEqual(expect.stringMatching(/Ship\.duty .* at 2027-05-01T00:00:00\.000Z/));
  });

  test('may be stricter', () => {
    expect(refused('  Ship.owner:', '  Ship.duty: persons.contact\n  Ship.owner:')).toEqual([]);
  });
});

test('a supergraph of ours is not foreign, and one with a source of both is refused', () => {
  expect(isForeign(registryPolicy(), readPackageFile('schema', 'supergraph.graphql'))).toBe(false);
  expect(isForeign(registryPolicy(), sdl)).toBe(true);
  expect(isForeign(loadPolicy(), sdl)).toBe(false);
  const { tariff, ...others } = registrySources;
  const mixed = composed({ ...others, cargo: tariff });
  for (const name of ['  cargo:', '  tarif:'])
    expect(refused('  tariff:', name, mixed)).toContainEqual(
      expect.stringMatching(/sources > cargo: cargo of the supergraph is the name of a source of the product/),
    );
});
