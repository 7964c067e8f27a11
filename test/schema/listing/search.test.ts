import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { readPackageFile } from '../../../schema/files.js';
import { expandListings } from '../../../schema/listing/expand.js';

const shared = readPackageFile('schema', 'shared.graphql');
const types = (sdl: string): ReadonlyMap<string, string> => {
  const { definitions } = expandListings(parse(`${sdl}\n${shared}`));
  return new Map(definitions.flatMap((each) => ('name' in each && each.name ? [[each.name.value, print(each)]] : [])));
};
const fieldsOf = (type = ''): readonly string[] => [...type.matchAll(/^ {2}(\w+)[:(]/gm)].map(([, name]) => name ?? '');

describe('a type that is searched', () => {
  const ships = types(`
    type Ship @record @search(field: "ships", exactOrHit: "Those under the IMO number.", names: "ShipMatch") { name: String }
    type Port @record @search(field: "ports", many: "sea ports", searched: "the words", words: "Those whose name") { name: String }
    type Wreck @record @search(field: "wrecks", prefix: "Sunk", exact: "Those under the number.", near: "position") { name: String }
    type Search { flag: String }`);

  test('is a field of `Search`, behind which stands what is written of it', () => {
    expect(fieldsOf(ships.get('Search'))).toEqual(['probe', 'ships', 'ports', 'wrecks', 'flag']);
    expect(ships.get('Search')).toContain('type Search @key(fields: "probe")');
    expect(ships.get('Search')).toMatch(
      /"Sea ports."\n {2}ports\([\s\S]*?\): PortSearch @access\(category: "public"\)/,
    );
  });

  test('has the fields of what it is searched by, and no other', () => {
    const [looked, named] = [
      ['feeds', 'state', 'lookedUp', 'exact'],
      ['hitState', 'similar', 'advice', 'cutOff'],
    ];
    expect(fieldsOf(ships.get('ShipSearch'))).toEqual([...looked, ...named]);
    expect(fieldsOf(ships.get('PortSearch'))).toEqual(['feeds', 'state', 'words', 'wordsCount']);
    expect(fieldsOf(ships.get('SunkSearch'))).toEqual([...looked, 'nearKm', 'near']);
  });

  test('says in its own words what is found', () => {
    expect(ships.get('PortSearch')).toContain('"Those whose name has all words of the text, as they are written.');
    expect(ships.get('PortSearch')).toContain('"How the words were searched; selecting it searches."');
    expect(ships.get('ShipSearch')).toContain('by which ships were looked up, without those that you may not use.');
  });

  test('is refused where it states what the notation does not take', () => {
    expect(() => types('type Ship @record @search(field: "ships", exacts: "x") { name: String }')).toThrow('exacts');
  });
});

test('a source that searches nothing keeps the `Search` that it wrote', () => {
  const { definitions } = expandListings(
    parse(`type Search @key(fields: "probe", resolvable: false) { probe: ID! }\n${shared}`),
  );
  expect(definitions.map(print).filter((each) => each.startsWith('type Search '))).toHaveLength(1);
});
