import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, expect, it } from '@jest/globals';
import { formats } from '../../../ingest/formats/index.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import { ingest } from '../../ingest/support/ingestFiles.js';
import {
  describeWithReal,
  linkKey,
  openIngestDatabases,
  realFile,
  testRun,
  writeFile,
} from '../../ingest/support/samples.js';
import { openPersons, police } from './ask.js';

const deliveries = {
  'un-consolidated': ['un_consolidated.xml'],
  'bis-dpl': ['bis_denied_persons_list.txt'],
  'us-csl': ['us_consolidated_screening_list_sample.csv'],
  'ofac-sdn': ['sdn', 'add', 'alt', 'sdn_comments'].map((name) => `ofac_sdn/${name}.csv`),
  ftm: ['ftm/yente_zala.ftm.json'],
};
const pathsOf = (names: readonly string[]) => names.map((name) => realFile('persons', name));

/** Of the nine thousand entries of OFAC those that are asked for, a fifth: all are read by other tests. */
function askedOf(paths: readonly string[]): string[] {
  const texts = paths.map((path) => readFileSync(path, 'latin1').split('\n'));
  const numberOf = (line: string) => line.slice(0, line.indexOf(','));
  const asked = new Set(texts[0]?.filter((line) => /SDNTK|ADRIAN DARYA|EP-GOM/.test(line)).map(numberOf));
  return paths.map((path, index) => {
    const kept = texts[index]?.filter((line) => asked.has(numberOf(line))) ?? [];
    return writeFile(basename(path), Buffer.from(kept.map((line) => `${line}\n`).join(''), 'latin1'));
  });
}

/** The named operations of the README, by name. */
const questions = new Map(
  [...readPackageFile('subgraphs', 'persons', 'README.md').matchAll(/^query (\w+) \{\n[\s\S]*?^\}$/gm)].map(
    ([text, name = '']) => [name, text],
  ),
);

const source = await openPersons();
const databases = source.database.ending(openIngestDatabases(source.database));

describeWithReal('the README asks the real lists', pathsOf(Object.values(deliveries).flat()), () => {
  beforeAll(async () => {
    for (const [name, files] of Object.entries(deliveries)) {
      const format = formats.get(name);
      if (!format) throw new Error(name);
      const envelope = { originator: 'EU-ANALYSIS' };
      const paths = name === 'ofac-sdn' ? askedOf(pathsOf(files)) : pathsOf(files);
      await ingest({ format, files: paths, envelope, databases, linkKey, policy: loadPolicy(), ...testRun() });
    }
  });

  const ask = async (name: string) => {
    const { data, errors } = await source.ask(police, questions.get(name) ?? name);
    expect(errors).toBeUndefined();
    return data as Record<string, never>;
  };

  it('of the United Nations', async () => {
    expect(await ask('UnitedNations')).toMatchObject({
      person: { birthDate: '1986-08-03', nationality: ['PK'], sanctions: [{ programme: 'Al-Qaida' }] },
    });
  });

  it('of denied persons', async () => {
    expect(await ask('DeniedPersons')).toMatchObject({
      persons: { edges: [{ node: { sanctions: [{ startDate: '2022-08-24', endDate: '2026-01-14' }] } }] },
    });
  });

  it('of a ship in two lists', async () => {
    const { vessel } = (await ask('Screening')) as unknown as {
      vessel: { records: { edges: { node: { name: string; handling: { source: string } } }[] } };
    };
    const nodes = vessel.records.edges.map(({ node }) => node);
    expect(nodes.map(({ handling }) => handling.source).sort()).toEqual(['ofac-sdn', 'us-csl']);
    expect(nodes.every(({ name }) => name.startsWith('ADRIAN DARYA'))).toBe(true);
  });

  it('of narcotics traffickers', async () => {
    const { persons } = (await ask('Narcotics')) as unknown as {
      persons: { edges: { node: { birthDate: string } }[] };
    };
    expect(persons.edges.length).toBeGreaterThan(5);
    expect(persons.edges.every(({ node }) => node.birthDate.startsWith('1961'))).toBe(true);
  });

  it('of an aircraft', async () => {
    expect(await ask('Aircraft')).toEqual({
      aircraft: {
        name: 'EP-GOM',
        registration: 'EP-GOM',
        pastRegistrations: null,
        serialNumber: '1023409321',
        model: 'IL76-TD',
        buildDate: '1992',
        operator: 'YAS AIR',
        sanctions: [{ authority: 'OFAC', programme: 'SDGT' }],
      },
    });
  });

  it('of a company, its director and his family', async () => {
    const { organization } = (await ask('Ownership')) as unknown as {
      organization: {
        sanctions: unknown[];
        interests: {
          edges: { node: { kind: string; holderPerson: { relations: { edges: { node: object }[] } } | null } }[];
        };
      };
    };
    const nodes = organization.interests.edges.map(({ node }) => node);
    const directors = nodes.filter(({ kind }) => kind === 'DIRECTORSHIP');
    expect(
      directors.flatMap(({ holderPerson }) => holderPerson?.relations.edges.map(({ node }) => node) ?? []),
    ).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'FAMILY', inverse: true })]));
    expect(organization.sanctions.length).toBeGreaterThan(5);
  });

  it('of police messages, whose form it has even where none are loaded', async () => {
    expect(await ask('PoliceMessages')).toEqual({ persons: { edges: [] } });
  });
});
