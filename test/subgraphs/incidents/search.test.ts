import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RecognisedForm } from '../../../schema/identifiers/recognition/forms.js';
import { type Asker, analysis, border, judicial, openSource, police } from './ask.js';
import { insertRows } from './rows.js';
import { vesselRow } from './scene.js';

/* What a search finds by the words of incidents, by their cases, and by what is linked to them. */
const antifraud: Asker = { agency: 'EU-ANTIFRAUD', purpose: 'EU_FRAUD_INVESTIGATION' };
const source = await openSource();
const admin = await source.database.connect();

beforeAll(async () => {
  await insertRows(source.adminUrl, 'incident', [
    { id: 'incident_a', title: 'Quartz Lantern sighted', area: 'Exemplar Bight', narrative: 'A heron was aboard.' },
    {
      id: 'incident_b',
      title: 'Lantern, lantern, quartz',
      narrative: 'Nothing.',
      source: 'ndex',
      case_reference: 'NLC-2026-00017',
    },
    { id: 'incident_c', title: 'Quartz', narrative: 'A lantern. A heron.' },
    { id: 'incident_far', title: 'Quartz lantern quartz lantern zircon', releasable_to: ['agency:EU-ANALYSIS'] },
    {
      id: 'incident_hit',
      title: 'Quartz lantern zircon',
      releasable_to: ['agency:EU-ANALYSIS'],
      hit_to: ['agency:DE-POLICE'],
      case_reference: 'NLC-2026-00018',
    },
  ]);
  await insertRows(source.adminUrl, 'incident_container', [
    { id: 'container_a', incident_id: 'incident_a', stated_number: 'CSQU3054383', container_id: 'CSQU3054383' },
    { id: 'container_far', incident_id: 'incident_far', stated_number: 'CSQU3054383', container_id: 'CSQU3054383' },
  ]);
});

const query = `query ($probe: ID!, $first: Int) { _entities(representations: [{ __typename: "Search", probe: $probe }]) {
  ... on Search { incidents(first: $first) { state lookedUp exact { id title } words { id title } } } } }`;

interface Found {
  readonly state: string;
  readonly lookedUp: readonly string[];
  readonly exact: readonly { readonly id: string; readonly title: string | null }[] | null;
  readonly words: readonly { readonly id: string }[];
}

async function search(
  asker: Asker,
  recognised: readonly RecognisedForm[],
  { feeds = null, first = 10 }: { readonly feeds?: readonly string[] | null; readonly first?: number } = {},
) {
  const probe = source.seal(asker, { kind: 'search', recognised, feeds });
  const answer = await source.ask(asker, query, { probe, first });
  const [entity] = (answer.data?._entities ?? []) as readonly { readonly incidents: Found }[];
  return { answer, found: entity?.incidents, ids: entity?.incidents?.words?.map(({ id }) => id) };
}

const words = (value: string): readonly RecognisedForm[] => [{ form: 'WORDS', value }];

describe('words of incidents', () => {
  it('find those that have all of them, whatever the case, those that say them most first', async () => {
    const { found, ids } = await search(police, words('LANTERN quartz'));
    expect(found?.state).toBe('OK');
    expect(ids).toEqual(['incident_b', 'incident_a']);
    expect((await search(police, words('exemplar bight'))).ids).toEqual(['incident_a']);
    expect((await search(police, words('heron'))).ids).toEqual(['incident_a', 'incident_c']);
  });

  it('are whole words as they are written, and signs are none', async () => {
    expect((await search(police, words('lanter'))).found).toMatchObject({ state: 'OK', words: [] });
    for (const text of ["quartz' & | ! :*", '<-> quartz', '%quartz%', 'quartz \\'])
      expect([text, (await search(police, words(text))).ids]).toEqual([
        text,
        ['incident_a', 'incident_b', 'incident_c'],
      ]);
  });

  it('are searched in those texts alone that the viewer has in full, and it is said that others were left out', async () => {
    const { found, ids } = await search(antifraud, words('heron'));
    expect([found?.state, ids]).toEqual(['PARTIAL', []]);
    expect((await search(antifraud, words('quartz'))).ids).toEqual(['incident_a', 'incident_b', 'incident_c']);
  });

  it('are not searched for those who have none of them in full: no statement is sent', async () => {
    const { found, answer } = await search(judicial, words('quartz'));
    expect(found).toMatchObject({ state: 'DENIED', words: null, exact: [], lookedUp: [] });
    expect(answer.extensions?.manifest.statements).toBe(0);
  });

  it('never find what is invisible or a hit, and are then answered as words that nobody has', async () => {
    const hidden = await search(police, words('zircon'));
    expect(hidden.found).toMatchObject({ state: 'OK', words: [] });
    expect(JSON.stringify(hidden.answer)).toBe(JSON.stringify((await search(police, words('zirkon'))).answer));
    expect((await search(analysis, words('zircon'))).ids?.sort()).toEqual(['incident_far', 'incident_hit']);
  });

  it('are no shorter a list for what is left out: the wall stands before the limit', async () => {
    expect((await search(police, words('quartz lantern'), { first: 2 })).ids).toEqual(['incident_b', 'incident_a']);
  });

  it('are of the feeds that are searched', async () => {
    expect((await search(police, words('quartz'), { feeds: ['ndex'] })).ids).toEqual(['incident_b']);
  });
});

describe('a case and a container', () => {
  it('find the incident under the one, as a hit too, and those with the other', async () => {
    const bycase = (value: string) => search(police, [{ form: 'CASE_REFERENCE', value }]);
    expect((await bycase('NLC-2026-00017')).found).toMatchObject({
      lookedUp: ['CASE_REFERENCE'],
      exact: [{ id: 'incident_b', title: 'Lantern, lantern, quartz' }],
    });
    expect((await bycase('NLC-2026-00018')).found?.exact).toEqual([
      { id: expect.not.stringContaining('incident_hit'), title: null },
    ]);
    const container = await search(border, [{ form: 'CONTAINER', value: 'CSQU3054383' }]);
    expect(container.found?.exact?.map(({ id }) => id)).toEqual(['incident_a']);
  });
});

describe('a name that an incident states', () => {
  it('finds the incident by its words, and never that of somebody who is protected', async () => {
    const stated = (id: string, role: string, name: string) => ({
      ...{ id, incident_id: 'incident_c', role, stated_name: name, subject_category: role, subject_known: true },
    });
    await insertRows(source.adminUrl, 'incident_person', [
      stated('person_a', 'SUSPECT', 'Ottokar Exemplar'),
      stated('person_b', 'VICTIM', 'Wilhelmine Specimen'),
    ]);
    await insertRows(source.adminUrl, 'incident_organization', [
      { id: 'organization_a', incident_id: 'incident_c', role: 'OTHER', stated_name: 'Exemplar Freight' },
    ]);
    expect((await search(police, words('exemplar ottokar'))).ids).toEqual(['incident_c']);
    expect((await search(police, words('exemplar freight'))).ids).toEqual(['incident_c']);
    expect((await search(police, words('wilhelmine'))).found).toMatchObject({ state: 'OK', words: [] });
  });
});

describe('a position', () => {
  const near = async (asker: Asker, value: string) => {
    const asked = query.replace('words { id title }', 'nearKm near { id }');
    const probe = source.seal(asker, { kind: 'search', recognised: [{ form: 'COORDINATES', value }], feeds: null });
    const { data, errors } = await source.ask(asker, asked, { probe, first: 10 });
    expect(errors).toBeUndefined();
    const [{ incidents }] = (data?._entities ?? []) as [{ incidents: { near: { id: string }[] | null } }];
    return { ...incidents, near: incidents.near?.map(({ id }) => id) ?? null };
  };

  it('finds what is around it, nearest first, over the date line too, and nothing that is invisible', async () => {
    const at = (id: string, latitude: number, longitude: number, more = {}) => ({ id, latitude, longitude, ...more });
    await insertRows(source.adminUrl, 'incident', [
      at('incident_20km', 52.18, 4.0),
      at('incident_5km', 52.04, 4.0),
      at('incident_30km', 52.27, 4.0),
      at('incident_beside', 52.0, 4.4),
      at('incident_line', -17.0, 179.95),
      at('incident_hidden', 52.0, 4.0, { releasable_to: ['agency:EU-ANALYSIS'], hit_to: ['agency:DE-POLICE'] }),
    ]);
    expect(await near(police, '52.00000,4.00000')).toMatchObject({
      ...{ state: 'OK', nearKm: 25, near: ['incident_5km', 'incident_20km'] },
    });
    expect((await near(police, '-17.00000,-179.95000')).near).toEqual(['incident_line']);
    expect((await near(police, '90.00000,0.00000')).near).toEqual([]);
  });

  it('is not searched by those who do not have positions in full', async () => {
    expect(await near(judicial, '52.00000,4.00000')).toMatchObject({ state: 'DENIED', near: null });
  });
});

describe('a name of a vessel', () => {
  it('finds those in incidents that are spelled otherwise, in the feeds that are searched, and none that is invisible', async () => {
    await insertRows(source.adminUrl, 'incident_vessel', [
      vesselRow({ id: 'vessel_a', incident_id: 'incident_a', stated_name: 'M/V Quartz Heron' }),
      vesselRow({ id: 'vessel_far', incident_id: 'incident_far', stated_name: 'M/V Quartz Heron' }),
    ]);
    const asked = `query ($probe: ID!) { _entities(representations: [{ __typename: "Search", probe: $probe }]) {
      ... on Search { incidents { state similar { id statedName incident { id } } } } } }`;
    const find = async (asker: Asker, name: string, feeds: readonly string[] | null = null) => {
      const recognised = [...words(name), { form: 'NAME', value: name }];
      const probe = source.seal(asker, { kind: 'search', recognised, feeds });
      return (await source.ask(asker, asked, { probe })).data?._entities;
    };
    const found = { id: 'vessel_a', statedName: 'M/V Quartz Heron', incident: { id: 'incident_a' } };
    expect(await find(police, 'Quratz Heron')).toEqual([{ incidents: { state: 'OK', similar: [found] } }]);
    expect(await find(police, 'Quartz Heron', ['ndex'])).toEqual([{ incidents: { state: 'OK', similar: [] } }]);
    expect(await find(judicial, 'Quartz Heron')).toEqual([{ incidents: { state: 'DENIED', similar: null } }]);
  });
});

describe('usual words', () => {
  it('are answered by the best of the first thousand, and that is said; those that nobody is shown are not counted', async () => {
    const insert = (word: string, releasedTo: string) =>
      admin.query(
        `insert into incidents.incident (id, ref, originator, source, source_ref, content_hash, holds, title, releasable_to)
         select id, id, 'NL-CUSTOMS', 'demo-incidents', id, id, '{incidents.summary}', $1::text, $2
         from (select 'incident_' || $1::text || i as id from generate_series(1, 1001) i) made`,
        [word, [releasedTo, 'agency:EU-ANALYSIS']],
      );
    await insert('usualword', 'agency:DE-POLICE');
    await insert('hiddenword', 'agency:PL-BORDER');
    const usual = await search(police, words('usualword'));
    expect([usual.found?.state, usual.ids?.length]).toEqual(['PARTIAL', 10]);
    expect((await search(police, words('hiddenword'))).found).toMatchObject({ state: 'OK', words: [] });
    expect((await search(analysis, words('hiddenword'))).found).toMatchObject({ state: 'PARTIAL' });
  });
});

describe('a search that takes too long', () => {
  it('is given up after half a second, cancelled in PostgreSQL, and told', async () => {
    try {
      await admin.query('begin');
      await admin.query('lock table incidents.incident in access exclusive mode');
      const started = performance.now();
      const { found, answer } = await search(police, words('quartz'));
      expect(answer.errors).toBeUndefined();
      expect(found).toMatchObject({ state: 'TIMEOUT', words: null, exact: [] });
      // The lock stays until this test lets go of it.
      expect(performance.now() - started).toBeLessThan(15_000);
      const named = await search(police, [
        { form: 'CASE_REFERENCE', value: 'NLC-2026-00017' },
        { form: 'CONTAINER', value: 'CSQU3054383' },
      ]);
      expect([named.answer.errors, named.found]).toMatchObject([undefined, { state: 'TIMEOUT', exact: null }]);
      const { rows } = await admin.query(
        "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      expect(rows).toEqual([{ waiting: 0 }]);
    } finally {
      await admin.query('rollback');
    }
    expect((await search(police, words('quartz'))).found?.state).toBe('OK');
  });

  it('counts all whom the words find, names them in the log, and counts nobody who is hidden or only a hit', async () => {
    const counting = query.replace('words { id title }', 'wordsCount { number atLeast }');
    const countedBy = async (asker: Asker, words: string) => {
      const probe = source.seal(asker, { kind: 'search', recognised: [{ form: 'WORDS', value: words }], feeds: null });
      const { data, extensions } = await source.ask(asker, counting.replace('exact { id title }', ''), {
        probe,
        first: 1,
      });
      const [entity] = (data?._entities ?? []) as readonly { readonly incidents: { readonly wordsCount: unknown } }[];
      return {
        count: entity?.incidents.wordsCount,
        named: (extensions?.manifest.disclosed ?? []).flatMap(({ ids }) => ids).sort(),
      };
    };
    const found = (await search(police, [{ form: 'WORDS', value: 'quartz lantern' }], { first: 100 })).ids ?? [];
    expect(await countedBy(police, 'quartz lantern')).toEqual({
      count: { number: found.length, atLeast: null },
      named: [...found].sort(),
    });
    // Of somebody else's, and one of whom no more may be known than that there is one.
    expect(await countedBy(police, 'zircon')).toEqual({ count: { number: 0, atLeast: null }, named: [] });
    expect((await countedBy(analysis, 'zircon')).count).toEqual({ number: 2, atLeast: null });
    expect(await countedBy({ agency: 'ES-TAX', purpose: 'FINANCIAL_INVESTIGATION' }, 'quartz')).toEqual({
      count: null,
      named: [],
    });
  });
});
