import { describe, expect, test } from '@jest/globals';
import pino from 'pino';
import { runIngest } from '../../cli/ingest/ingest.js';
import { runQuarantineRetry } from '../../cli/ingest/quarantine.js';
import { formats } from '../../ingest/formats/index.js';
import type { EnvelopeOptions } from '../../ingest/rows/envelope/envelope.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { ingest } from '../ingest/support/ingestFiles.js';
import { testRun, writeFile } from '../ingest/support/samples.js';
import { memoryOperatorLog } from '../support/acts.js';
import { type Asker, openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';

// All names are invented.
const customs: Asker = { agency: 'NL-CUSTOMS', purpose: 'SANCTIONS_ENFORCEMENT' };
const border: Asker = { agency: 'PL-BORDER', purpose: 'SANCTIONS_ENFORCEMENT' };
const police: Asker = { agency: 'DE-POLICE', purpose: 'SANCTIONS_ENFORCEMENT' };
const owner: Asker = { agency: 'EU-ANALYSIS', purpose: 'SANCTIONS_ENFORCEMENT' };

const deployment = closedAfter(await openTestDeployment());

const person = (id: string): string =>
  `${JSON.stringify({ id, schema: 'Person', properties: { name: [`Fictius ${id}`] }, datasets: ['specimen'], referents: [] })}\n`;

async function deliver(name: string, text: string, envelope: Omit<EnvelopeOptions, 'originator'>, mayLoosen = false) {
  const format = formats.get('ftm');
  if (!format) throw new Error('no format');
  const { databases, linkKey } = deployment;
  const lent = { originator: 'EU-ANALYSIS', ...envelope };
  const files = [writeFile(name, text)];
  const run = { format, files, envelope: lent, limits: { mayLoosen }, databases, linkKey, policy: loadPolicy() };
  return ingest({ ...run, ...testRun() });
}

async function seen(asker: Asker): Promise<unknown[]> {
  const { body } = await deployment.ask(asker, '{ sources { source records files } }');
  expect(body.errors).toBeUndefined();
  return body.data?.sources;
}

const line = (records: number, file: string) => [{ source: 'ftm', records, files: [file] }];

describe('what is loaded, as the graph shows it', () => {
  test('counts no secret records for those whose clearance does not reach them, nor names their file', async () => {
    await deliver('informants.json', person('xx-p1'), { classification: 'SECRET_UE' });
    expect(await seen(owner)).toEqual(line(1, 'informants.json'));
    expect(await seen(police)).toEqual(line(1, 'informants.json'));
    for (const asker of [customs, border]) expect(await seen(asker)).toEqual([]);
  });

  test('stays as strict as the strictest record, whatever a later delivery is lent under', async () => {
    await deliver('open.json', person('xx-p2'), { classification: 'PUBLIC' });
    expect(await seen(police)).toEqual(line(2, 'open.json'));
    expect(await seen(customs)).toEqual([]);
    await deliver('opened.json', person('xx-p1'), { classification: 'PUBLIC' }, true);
    expect(await seen(customs)).toEqual(line(2, 'opened.json'));
  });

  test('is for those whom every release names, and for the originator', async () => {
    const both = ['agency:NL-CUSTOMS', 'kind:POLICE_MS'];
    await deliver('two.json', person('xx-p3'), { releasableTo: both });
    expect([await seen(customs), await seen(police), await seen(border)].map(({ length }) => length)).toEqual([
      1, 1, 0,
    ]);
    await deliver('one.json', person('xx-p4'), { releasableTo: ['kind:POLICE_MS'] });
    expect([await seen(customs), await seen(police), await seen(border)].map(({ length }) => length)).toEqual([
      0, 1, 0,
    ]);
    await deliver('other.json', person('xx-p5'), { handling: ['H2'], releasableTo: ['country:NL'] });
    expect([await seen(customs), await seen(police), await seen(owner)].map(({ length }) => length)).toEqual([0, 0, 1]);
  });

  test('tells of no secret delivery of which nothing could be read: the run states the level then, no record does', async () => {
    const mapping = writeFile(
      'sealed.yaml',
      'version: 1\nkind: person\nsource: mapped-sealed\ninput: { type: csv }\nkey: no\n' +
        "fields: { names: name, birthDates: { column: born, date: ['yyyy-MM-dd'], onError: reject } }\n",
    );
    const { databases, linkKey } = deployment;
    const result = await runIngest({
      ...{ databases, keys: { link: linkKey }, policy: loadPolicy(), ...testRun() },
      ...{ json: true, out: () => undefined, isTerminal: false, format: 'mapped', mapping },
      files: [writeFile('sealed.csv', 'no,name,born\n1,EXEMPLAROV Fictitius,31.01.1970\n')],
      envelope: { originator: 'DE-POLICE', classification: 'SECRET_UE' },
    });
    expect(result).toMatchObject({ stored: 0, quarantined: 1 });
    expect(JSON.stringify(await seen(customs))).not.toContain('mapped-sealed');
    expect(JSON.stringify(await seen(police))).toContain('mapped-sealed');
  });

  test('is no looser where a stricter record comes out of quarantine later', async () => {
    const mapping = (date: string) =>
      writeFile(
        'register.yaml',
        `version: 1
kind: person
source: mapped-register
input: { type: csv }
key: no
envelope: { classification: { column: level } }
fields: { names: name, birthDates: { column: born, date: [${date}], onError: reject } }
`,
      );
    const { databases, linkKey } = deployment;
    const access = { databases, keys: { link: linkKey }, policy: loadPolicy(), ...testRun() };
    const quiet = { json: true, out: () => undefined };
    const rows =
      'no,name,born,level\n1,EXEMPLAROV Fictitius,1970-01-31,PUBLIC\n2,SPECIMEN Example,31.01.1971,SECRET_UE\n';
    await runIngest({
      ...access,
      ...quiet,
      format: 'mapped',
      mapping: mapping('yyyy-MM-dd'),
      files: [writeFile('register.csv', rows)],
      envelope: { originator: 'DE-POLICE' },
      isTerminal: false,
    });
    const feedsOf = async (asker: Asker) => JSON.stringify(await seen(asker));
    expect(await feedsOf(customs)).toContain('mapped-register');
    await runQuarantineRetry({
      ...access,
      ...quiet,
      mapping: mapping('dd.MM.yyyy'),
      filter: { source: 'mapped-register' },
      operatorLog: memoryOperatorLog(),
      log: pino({ level: 'silent' }),
    });
    expect(await feedsOf(customs)).not.toContain('mapped-register');
    expect(await feedsOf(police)).toContain('mapped-register');
  });
});
