import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCheck, runDraft, runFields } from '../../../cli/ingest/mapping.js';
import { createMappedFormat } from '../../../ingest/formats/mapped.js';
import { loadMapping } from '../../../ingest/mapping/parse/load.js';
import { openMappedQuery } from '../../../ingest/mapping/sqlSource.js';
import type { Limits } from '../../../ingest/run/limits.js';
import { withAdmin } from '../../../storage/roles.js';
import { writeFile } from '../../ingest/support/samples.js';
import { createTestDatabase, type TestDatabase } from '../../support/postgres.js';

// All rows are invented.
const people = 'id,name,born,sex\n1,EXEMPLAROV,1970-01-31,M\n2,MUSTERFRAU,soon,F\n3,,1980-01-01,F\n';
const mapping = `version: 1
source: mapped-specimens
kind: person
input: {type: csv}
key: id
fields:
  names: name
  birthDates: born
  gender: {column: sex, map: {M: male, F: female}}
`;

async function check(
  text: string,
  file: string | undefined,
  options: {
    json?: boolean;
    values?: boolean;
    sourceUrl?: string;
    limits?: Limits;
    beforeQuery?: () => Promise<void>;
  } = {},
) {
  const lines: string[] = [];
  const code = await runCheck({
    mapping: writeFile('m.yaml', text),
    ...(file === undefined ? {} : { file }),
    ...(options.sourceUrl ? { sourceUrl: options.sourceUrl } : {}),
    ...(options.limits ? { limits: options.limits } : {}),
    values: options.values ?? true,
    json: options.json ?? false,
    variable: () => undefined,
    beforeQuery: options.beforeQuery ?? (async () => undefined),
    out: (line) => lines.push(line),
  });
  return { code, lines };
}

describe('mapping --check', () => {
  it('tells for each field how many rows fail, why, on which lines, with examples', async () => {
    const { code, lines } = await check(mapping, writeFile('people.csv', people));
    expect(code).toBe(0);
    expect(lines).toEqual([
      'rejected        names: 1 row, no name (name.missing); line 4',
      'flagged         birthDates: 1 row, not written as any `date` pattern of the mapping (date.form); line 3; "soon"',
      expect.stringMatching(/^first record {4}\{"kind":"person"/),
      '3 rows: 2 person records (1 with quality flags), 1 would go to quarantine, 0 left out by where.',
      'Ingest would take the file: 2 to be stored, 1 to quarantine.',
    ]);
  });

  it('explains every flag of a record, shows the unit where the unit is at fault, and tells notes last', async () => {
    const seizures = `version: 1
source: mapped-specimens
kind: seizure
input: {type: csv}
key: id
fields:
  seizedAt: {column: day, date: yyyy-MM-dd}
  items.category: {column: what, map: {drugs: DRUGS}, onError: 'null'}
  items.quantity: {column: amount, unit: {column: unit}}
  items.drug: {column: drug, split: /}
  conveyance.vesselName: {column: ship, split: /}
`;
    const rows = [
      '1,2026-07-01,drugs,4,baldes,a,',
      '2,2026-07-02,straw,4,kg,a,',
      '3,2026-07-03,drugs,4,kg,a,Exemplar/Specimen',
    ];
    const file = writeFile('seizures.csv', ['id,day,what,amount,unit,drug,ship', ...rows].join('\n'));
    const { lines } = await check(seizures, file);
    expect(lines.slice(0, 5)).toEqual([
      'flagged         items.quantity: 1 row, no unit of UNECE Recommendation 20 (unit.unknown); line 2; "baldes"',
      'dropped         items.category: 1 row, no code of the list; say `map: {VALUE: CODE}` (code.unknown); line 3; "straw"',
      'flagged         seizedAt: 3 rows, known to the day only (note.timePrecisionDay); lines 2, 3, 4; "2026-07-01", "2026-07-02", "2026-07-03"',
      'flagged         items: 1 row, an element lacks what it needs, and is left out (note.itemsIncomplete); line 3',
      'flagged         conveyance.vesselName: 1 row, several values where there is place for one; the first is kept (note.firstOfSeveral); line 4',
    ]);
  });

  it('counts a row once for each reason, however many of its values fail', async () => {
    const several = `${mapping}  nationalities: {column: all, split: /}\n`;
    const rows = Array.from({ length: 9 }, (_, index) => `${index},SPECIMEN,1970-01-31,M,Utopia/Erewhon`);
    const { lines } = await check(several, writeFile('p.csv', ['id,name,born,sex,all', ...rows].join('\n')));
    expect(lines[0]).toMatch(/^flagged {9}nationalities: 9 rows,/);
  });

  it('says how a text of several columns is written, and that a mapping is UTF-8', async () => {
    const bare = mapping.replace('names: name', "names: '{name} {sex}'");
    const { lines } = await check(bare, writeFile('people.csv', people));
    expect(lines[0]).toBe(
      "missing column  {name} {sex}, read for names. A text of several columns is {template: '{name} {sex}'}.",
    );
    for (const bytes of [Buffer.from(mapping, 'utf16le'), Buffer.from('key: na\xefve', 'latin1')])
      await expect(loadMapping(writeFile('m.yaml', bytes))).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(/m\.yaml is not written in UTF-8\.$/),
      });
  });

  it('shows no value of the file with --no-values', async () => {
    const { lines } = await check(mapping, writeFile('people.csv', people), { values: false });
    expect(lines.join('\n')).not.toMatch(/soon|EXEMPLAROV/);
    const { lines: json } = await check(mapping, writeFile('people.csv', people), { values: false, json: true });
    expect(json.join('\n')).not.toMatch(/soon|EXEMPLAROV/);
  });

  it('passes a mapping that fits, and says what is unused, ignored in vain and never filled', async () => {
    const { code, lines } = await check(
      `${mapping}  notes: {column: rem, optional: true}\nignore: [gone]\n`,
      writeFile('p.csv', 'id,name,born,sex,extra\n1,EXEMPLAROV,1970,M,x\n'),
    );
    expect(code).toBe(0);
    expect(lines).toContain('unused column   extra: 1 values have no field. Map it, or name it in ignore.');
    expect(lines).toContain('ignored column  gone: the file has no such column.');
    expect(lines).toContain('never filled    notes');
    expect(lines.at(-1)).toBe('The mapping fits.');
  });

  it('names a missing column, who reads it, and which was probably meant', async () => {
    const { code, lines } = await check(mapping, writeFile('p.csv', 'id,name,bron,sex\n1,EXEMPLAROV,1970,M\n'));
    expect(code).toBe(1);
    expect(lines[0]).toBe('missing column  born, read for birthDates. Did you mean bron?');
  });

  it('prints every mistake of the mapping with its line, or one JSON object', async () => {
    const wrong = `${mapping}  birthDate: born\n`;
    const { code, lines } = await check(wrong, undefined);
    expect(code).toBe(1);
    expect(lines).toEqual([
      expect.stringMatching(
        /m\.yaml:10: fields > birthDate: person has no field birthDate\. Did you mean birthDates\?$/,
      ),
      '1 mistake in the mapping; no row was read.',
    ]);
    const { lines: json } = await check(wrong, undefined, { json: true });
    expect(JSON.parse(json[0] ?? '')).toMatchObject({
      ok: false,
      mistakes: [{ line: 10, path: 'fields > birthDate' }],
    });
  });

  it('checks a mapping alone where no file is named', async () => {
    expect(await check(mapping, undefined)).toMatchObject({
      code: 0,
      lines: [expect.stringContaining('is a valid mapping.')],
    });
  });
});

describe('mapping of a file, and its fields', () => {
  it('drafts a mapping that is checked and ingested as it is', async () => {
    const file = writeFile('people.csv', 'id,name,born,sex\n1,EXEMPLAROV,1970-01-31,M\n2,MUSTERFRAU,1964-08-12,F\n');
    const lines: string[] = [];
    await runDraft({ file, json: false, out: (line) => lines.push(line) });
    expect((await check(lines.join('\n'), file)).code).toBe(0);
    expect(lines.join('\n')).toContain('\nsource: mapped-people\n');
    const json: string[] = [];
    await runDraft({ file, kind: 'person', json: true, out: (line) => json.push(line) });
    expect(JSON.parse(json[0] ?? '')).toMatchObject({
      kind: 'person',
      rows: 2,
      fields: expect.any(Array),
      todo: expect.any(Array),
    });
  });

  it('refuses an unknown kind and says which was probably meant', async () => {
    const file = writeFile('people.csv', people);
    await expect(runDraft({ file, kind: 'vessel', json: false, out: () => {} })).rejects.toMatchObject({
      message: 'There is no kind of record vessel.',
      extensions: { hint: 'Did you mean vesselRecord?' },
    });
  });

  it('prints every field of a kind with type and codes, the kinds, and the envelope', () => {
    const lines: string[] = [];
    const out = (line: string) => lines.push(line);
    runFields({ kind: 'person', json: false, out });
    expect(lines.find((line) => line.startsWith('gender '))).toMatch(/code +Sex as stated\. \[male female other\]$/);
    expect(lines.find((line) => line.startsWith('names[].name '))).toMatch(/text, required/);
    runFields({ json: false, out });
    expect(lines).toContainEqual(expect.stringMatching(/^seizureStatistic/));
    runFields({ kind: 'envelope', json: false, out });
    expect(lines.find((line) => line.startsWith('dataSubjectCategory'))).toMatch(/VICTIM/);
  });
});

describe('loadMapping', () => {
  it('says in one line what is wrong first and how much more is', async () => {
    const path = writeFile('m.yaml', `${mapping}  birthDate: born\n  foo: x\n`);
    await expect(loadMapping(path)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: `${path}:10: fields > birthDate: person has no field birthDate. Did you mean birthDates? (and 1 more: portcullis mapping --check ${path} FILE lists all)`,
    });
    await expect(loadMapping('/no/such.yaml')).rejects.toMatchObject({
      message: 'The mapping /no/such.yaml is not there.',
    });
  });
});

describe('a mapping of type sql', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await withAdmin(database.adminUrl, async (admin) => {
      await admin.query(
        'create table watchlist (id bigint, name text, born date, seen timestamptz, kg numeric, tags text[])',
      );
      await admin.query(
        "insert into watchlist select 9007199254740993 + n, 'EXEMPLAROV ' || n, '1970-01-31', '2026-01-31 12:00+01', 1.10, '{a,b}' from generate_series(1, 2500) n",
      );
    });
  });
  afterAll(() => database?.close());

  const sql = `version: 1
source: mapped-specimens
kind: person
input: {type: sql, query: select * from watchlist order by id, urlVariable: WATCHLIST_URL}
key: id
fields: {names: name, birthDates: born, 'topics': tags}
ignore: [seen, kg]
`;

  it('is checked and read like a file', async () => {
    expect((await check(sql, undefined, { sourceUrl: database.adminUrl })).lines.at(-1)).toBe('The mapping fits.');
    const loaded = await loadMapping(writeFile('watch.yaml', sql));
    const file = await openMappedQuery(loaded, undefined, (name) =>
      name === 'WATCHLIST_URL' ? database.adminUrl : undefined,
    );
    const items = [];
    for await (const item of createMappedFormat(loaded).read({ files: [file], unmapped: () => {} })) items.push(item);
    await file.close();
    expect(items).toHaveLength(2500);
    expect(items[0]).toMatchObject({
      sourceRef: '9007199254740994',
      topics: ['a', 'b'],
      origin: { file: 'watch.query.jsonl', line: 1 },
    });
  });

  it('reads nothing of its database that the audit log has not first', async () => {
    const beforeQuery = () => Promise.reject(new Error('no log'));
    const asked = check(sql, undefined, { sourceUrl: 'postgres://nobody@127.0.0.1:1/nowhere', beforeQuery });
    await expect(asked).rejects.toThrow('no log');
  });

  it('says which variable holds the connection string, where none is given', async () => {
    await expect(check(sql, undefined)).rejects.toMatchObject({
      message: expect.stringContaining('WATCHLIST_URL is not set'),
    });
  });

  it('does not read the databases of the deployment, whose variables a mapping of a stranger may name', async () => {
    for (const own of ['DATABASE_URL', 'DATABASE_URL_ADMIN', 'PORTCULLIS_DATA']) {
      const loaded = await loadMapping(writeFile('watch.yaml', sql.replace('WATCHLIST_URL', own)));
      await expect(openMappedQuery(loaded, undefined, () => database.adminUrl)).rejects.toMatchObject({
        message: expect.stringContaining(`${own} is a setting of Portcullis`),
      });
    }
  });
});
