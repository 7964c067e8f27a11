import { describe, expect, test } from '@jest/globals';
import { parse, print } from 'graphql';
import { expandListings } from '../../../schema/listing/expand.js';

const notation = 'directive @listing(many: String) on OBJECT';
const expand = (sdl: string): string => print(expandListings(parse(`${notation} ${sdl}`)));

describe('a type that says', () => {
  test('@record begins with the keys and the fields of every record, before its own', () => {
    const record = expand('"A ship." type Ship @record @access(category: "ships.core") { "Its name." name: String }');
    for (const key of ['ref', 'visibleRef', 'nodeKey']) expect(record).toContain(`@key(fields: "${key}")`);
    const names = ['id: ID!', 'ref: ID!', 'visibleRef: ID!', 'nodeKey: ID!', 'handling:', 'provenance:', 'versions('];
    const places = [...names, 'name: String'].map((name) => record.indexOf(`\n  ${name}`));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(record).toMatch(/visibleRef: ID! @inaccessible/);
  });

  test('@record brings the other names of records, once for a source', () => {
    const two = expand('type Ship @record { name: String } type Crew @record { size: Int }');
    expect(two.match(/type RecordName /g)).toHaveLength(1);
    expect(expand('type Ship { name: String }')).not.toContain('RecordName');
  });

  test('@foreign takes the reference of a record that its owner has shown, and resolves nothing by the hidden one', () => {
    const foreign = expand('type Person @foreign { "Its ships." ships: Int }');
    expect(foreign).toContain('type Person @key(fields: "ref", resolvable: false) @key(fields: "visibleRef")');
    expect(foreign).toMatch(/visibleRef: ID! @external/);
  });

  test('@nodes brings every record that has a public id of its own, found by that id', () => {
    const nodes = expand('interface Node @nodes { "Id." id: ID! }');
    for (const type of ['Consignment', 'Person', 'JointOperation'])
      expect(nodes).toMatch(new RegExp(`type ${type} implements Node @key\\(fields: "nodeKey", resolvable: false\\)`));
    expect(nodes).not.toMatch(/type (Relation|Interest|Code) /);
  });
});
