import { describe, expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { checkSchema } from '../../schema/checks/check.js';

const matrix = {
  categories: new Set(['public', 'cargo.movement', 'cargo.goods', 'handling.originator']),
  lentToNobody: new Set(['handling.originator']),
  personal: new Set<string>(),
};
const check = (sdl: string, other?: string): string[] =>
  checkSchema(
    [{ name: 'cargo', document: parse(sdl) }, ...(other ? [{ name: 'other', document: parse(other) }] : [])],
    matrix,
  );

const hint = 'write @access(category: "...") on it with a row of policy/matrix.yaml; no type lends public to a field';

describe('the schema check', () => {
  test('accepts a type whose fields are described and labelled', () => {
    expect(check('"A box." type Box @access(category: "cargo.goods") { "Its mass." massKg: Float }')).toEqual([]);
  });

  test('stops the build where a field has no description', () => {
    expect(check('"A box." type Box @access(category: "cargo.goods") { massKg: Float }')).toEqual([
      'cargo: Box.massKg has no description',
    ]);
  });

  test('stops the build where the log would not name what is looked up by', () => {
    const box = (argument: string, beside = '') =>
      `"Q." type Query { "A box." box("M." mark: ${argument}): ID @access(category: "public") } ${beside}`;
    const lookUp = '@access(category: "cargo.goods", use: LOOKUP)';
    expect(check(box(`String ${lookUp}`))).toEqual([
      'cargo: Query.box(mark:) is a look-up, and the log would not name its number: write @identifies(as: "...") on it',
    ]);
    expect(check(box(`String ${lookUp} @identifies(as: "Mark")`))).toEqual([]);
    const input = (leaf: string) => `"M." input Mark ${lookUp} { "N." number: String ${leaf} }`;
    expect(check(box(`Mark! ${lookUp}`, input('')))).toHaveLength(1);
    expect(check(box(`Mark! ${lookUp}`, input('@identifies(as: "Mark")')))).toEqual([]);
  });

  test('stops the build where the log would name a number of one source, and not the same of another', () => {
    const ship = (says: string) => `"S." type Ship { "IMO." imo: String! @access(category: "public") ${says} }`;
    expect(check(ship('@identifies(as: "Ship")'), ship(''))).toEqual([
      'other: Ship.imo is named differently in the log than in another source: write @identifies(as: "...") on it',
    ]);
  });

  test('stops the build where an argument has no description', () => {
    const found = check('"A box." type Box { "Mass." mass(id: ID): Float @access(category: "cargo.goods") }');
    expect(found).toEqual(['cargo: Box.mass(id:) has no description']);
  });

  test('stops the build where a field has no category, or one that the matrix does not know', () => {
    expect(check('"A box." type Box { "Mass." mass: Float }')).toEqual([
      `cargo: Box.mass names no data category: ${hint}`,
    ]);
    expect(check('"A box." type Box { "Mass." mass: Float @access(category: "cargo.secrets") }')).toEqual([
      'cargo: Box.mass names the unknown category cargo.secrets',
    ]);
  });

  test('stops the build where a root field, or a field of a type that is public, names no category of its own', () => {
    const type = (name: string, field: string) =>
      `"A type." type ${name} @access(category: "public") { "A field." ${field}: [String!] }`;
    for (const [name, field] of [
      ['Query', 'dnaOfAll'],
      ['Container', 'owners'],
      ['BoxConnection', 'totalMass'],
      ['BoxEdge', 'weight'],
    ] as const)
      expect(check(type(name, field))).toEqual([`cargo: ${name}.${field} names no data category: ${hint}`]);
    const page = '"P." type BoxConnection @access(category: "public") { "E." edges: [ID!] "I." pageInfo: ID }';
    expect(check(page)).toEqual([]);
  });

  test('stops the build where an argument that carries a datum has no category', () => {
    const found = check('"A box." type Box { "M." mass("M." mark: String): Float @access(category: "public") }');
    expect(found).toEqual([`cargo: Box.mass(mark:) names no data category: ${hint}`]);
  });

  test('stops the build where a classified field is non-null', () => {
    expect(check('"A box." type Box { "Mass." mass: Float! @access(category: "cargo.goods") }')).toEqual([
      'cargo: Box.mass is classified and non-null',
    ]);
  });

  test('stops the build where a key is classified', () => {
    const found = check('"A box." type Box @key(fields: "mrn") { "MRN." mrn: ID @access(category: "cargo.movement") }');
    expect(found).toEqual(['cargo: Box.mrn is classified and a @key']);
  });

  test('stops the build where a filter or sort leaf does not say what it uses', () => {
    expect(
      check(
        '"F." input BoxFilter { "Not." not: BoxFilter @access(category: "public") "M." mark: String @access(category: "cargo.goods") }',
      ),
    ).toEqual(['cargo: BoxFilter.mark is a filter without use: FILTER']);
    expect(check('"S." enum BoxSortField { "M." MASS @access(category: "cargo.goods") }')).toEqual([
      'cargo: BoxSortField.MASS is a sort key without use: SORT',
    ]);
    expect(check('"F." enum BoxFacetField { "M." MASS @access(category: "cargo.goods") }')).toEqual([
      'cargo: BoxFacetField.MASS is counted by without use: AGGREGATE',
    ]);
  });

  test('stops the build where a source uses a directive whose representations could not be trusted', () => {
    expect(
      check('"A box." type Box { "M." mass: Float @access(category: "cargo.goods") @requires(fields: "x") }'),
    ).toEqual(['cargo: Box.mass uses @requires, which our sources may not use']);
  });

  const mrn = (label: string) => `"A box." type Box { "MRN." mrn: String @access(${label}) }`;
  const copy = (label: string) => `"A find." type Find { "Stated." statedMrn: String @access(${label}) }`;
  const home = mrn('category: "cargo.movement", datum: "mrn"');

  test('stops the build where two categories meet in one datum', () => {
    expect(check(home, copy('category: "cargo.goods", datum: "mrn"'))).toEqual([
      'other: Find.statedMrn holds the datum mrn under cargo.goods, Box.mrn holds it under cargo.movement: the copy needs also: "cargo.movement"',
    ]);
    expect(check(copy('category: "cargo.goods", datum: ["weight", "mrn"]'), home)).toHaveLength(2);
  });

  test('accepts a copy that is guarded by the category of what it copies as well, or is its originator’s alone', () => {
    expect(check(home, copy('category: "cargo.goods", also: ["cargo.movement"], datum: "mrn"'))).toEqual([]);
    expect(check(home, copy('category: "handling.originator", datum: ["mrn"]'))).toEqual([]);
  });

  test('stops the build where a datum is named once, as a misspelt one is', () => {
    expect(check(home, copy('category: "cargo.movement", datum: "mnr"'))).toEqual([
      'cargo: Box.mrn holds the datum mrn, which no other coordinate holds',
      'other: Find.statedMrn holds the datum mnr, which no other coordinate holds',
    ]);
  });

  test('stops the build where a second category is unknown, stands on an input, or on what is public', () => {
    expect(check(mrn('category: "cargo.goods", also: "cargo.move"'))).toEqual([
      'cargo: Box.mrn names the unknown category cargo.move',
    ]);
    expect(check('"F." input F { "M." mrn: ID @access(category: "cargo.goods", also: ["cargo.movement"]) }')).toEqual([
      'cargo: F.mrn is an input and states `also`',
    ]);
    expect(() => check(mrn('category: "public", also: "cargo.movement"'))).toThrow(
      'Box.mrn is both public and guarded',
    );
  });

  test('stops the build where a mask does not fit: unknown, of another type, of a list, of an input, of what is public', () => {
    const boxed = (type: string, domain: string, category = 'cargo.goods') =>
      check(`"A box." type Box { "F." field: ${type} @access(category: "${category}", domain: ${domain}) }`);
    expect(boxed('String', 'NAME')).toEqual([]);
    expect(boxed('String', 'CODE')).toEqual([
      'cargo: Box.field states the unknown domain CODE: NAME, NUMBER, DATE, POSITION',
    ]);
    expect(boxed('Int', 'NUMBER')).toEqual([
      'cargo: Box.field is Int and states the domain NUMBER, which is for String',
    ]);
    expect(boxed('[String!]', 'NAME')).toEqual([
      'cargo: Box.field is [String] and states the domain NAME, which is for String',
    ]);
    expect(boxed('String', 'NAME', 'public')).toEqual([
      'cargo: Box.field is public and states a domain: nothing of it is masked',
    ]);
    expect(check('"F." input F { "M." mrn: ID @access(category: "cargo.goods", domain: NAME) }')).toEqual([
      'cargo: F.mrn is an input and states a domain',
    ]);
  });

  test('stops the build where a datum is masked in two ways, or in one that a look-up confirms a guess of', () => {
    const label = 'category: "cargo.movement", datum: "mrn"';
    expect(check(mrn(`${label}, domain: NUMBER`), copy(`${label}, domain: NAME`))).toEqual([
      'other: Find.statedMrn masks the datum mrn as NAME, cargo: Box.mrn as NUMBER',
    ]);
    expect(check(mrn(`${label}, domain: NUMBER`), copy(label))).toEqual([]);
    const lookup = `"Q." type Query { "B." box("M." mrn: ID @access(${label}, use: LOOKUP) @identifies(as: "Mrn")): ID @access(category: "public") }`;
    expect(check(mrn(`${label}, domain: NUMBER`), lookup)).toEqual([
      'cargo: Box.mrn masks the datum mrn as NUMBER, and Query.box(mrn:) confirms a guess: state no domain',
    ]);
  });

  test('stops the build where two sources label one coordinate differently', () => {
    const sdl = (category: string) => `"A box." type Box { "M." mass: Float @access(category: "${category}") }`;
    expect(check(sdl('cargo.goods'), sdl('cargo.movement'))).toEqual([
      'other: Box.mass is labelled differently in another source',
    ]);
  });
});
