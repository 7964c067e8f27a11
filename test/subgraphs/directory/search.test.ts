import { beforeAll, describe, expect, it, test } from '@jest/globals';
import { openDirectory } from './support.js';

const source = await openDirectory();
beforeAll(async () => {
  const insert = `insert into directory.loaded_source (source, originator, format, format_version, run_id, loaded_at,
    records, classification) values ($1, $2, $1, '1', 'run-1', '2026-11-25T09:59:00Z', 1, $3)`;
  await source.write(insert, ['ofac-sdn', 'EU-SANCTIONS-DESK', 0]);
  await source.write(insert, ['mapped-watch', 'NL-CUSTOMS', 0]);
  await source.write(insert, ['ftm', 'EU-ANALYSIS', 4]);
  await source.write(insert, ['unlocode', 'NL-CUSTOMS', 0]);
});

const query = `query ($text: String!, $sources: [String!]) { search(text: $text, sources: $sources) {
  recognised { form value checkDigitValid countries searchedIn } lists { source holds loadedAt formatVersion } } }`;

async function search(text: string, sources?: readonly string[]) {
  const { data, errors, extensions } = await source.ask(query, { text, ...(sources ? { sources } : {}) });
  const found = data?.search as { recognised: object[]; lists: { source: string; holds: string[] }[] } | null;
  return { found, errors, extensions };
}

describe('a search', () => {
  it('says what its text may be, and which lists are searched, code lists and what the viewer may not know of left out', async () => {
    const { found, errors } = await search(' nl  123456789 ');
    expect(errors).toBeUndefined();
    expect(found?.recognised).toMatchObject([
      { form: 'EORI', value: 'NL123456789' },
      { form: 'DOCUMENT_NUMBER', value: 'NL123456789' },
      { form: 'WORDS', value: 'nl 123456789' },
    ]);
    expect(found?.lists).toMatchObject([
      {
        source: 'mapped-watch',
        holds: ['cargo', 'persons', 'vessels', 'aircraft', 'organizations', 'seizures', 'incidents'],
      },
      { source: 'ofac-sdn', holds: ['persons', 'vessels', 'aircraft', 'organizations'] },
    ]);
  });

  it('names the lists that it is restricted to', async () => {
    const { found } = await search('Jane Exemplar', ['ofac-sdn', 'no-such-feed', 'unlocode']);
    expect(found?.lists.map((list) => list.source)).toEqual(['ofac-sdn']);
  });

  it('finds the place and the codes that its text may be', async () => {
    const insert = `insert into directory.code (id, ref, originator, source, source_ref, content_hash, holds, list, version, code, name)
      values ($1, $1, 'NL-CUSTOMS', $2, $1, $1, '{}', $2, '2022', $3, $4)`;
    await source.write(insert, ['code_hs', 'hs', '847130', 'Portable machines']);
    await source.write(insert, ['code_place', 'unlocode', 'XAEXM', 'Exemplar']);
    const asked = `query ($text: String!) { search(text: $text) { location { unlocode name } codes { list code name } } }`;
    const found = async (text: string) => (await source.ask(asked, { text })).data?.search;
    expect(await found('8471.30.00')).toEqual({
      location: null,
      codes: [{ list: 'hs', code: '847130', name: 'Portable machines' }],
    });
    expect(await found('XA EXM')).toEqual({
      location: { unlocode: 'XAEXM', name: 'Exemplar' },
      codes: [{ list: 'unlocode', code: 'XAEXM', name: 'Exemplar' }],
    });
    expect(await found('Smith')).toEqual({ location: null, codes: [] });
  });

  it('names in the manifest each number that its text may be, and no name', async () => {
    const { extensions } = await search('IMO 7937317');
    const named = extensions?.manifest.disclosed;
    expect(JSON.stringify(named)).toContain('7937317');
    expect(JSON.stringify((await search('Jane Exemplar')).extensions?.manifest.disclosed)).not.toContain('Jane');
  });

  it.each(['BA 15', 'AB-12-CD'])('names in the manifest the flight or the plate that %j may be', async (text) => {
    const { extensions } = await search(text);
    expect(JSON.stringify(extensions?.manifest)).toContain(`"${text.replaceAll(/[ -]/g, '')}"`);
  });

  it('says of each form whether its check digits hold, of which countries it may be, and where it is searched', async () => {
    const { found } = await search('CSQU 305438/4');
    expect(found?.recognised[0]).toEqual({
      ...{ form: 'CONTAINER', value: 'CSQU3054384', checkDigitValid: false, countries: [] },
      searchedIn: ['consignments', 'seizures', 'incidents'],
    });
    expect((await search('Tel. +44 20 7946 0123')).found?.recognised[0]).toEqual({
      ...{
        form: 'TELEPHONE',
        value: '+442079460123',
        checkDigitValid: null,
        countries: ['GB'],
        searchedIn: ['persons', 'organizations'],
      },
    });
  });

  it('names in the manifest the number and the name that the zone of a passport states', async () => {
    const zone = 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10';
    const { extensions } = await search(zone);
    expect(JSON.stringify(extensions?.manifest)).toContain('"L898902C3"');
    expect(JSON.stringify(extensions?.manifest)).toContain('"ANNA ERIKSSON MARIA"');
  });

  it('puts no value of a text into an error', async () => {
    const { errors } = await search(`NL91ABNA0417164300 ${'x'.repeat(300)}`);
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toContain('ABNA');
  });

  test.each(['', ' ', 'x', '--', '\u0000\u0001\u0002', 'x'.repeat(301), '\ufdfa'.repeat(17)])(
    'of %j is refused with a hint',
    async (text) => {
      const { found, errors } = await search(text);
      expect(found ?? null).toBeNull();
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', at: 'Query.search(text:)' });
      expect(String(errors?.[0]?.extensions.hint).length).toBeGreaterThan(20);
    },
  );

  it('of more than fifty feeds is refused', async () => {
    const { errors } = await search(
      'Jane',
      Array.from({ length: 51 }, (_, index) => `feed-${index}`),
    );
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', limit: 50 });
  });
});
