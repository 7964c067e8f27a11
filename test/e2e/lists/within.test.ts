import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { tries } from '../../support/runner/tries.js';

/* Where it happened: filters by area against brute force, over HTTP. All places and records are invented. */
const runs = tries(40, 3000);
const deployment = closedAfter(await openTestDeployment());

const police: Asker = { agency: 'DE-POLICE', purpose: 'CRIMINAL_PREVENTION', justification: 'for a test' };
const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'CUSTOMS_CONTROL' };
const antifraud: Asker = { agency: 'EU-ANTIFRAUD', purpose: 'EU_FRAUD_INVESTIGATION', caseReference: 'OF-2026-0815' };

interface Spot {
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly unlocode: string | null;
  readonly country: string | null;
  /** Whether its originator shows the rest of the world a part of the position alone. */
  readonly masked: boolean;
}

/** Positions near each other, on both sides of the antimeridian, near the poles, at the edges, and none. */
function spots(): readonly Spot[] {
  const near = [0, 0.01, 0.2, 1, 3].flatMap((by) => [
    [51.95 + by, 4.1 - by],
    [-17.5 - by, 179.9 + by / 30],
    [-17.5 + by, -179.9 - by / 30],
    [89.2 + by / 10, 30 * by],
    [-89.9, -150 + 70 * by],
    [0, by * 40],
  ]) as readonly [number, number][];
  const edges = [
    [90, 0],
    [-90, 10],
    [0, 180],
    [0, -180],
    [0, 0],
    [5e-324, -1e-200],
    [45, 180],
  ] as const;
  const codes = ['NLRTM', 'NLAMS', 'DEHAM', 'BEANR', null];
  return [...near, ...edges, [null, null] as const].flatMap(([latitude, longitude], at) => {
    const unlocode = codes[at % codes.length] ?? null;
    const country = at % 3 === 0 ? (unlocode?.slice(0, 2) ?? 'NL') : null;
    const spot = { latitude, longitude, unlocode, country };
    return [{ ...spot, masked: false }, ...(at % 4 === 0 ? [{ ...spot, masked: true }] : [])];
  });
}
const all = spots();

beforeAll(async () => {
  const records = all.flatMap(({ latitude, longitude, unlocode, country, masked }, at) => {
    const envelope = {
      originator: 'BE-CUSTOMS',
      classification: 'PUBLIC',
      ...(masked ? { handlingCodes: ['H3'] } : {}),
    };
    const position = { latitude, longitude, unlocode };
    const keys = { sourceRef: `${at}`, envelope };
    return [
      { kind: 'incident', ...keys, incidentKind: 'THEFT', title: `${at}`, ...position, countryCode: country },
      { kind: 'seizure', ...keys, place: { name: `${at}`, ...position, country }, items: [] },
    ];
  });
  await deployment.load(records as never, (kind) => (kind === 'incident' ? 'demo-incidents' : 'demo-seizures'));
});

const lists = {
  incidents: { of: 'incidents', title: 'title', input: 'IncidentFilter' },
  seizures: { of: 'seizures', title: 'place { name }', input: 'SeizureFilter' },
} as const;

async function found(asker: Asker, list: keyof typeof lists, filter: object): Promise<readonly number[]> {
  const { of, title, input } = lists[list];
  const query = `query ($filter: ${input}) { ${of}(first: 100, filter: $filter) { edges { node { ${title} } } } }`;
  const { body } = await deployment.ask(asker, query, { filter });
  expect(body.errors).toBeUndefined();
  return body.data[of].edges
    .map(({ node }: { node: { title?: string; place?: { name: string } } }) => Number(node.title ?? node.place?.name))
    .sort((one: number, other: number) => one - other);
}

const radians = (angle: number): number => (angle * Math.PI) / 180;

/** Another formula than that of the product: by the angle between two vectors. */
function kmApart(one: readonly [number, number], other: readonly [number, number]): number {
  const [a, b] = [one, other].map(([latitude, longitude]) => {
    const [north, east] = [radians(latitude), radians(longitude)];
    return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)] as const;
  }) as unknown as readonly [readonly [number, number, number], readonly [number, number, number]];
  const cross = Math.hypot(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]);
  return 6371.0088 * Math.atan2(cross, a[0] * b[0] + a[1] * b[1] + a[2] * b[2]);
}

interface Area {
  readonly box?: { readonly south: number; readonly west: number; readonly north: number; readonly east: number };
  readonly circle?: { readonly latitude: number; readonly longitude: number; readonly radiusKm: number };
  readonly place?: string;
}

function isIn({ latitude, longitude, unlocode, country }: Spot, { box, circle, place }: Area): boolean {
  const isAt = latitude !== null && longitude !== null;
  if (box) {
    if (!isAt || latitude < box.south || latitude > box.north) return false;
    const isInside = (at: number) =>
      box.west <= box.east ? at >= box.west && at <= box.east : at >= box.west || at <= box.east;
    // 180 degrees east and west are one line.
    if (!(Math.abs(longitude) === 180 ? [180, -180] : [longitude]).some(isInside)) return false;
  }
  if (circle && !(isAt && kmApart([latitude, longitude], [circle.latitude, circle.longitude]) <= circle.radiusKm))
    return false;
  return (
    place === undefined ||
    unlocode === place ||
    (place.length === 2 && (country === place || unlocode?.startsWith(place) === true))
  );
}

/** Whether a circle's edge is so near a spot that rounding decides. */
const isDoubtful = ({ circle }: Area): boolean =>
  circle !== undefined &&
  all.some(
    ({ latitude, longitude }) =>
      latitude !== null &&
      longitude !== null &&
      Math.abs(kmApart([latitude, longitude], [circle.latitude, circle.longitude]) - circle.radiusKm) < 1e-4,
  );

const anyDegrees = (most: number) =>
  fc.oneof(
    fc.double({ min: -most, max: most, noNaN: true }),
    fc.constantFrom(...all.flatMap((spot) => (most === 90 ? spot.latitude : spot.longitude) ?? [])),
  );
const anyBox = fc
  .tuple(anyDegrees(90), anyDegrees(90), anyDegrees(180), anyDegrees(180))
  .map(([one, other, west, east]) => ({ south: Math.min(one, other), north: Math.max(one, other), west, east }));
const anyCircle = fc.record({
  latitude: anyDegrees(90),
  longitude: anyDegrees(180),
  radiusKm: fc.double({ min: 0.001, max: 500, noNaN: true }),
});
const anyPlace = fc.constantFrom('NL', 'DE', 'BE', 'FR', 'NLRTM', 'DEHAM', 'FRLEH');
const anyArea: fc.Arbitrary<Area> = fc.oneof(
  fc.record({ box: anyBox }),
  fc.record({ circle: anyCircle }),
  fc.record({ place: anyPlace }),
  fc.record({ box: anyBox, circle: anyCircle }),
  fc.record({ circle: anyCircle, place: anyPlace }),
);

describe('within', () => {
  it('finds what lies in an area, and by its negation what does not, like brute force; a part of a position finds nothing', async () => {
    let matched = 0;
    await fc.assert(
      fc.asyncProperty(anyArea, fc.constantFrom('incidents', 'seizures'), fc.boolean(), async (area, list, isNot) => {
        if (isDoubtful(area)) return;
        const expected = all.flatMap((spot, at) => (!spot.masked && isIn(spot, area) !== isNot ? [at] : []));
        matched += expected.length;
        const filter = isNot ? { not: { within: area } } : { within: area };
        expect(await found(police, list, filter)).toEqual(expected);
      }),
      { numRuns: runs },
    );
    expect(matched).toBeGreaterThan(runs);
  }, 3_600_000);

  it('spans the antimeridian and a pole', async () => {
    const across = { box: { south: -30, west: 179, north: 0, east: -179 } };
    expect(await found(police, 'seizures', { within: across })).toEqual(
      all.flatMap((spot, at) => (!spot.masked && isIn(spot, across) ? [at] : [])),
    );
    // What lies on it lies in a box that ends there from either side.
    for (const [west, east] of [
      [-180, -170],
      [170, 180],
    ] as const) {
      const edge = await found(police, 'seizures', { within: { box: { south: -1, west, north: 1, east } } });
      expect(edge.map((at) => all[at]?.longitude)).toEqual([180, -180]);
    }
    const pole = { circle: { latitude: 89.9, longitude: 170, radiusKm: 300 } };
    const found89 = await found(police, 'incidents', { within: pole });
    expect(found89.length).toBeGreaterThan(3);
    expect(found89).toEqual(all.flatMap((spot, at) => (!spot.masked && isIn(spot, pole) ? [at] : [])));
  });

  it('is refused to whom no exact position is lent, whatever lies there, but for the place', async () => {
    const query = `query ($filter: IncidentFilter) { incidents(filter: $filter) { edges { node { id } } } }`;
    for (const latitude of [51.95, -51.95]) {
      const filter = { within: { circle: { latitude, longitude: 4.1, radiusKm: 5 } } };
      const { status, body } = await deployment.ask(antifraud, query, { filter });
      expect([status, body.data, body.errors[0].extensions]).toMatchObject([
        403,
        undefined,
        { code: 'FILTER_NOT_PERMITTED', at: 'IncidentWithin.circle' },
      ]);
    }
    // Customs have positions of their own, and of others a part.
    expect(
      await found(customs, 'incidents', { within: { circle: { latitude: 51.95, longitude: 4.1, radiusKm: 5 } } }),
    ).toEqual([]);
    const places = await found(customs, 'incidents', { within: { place: 'NL' } });
    expect(places).toEqual(all.flatMap((spot, at) => (!spot.masked && isIn(spot, { place: 'NL' }) ? [at] : [])));
  });

  it.each([
    ['a box upside down', { box: { south: 10, north: 5, west: 0, east: 1 } }, 'south below its north'],
    ['a latitude of no place', { box: { south: -91, north: 5, west: 0, east: 1 } }, '-90 to 90'],
    ['a longitude of no place', { circle: { latitude: 0, longitude: 181, radiusKm: 1 } }, '-180 to 180'],
    ['a radius of nothing', { circle: { latitude: 0, longitude: 0, radiusKm: 0 } }, 'at most 500 km'],
    ['a radius of a continent', { circle: { latitude: 0, longitude: 0, radiusKm: 501 } }, 'at most 500 km'],
    ['no place', { place: 'Rotterdam' }, 'UN/LOCODE'],
    ['a letter whose capitals are the code of a country', { place: 'ß' }, 'UN/LOCODE'],
  ])('refuses %s', async (_, within, words) => {
    const query = `query ($filter: SeizureFilter) { seizures(filter: $filter) { edges { node { id } } } }`;
    const { body } = await deployment.ask(police, query, { filter: { within } });
    expect(body.data?.seizures ?? null).toBeNull();
    expect(body.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(body.errors[0].message).toContain(words);
  });
});
