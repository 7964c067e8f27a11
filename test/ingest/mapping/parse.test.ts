import { describe, expect, it } from '@jest/globals';
import { mappedKinds } from '../../../ingest/mapping/catalogue/index.js';
import type { Mapping } from '../../../ingest/mapping/mapping.js';
import { parseMapping } from '../../../ingest/mapping/parse/parse.js';

const head = [
  'version: 1',
  'source: mapped-specimens',
  'kind: person',
  'input: {type: csv}',
  'key: id',
  'fields:',
  '  names: full_name',
];

/** Mistakes of a mapping, as `line path message hint`. */
function mistakesOf(...lines: string[]): string[] {
  return parseMapping(lines.join('\n'), 'm.yaml').mistakes.map(
    ({ line, path, message, hint }) => `${line} ${path}: ${message}${hint ? ` ${hint}` : ''}`,
  );
}

function good(...lines: string[]): Mapping {
  const { mapping, mistakes } = parseMapping(lines.join('\n'), 'm.yaml');
  expect(mistakes).toEqual([]);
  return mapping as Mapping;
}

describe('parseMapping', () => {
  it('reads what is written short, and fills in what is not said', () => {
    expect(good(...head)).toMatchObject({
      name: 'm.yaml',
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      source: 'mapped-specimens',
      kind: 'person',
      key: { columns: ['id'], hash: false },
      input: { type: 'csv', delimiter: ',', header: true, skipLines: 0, decimal: '.', where: [] },
      fields: [{ name: 'names', target: { path: 'names[].name' }, spec: { column: 'full_name' } }],
      ignore: [],
    });
  });

  it('keeps constants of the envelope apart from what rows state of it', () => {
    const mapping = good(
      ...head,
      'envelope: {handling: H1, minor: {column: kid}, releasableTo: [country:NL, country:BE]}',
    );
    expect(mapping.envelope).toEqual({ handlingCodes: ['H1'], releasableTo: ['country:NL', 'country:BE'] });
    expect(mapping.envelopeFields).toMatchObject([{ target: 'minor', spec: { column: 'kid' } }]);
  });

  it.each([
    [['  birthDate: dob'], '8 fields > birthDate: person has no field birthDate. Did you mean birthDates?'],
    [
      ['  adresses.city: town'],
      '8 fields > adresses.city: person has no field adresses.city. Did you mean addresses.city?',
    ],
    [
      ['  passport: pass'],
      '8 fields > passport: person has no field passport. Did you mean identifications[type=PASSPORT].number?',
    ],
    [
      ['  identifications[type=PASPORT].number: pass'],
      '8 fields > identifications[type=PASPORT].number: PASPORT is no type of identifications. Did you mean PASSPORT?',
    ],
    [['  zzzz: pass'], '8 fields > zzzz: person has no field zzzz. `portcullis mapping --fields person` lists them.'],
    [['  dateOfBirth: dob'], '8 fields > dateOfBirth: person has no field dateOfBirth. Did you mean birthDates?'],
    [['envelope: {releasableTo: [NL]}'], '8 envelope > releasableTo: NL names nobody. Did you mean country:NL?'],
    [
      ['  birthDates: {column: dob, format: dd.MM.yyyy}'],
      '8 fields > birthDates: format is no word of a mapping here. A pattern of dates is `date: dd.MM.yyyy`; with times `dateTime: {format: ..., zone: ...}`.',
    ],
    [
      ['  gender: {column: sex, map: {M: man}}'],
      '8 fields > gender > map: man is no value of gender. Allowed: male, female, other.',
    ],
    [
      ['  birthDates: {column: dob, date: dd.mm.yyyy}'],
      '8 fields > birthDates > date: dd.mm.yyyy is no date pattern: MM is the month, mm the minute. Examples: dd.MM.yyyy, d MMM yyyy, yyyy-MM-dd HH:mm.',
    ],
    [['  notes: {colum: n}'], '8 fields > notes: colum is no word of a mapping here. Did you mean column?'],
    [
      ['  notes: {column: n, extract: "(x"}'],
      '8 fields > notes > extract: (x is no regular expression (Unterminated group). In YAML put it in single quotes.',
    ],
    [
      ['  notes: {column: n, unit: kg}'],
      '8 fields > notes > unit: notes is a text, for which unit makes no value. For this field: date, number, integer, hash, as, or none.',
    ],
    [
      ['  notes: {}'],
      '8 fields > notes: says not where the value comes from. Add column, columns, from, value or template.',
    ],
    [
      ['  notes: {column: a, value: b}'],
      '8 fields > notes > value: stands beside column: there can be one of them only. Use `from` for the first column that has a value.',
    ],
    [
      ['  identifications: a', '  identifications.number: b'],
      '9 fields > identifications.number: fills the same field as identifications. For another element of identifications number them: identifications[1], identifications[2].',
    ],
    [
      ['  nationalities: [a, b]'],
      "8 fields > nationalities: must be a column, or an object with column, columns, from, value or template. Each a value of its own: {columns: [a, b]}; the first that has one: {from: [a, b]}; one text: {template: '{A} {B}'}.",
    ],
    [
      ['  physical.weightKg: {column: a, unit: {column: b, map: {gramas: grammes de rien}}}'],
      '8 fields > physical.weightKg > unit: grammes de rien is no unit of UNECE Recommendation 20. Write its code or name: GRM, g, kg, H87, pieces.',
    ],
    [
      ['  gender: {column: a, makesElement: true}'],
      '8 fields > gender > makesElement: gender is in no element. Elements are those of groups: items.quantity, names.name.',
    ],
    [
      ['envelope: {clasification: PUBLIC}'],
      '8 envelope > clasification: an envelope has no clasification. Did you mean classification?',
    ],
    [
      ['envelope: {classification: SECRET}'],
      '8 envelope > classification: SECRET is no classification. Did you mean SECRET_UE? A column is written {column: SECRET}.',
    ],
    [
      ['envelope: {originator: {column: agency}}'],
      '8 envelope > originator: must be the same for the whole file. Write the agency itself, or leave it to --originator.',
    ],
  ])('names the mistake in %j by its line, its place and what was probably meant', (lines, expected) => {
    expect(mistakesOf(...head, ...lines)).toEqual([expected]);
  });

  it('names what is missing, and what every mapping needs', () => {
    expect(mistakesOf('kind: person', 'fields: {}')).toEqual([
      '1 version: is missing. Write `version: 1`.',
      '1 source: is missing. Name the register, e.g. `source: mapped-watchlist`: keys are unique in it, and a whole list withdraws from it.',
      '1 input: is missing. Say what the file is, e.g. `input: {type: csv}`.',
      '1 key: is missing. Name the column that tells one record from another, e.g. `key: id`; without one `key: {hash: [...]}`.',
    ]);
    expect(mistakesOf(...head.slice(0, 6), '  notes: x')).toEqual([
      '6 fields: person needs the field names, and none fills it. Add `names: COLUMN`, or `names: {value: ...}`.',
    ]);
  });

  it('refuses a source that registers would share, since they would take each other`s keys', () => {
    expect(mistakesOf(...head.with(1, 'source: mapped'))).toEqual([
      '2 source: must name the register: two that share a source share their keys. Name the register, e.g. `source: mapped-watchlist`: keys are unique in it, and a whole list withdraws from it.',
    ]);
  });

  it('says of words that are no value of their place which are', () => {
    expect(mistakesOf(...head.with(2, 'kind: persons'))).toEqual([
      `3 kind: must be one of ${mappedKinds.join(', ')}. Did you mean person?`,
    ]);
    expect(mistakesOf(...head.with(3, 'input: csv'))).toEqual([
      '4 input: must be an object with type. Write `input: {type: csv}`.',
    ]);
    expect(mistakesOf(...head.with(3, 'input: {type: csv, delimeter: ;}'))).toEqual([
      '4 input: delimeter is no word of a mapping here. Did you mean delimiter?',
    ]);
    expect(mistakesOf(...head.with(3, 'input: {type: csv, encoding: klingon}'))[0]).toMatch(
      /^4 input > encoding: klingon is no encoding/,
    );
  });

  it('refuses a connection string where the name of a variable belongs, and a second statement in a query', () => {
    expect(
      mistakesOf(
        ...head.with(3, 'input: {type: sql, query: "select 1; drop table x", urlVariable: "postgres://u:p@h/d"}'),
      ),
    ).toEqual([
      '4 input > urlVariable: must be the NAME of an environment variable. A connection string holds a password: it never stands in a mapping.',
      '4 input > query: must be one statement. Leave out the semicolon.',
    ]);
  });

  it.each([
    ['a: [', /^1 : not YAML/],
    ['- a', /^1 : a mapping is an object/],
    ['', /^1 : a mapping is an object/],
    ['version: 1\nversion: 1', /^2 : version stands here for the second time\. Leave one out\./],
    ['version: 1\nkind: {a: b\nkey: id', /^3 : not YAML: [^.]+\. A \{ or \[ is closed on its line/],
    ['version: 1\n---\nversion: 1', /^2 : not YAML: Source contains multiple documents\. A mapping file holds one/],
    ['version: !!js/function x', /^1 : not YAML: Unresolved tag: \S+ A mapping has no tags/],
    [
      'a: &a [*b]\nb: &b [*a]',
      /^1 : aliases that lead nowhere, in a circle, or to too much\. Write the mapping without/,
    ],
  ])('says of %j that it is no mapping', (text, expected) => {
    expect(mistakesOf(text)[0]).toMatch(expected);
  });

  const fields = ['birthDates: born', 'gender: sex', 'notes: note', 'reason: why', 'topics: topic', 'deathDate: died'];
  const whole = [...head, ...fields.map((field) => `  ${field}`)];
  it.each([
    ['a line without a colon', 'a line of words', 'Expected is `KEY: VALUE`: a colon is missing'],
    ['a line that begins too far to the left', 'title words', 'Expected is `KEY: VALUE`: a colon is missing'],
    ['a text with a colon in it', '  title: a: b', 'Expected is one `KEY: VALUE` on a line'],
    ['an open bracket', '  title: [a', 'is closed on its line'],
    ['an open quote', '  title: "a', 'is not closed, here or above'],
    ['a tab', '\ttitle: a', 'Indent with spaces'],
  ])('says of %s one mistake, with line and column, and no word of the lines below', (_, line, hint) => {
    for (const at of [head.length, head.length + 3]) {
      const { mistakes } = parseMapping(whole.toSpliced(at, 0, line).join('\n'), 'm.yaml');
      expect(mistakes).toEqual([
        expect.objectContaining({ column: expect.any(Number), hint: expect.stringContaining(hint) }),
      ]);
    }
  });

  it.each([
    ['  title: "a', 10],
    ["  title: 'a", 10],
    ['  "title: a', 3],
    ['  title: {column: "a}', 19],
    ['  title: ["a, b]', 11],
  ])('says of a quote that is not closed where it opens, not where the file ends: %s', (line, column) => {
    for (const at of [head.length, head.length + 3, whole.length]) {
      const { mistakes } = parseMapping(whole.toSpliced(at, 0, line).join('\n'), 'm.yaml');
      expect(mistakes).toEqual([expect.objectContaining({ line: at + 1, column })]);
    }
  });

  it('judges what is well-shaped beside what is not', () => {
    expect(
      mistakesOf(...head.with(2, 'kind: Person'), '  foo: x', '  gender: {colum: g}').map((line) => line.split(' ')[0]),
    ).toEqual(['3', '8', '9']);
  });

  it('finds all mistakes at once, in the order of the lines', () => {
    expect(
      mistakesOf(...head, '  foo: x', '  gender: {column: g, map: {a: b}}', 'envelope: {minor: maybe}').map(
        (line) => line.split(' ')[0],
      ),
    ).toEqual(['8', '9', '10']);
  });
});
