import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { federatedCoordinates } from '../../../schema/federation/coordinates.js';
import { derivations } from '../../../schema/federation/derivations.js';
import { composed } from '../../policy/foreign/registry.js';

const supergraph = parse(composed());

test.each([
  ['a field of one source', 'Ship.flag', ['registry']],
  ['an argument', 'Query.owner(name:)', ['owners']],
  ['a value of an enum', 'ShipOrder.NAME', ['registry']],
  ['a key that several have', 'Ship.id', ['owners', 'registry', 'tariff']],
  ['a field that another source gives by @provides', 'Ship.tonnage', ['owners', 'registry']],
  ['a field of an interface object', 'Hull.label', ['names']],
  ['the same on a type behind it', 'Ship.label', ['names']],
  ['a field that a source takes from another one only', 'Hull.name', ['registry']],
])('%s has the sources that may give it', (_what, coordinate, sources) => {
  expect(federatedCoordinates(supergraph).get(coordinate)).toEqual(sources);
});

test('a field that is overridden for some of the requests has both sources', () => {
  const registry = 'type Query { ship: Ship } type Ship @key(fields: "id") { id: ID! flag: String }';
  const tariff =
    'type Ship @key(fields: "id") { id: ID! flag: String @override(from: "registry", label: "percent(5)") }';
  const overridden = federatedCoordinates(parse(composed({ registry, tariff })));
  expect(overridden.get('Ship.flag')).toEqual(['registry', 'tariff']);
});

test('what the federation itself adds is no coordinate', () => {
  expect([...federatedCoordinates(supergraph).keys()].filter((name) => /^(join|link|context)__/.test(name))).toEqual(
    [],
  );
});

test('derivations are those of @requires and @fromContext, on every type behind an interface object', () => {
  expect(
    derivations(supergraph)
      .map(({ coordinate, from, by }) => `${coordinate} ${by} ${from}`)
      .sort(),
  ).toEqual([
    'Berth.fee @fromContext Ship.flag',
    'Hull.label @requires Hull.name',
    'Hull.label @requires Ship.name',
    'Ship.duty @requires Ship.tonnage',
    'Ship.label @requires Ship.name',
  ]);
});
