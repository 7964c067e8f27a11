import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { readAccess } from '../../../schema/access.js';
import { expandListings } from '../../../schema/listing/expand.js';

const ships = `
  extend schema @link(url: "x") @listing(node: "The {one}.")
  directive @listing(many: String) on OBJECT
  type Query { "Ships." ships: ShipConnection @access(category: "public") }
  "A ship." type Ship @access(category: "ships.core") @listing(many: "ships", one: "ship") @filter(of: "Crew.size", name: "crewSize") {
    "Its name." name: String @access(category: "ships.core", datum: ["shipName", "name"]) @filter @sort(description: "By name.")
    "Its kind." kind: ShipKind @filter
    "Its flags." flags: [String!] @filter(name: "flag") @facet(name: "flag", description: "Each flag.")
    "Its mass." massKg: Float @sort
    "Its crew." crew(sorted: Boolean, first: Int = 5): CrewConnection
  }
  "A crew." type Crew @access(category: "ships.crew") @listing(many: "crews", node: "The crew.") { "How many." size: Int }
  "A kind." enum ShipKind @filter(one: "kind of ship") { TUG }
`;
const expand = (sdl: string): string => print(expandListings(parse(sdl)));
const definition = (sdl: string, name: string): string => {
  const [found] = expandListings(parse(sdl)).definitions.filter((each) => 'name' in each && each.name?.value === name);
  return found ? print(found) : '';
};

describe('a listing', () => {
  test('brings a connection and an edge, in the words of the type, of the source, or plain', () => {
    expect(definition(ships, 'ShipConnection')).toContain('"A page of ships."\ntype ShipConnection');
    expect(definition(ships, 'ShipEdge')).toContain('"The ship."\n  node: Ship');
    expect(definition(ships, 'CrewEdge')).toContain('"The crew."\n  node: Crew');
  });

  test('gives a leaf the name, the description, the category and the data of the field that it stands at', () => {
    const filter = definition(ships, 'ShipFilter');
    const named = '@access(category: "ships.core", datum: ["shipName", "name"], use: FILTER)';
    expect(filter).toContain(`"Its name."\n  name: StringFilter ${named}`);
    expect(filter).toContain('"Its flags."\n  flag: CodesFilter @access(category: "ships.core", use: FILTER)');
  });

  test('gives a leaf about a field that is elsewhere the category of that one', () => {
    const access = readAccess(expandListings(parse(ships)));
    expect(access.of('ShipFilter.crewSize')).toMatchObject({ category: 'ships.crew', use: 'FILTER' });
  });

  test('gives a leaf the number that its field is, or that it says itself', () => {
    const numbered = ships
      .replace('@filter @sort(description', '@identifies(as: "Ship") @filter @sort(description')
      .replace('name: "crewSize"', 'name: "crewSize", identifies: "Crew"');
    expect(definition(numbered, 'ShipFilter').match(/\w+: \w+Filter(?= .*@identifies)|@identifies.*/g)).toEqual([
      'name: StringFilter',
      '@identifies(as: "Ship")',
      'crewSize: FloatFilter',
      '@identifies(as: "Crew")',
    ]);
  });

  test('brings the conditions on an enum that is filtered by', () => {
    expect(definition(ships, 'ShipFilter')).toContain('kind: ShipKindFilter');
    expect(definition(ships, 'ShipKindFilter')).toContain('"Conditions on a kind of ship; all that are given must');
  });

  test('brings a sort with a key for each field that says so', () => {
    expect(definition(ships, 'ShipSort')).toContain('field: ShipSortField!');
    expect(definition(ships, 'ShipSortField')).toContain('"By name."\n  NAME @access');
    expect(definition(ships, 'ShipSortField')).toContain('MASS_KG @access(category: "ships.core", use: SORT)');
  });

  test('is counted by each field that says so, and in a source that keeps records at least as a whole', () => {
    expect(definition(ships, 'ShipFacetField')).toContain(
      '"Each flag."\n  FLAG @access(category: "ships.core", use: AGGREGATE)',
    );
    expect(definition(ships, 'ShipConnection')).toContain('by: ShipFacetField! @access(category: "public")');
    expect(definition(ships, 'CrewConnection')).not.toContain('facets');
    expect(definition(ships, 'ShipConnection')).toContain('totalCount');
    expect(definition(ships, 'CrewConnection')).not.toContain('totalCount');
    expect(definition(ships.replace('type Ship @access', 'type Ship @record @access'), 'CrewConnection')).toContain(
      'totalCount: Count @access(category: "public")',
    );
  });

  test('has neither filter nor sort where nothing says by what', () => {
    expect(expand(ships)).not.toMatch(/Crew(Filter|Sort)/);
  });

  test('names its inputs as it is told', () => {
    expect(expand(ships.replace('one: "ship"', 'inputs: "Boat"'))).toContain('filter: BoatFilter');
  });
});

describe('a field that gives a connection', () => {
  test('takes the arguments of a page, and at the root a filter and a sort', () => {
    expect(definition(ships, 'Query').match(/\w+(?=: (Int|String|Ship))/g)).toEqual([
      'first',
      'after',
      'filter',
      'sort',
    ]);
  });

  test('keeps the arguments that are written by hand', () => {
    const text = definition(ships, 'Ship');
    expect(text).toContain('first: Int = 5');
    expect(text).not.toContain('first: Int = 20');
    expect(text).toContain('sorted: Boolean');
    expect(text).toContain('after: String');
    expect(text).not.toContain('filter:');
  });
});

describe('the notation', () => {
  test('is in nothing that a source serves', () => {
    expect(expand(ships)).not.toMatch(/@(listing|filter|sort|facet)\b/);
    expect(expand(ships)).toContain('extend schema @link(url: "x")');
  });

  test('leaves an SDL that does not use it as it is, with directives of the same names', () => {
    const sdl = 'type Ship { name: String @filter(by: 1) }';
    expect(expandListings(parse(sdl))).toEqual(parse(sdl));
  });

  test.each([
    ['a word that no directive takes', 'one: "ship"', 'won: "ship"', '@listing of Ship does not take won'],
    ['what is no text', 'one: "ship"', 'one: 1', '@listing of Ship: one is not a text'],
    [
      'a field that there is none of',
      'Crew.size',
      'Crew.seize',
      '@filter of Ship is about Crew.seize, which is not a field',
    ],
    [
      'a leaf without operators',
      '"Its mass." massKg: Float',
      'x: Crew @filter y: Float',
      'ShipFilter.x needs operators',
    ],
    [
      'a leaf of a type that is not listed',
      '@listing(many: "crews", node: "The crew.")',
      '@filter(of: "Ship.name")',
      'Crew has @filter, @sort or what',
    ],
    [
      'a leaf without category',
      '@access(category: "ships.crew")',
      '',
      'Crew.size has @filter or @sort and no data category',
    ],
    [
      'an enum without a word for one',
      '(one: "kind of ship")',
      '',
      '@filter of the enum ShipKind needs the argument one',
    ],
  ])('refuses %s', (_, from, to, message) => {
    expect(() => expand(ships.replace(from, to))).toThrow(message);
  });

  // A leaf has one category: a field that asks for two would be asked for less when it is filtered by.
  test('refuses a leaf about a field that two categories guard', () => {
    const guarded = ships.replace('datum: ["shipName", "name"]', 'also: "ships.crew"');
    expect(() => expand(guarded)).toThrow('Ship.name has @filter or @sort and states `also`');
  });
});
