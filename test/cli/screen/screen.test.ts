import { appendFileSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { countLines } from '../../../cli/screen/lines.js';
import { exitCodeOf } from '../../../cli/screen/runScreen.js';
import { nothingCounted, type ScreeningResult, screen } from '../../../cli/screen/screen.js';
import type { Screening } from '../../../cli/screen/screening.js';
import { checkRegistration } from '../../../gateway/documents/register/register.js';
import { loadSchema } from '../../../gateway/supergraph/supergraph.js';
import { ofacAdvanced } from '../../../ingest/formats/watchlists/ofacAdvanced/ofac-advanced.js';
import type { SourceRecord } from '../../../ingest/records/record.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { readPackageFile } from '../../../schema/files.js';
import {
  advancedList,
  alias,
  documentedName,
  entry,
  party,
} from '../../ingest/formats/watchlists/ofac/advancedList.js';
import { ingest } from '../../ingest/support/ingestFiles.js';
import { makeFolder, testRun, writeFile } from '../../ingest/support/samples.js';
import { openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

// All names are invented.
const asker = { agency: 'EU-SANCTIONS-DESK', purpose: 'SANCTIONS_ENFORCEMENT' } as const;

const records: readonly SourceRecord[] = [
  {
    kind: 'person',
    sourceRef: '1',
    names: [{ name: 'EXEMPLAROV, Fictius Specimen', kind: 'NAME' }],
    birthDates: ['1970-01-02'],
  },
  { kind: 'organization', sourceRef: '2', names: [{ name: 'SPECIMEN TRADING LTD', kind: 'NAME' }] },
  { kind: 'vesselRecord', sourceRef: '3', names: [{ name: 'SPECIMEN STAR', kind: 'NAME' }], imo: '9074729' },
].map((record) => ({
  ...(record as SourceRecord),
  envelope: { originator: 'EU-SANCTIONS-DESK', classification: 'PUBLIC' as const },
}));

/** Of whom the desk may know, and see nothing. */
const lent: SourceRecord = {
  kind: 'person',
  sourceRef: '4',
  names: [{ name: 'Tarvik Solomonov Exemplar', kind: 'NAME' }],
  birthDates: ['1961-04-12'],
  envelope: {
    originator: 'NL-CUSTOMS',
    releasableTo: ['agency:EU-ANALYSIS'],
    hitTo: ['agency:EU-SANCTIONS-DESK'],
  },
} as SourceRecord;

const deployment = closedAfter(await openTestDeployment());
beforeAll(async () => {
  await deployment.load([...records, lent], () => 'un-consolidated');
  const names = alias(documentedName('Primary Latin', ['Last Name', 'UNRELATOVSKI'], ['First Name', 'Quillon']));
  const list = advancedList({
    parties: party(99901, 'individual', names),
    entries: entry(99901, '2020-01-01', ['DEMO']),
  });
  await ingest({
    format: ofacAdvanced,
    files: [writeFile('sdn_advanced.xml', list)],
    envelope: { originator: 'EU-SANCTIONS-DESK' },
    databases: deployment.databases,
    linkKey: deployment.linkKey,
    policy: loadPolicy(),
    ...testRun(),
  });
});

const tokenOf = async () => ((await deployment.headersOf(asker)).authorization ?? '').replace('Bearer ', '');

interface Files {
  readonly path: string;
  readonly output: string;
  readonly certificates: string;
}

function filesOf(text: string): Files {
  const folder = makeFolder();
  const path = join(folder, 'asked');
  writeFileSync(path, text);
  return { path, output: join(folder, 'answers.jsonl'), certificates: join(folder, 'certificates') };
}

const run = (files: Files, more: Partial<Screening> = {}): Promise<ScreeningResult> =>
  screen({
    ...{
      ...files,
      url: deployment.url,
      where: 'here',
      token: tokenOf,
      asker,
      role: 'ANALYST',
      registered: false,
      first: 5,
      waiting: { waitMs: 0, onWait: () => undefined },
      onProgress: () => undefined,
    },
    ...more,
  });

interface Line {
  readonly line: number;
  readonly state?: string;
  readonly hit?: { readonly id: string } | null;
  readonly hitContact?: string;
  readonly matches?: readonly { readonly score: number; readonly record: { readonly name: string } | null }[];
  readonly receipt?: { readonly index: number; readonly leafHash: string };
}

const answersOf = ({ output }: Files): Line[] =>
  readFileSync(output, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

const asked = (value: object) => `${JSON.stringify(value)}\n`;

const mixed = [
  asked({ name: 'Fictius Exemplraov', birthDate: '1970-01-02', ref: 'a' }),
  asked({ name: 'Nobody Atall', ref: 'b' }),
  asked({ kind: 'vessel', name: 'SPECIMEN STAR', imo: '9074729' }),
  asked({ name: 'Somebody', birthdate: '1970' }),
  '{"name": \n',
  asked({ kind: 'organization', name: 'Specimen Trading Limited', ref: 5 }),
  asked({ name: 'Somebody', birthDate: '1970-02-30' }),
  asked({ kind: 'ghost', name: 'Somebody' }),
  asked({ name: 'Somebody', document: 'X1' }),
  asked({ name: 'Somebody', document: 'X1', documentType: 'library card' }),
].join('');

describe('a screening', () => {
  it('answers each line in its order, tells lines with a mistake apart, and gives the receipt of the log', async () => {
    const files = filesOf(mixed);
    expect(await run(files)).toEqual({
      ...{
        ...nothingCounted,
        lines: 10,
        before: 0,
        matched: 3,
        hits: 0,
        noHit: 1,
        hitsNotAsked: 2,
        notWhole: 0,
        mistakes: 6,
      },
    });
    const receipt = expect.objectContaining({
      index: expect.any(Number),
      leafHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const answers = answersOf(files);
    expect(answers).toMatchObject([
      {
        line: 1,
        ref: 'a',
        kind: 'person',
        state: 'OK',
        matches: [{ record: { name: 'EXEMPLAROV, Fictius Specimen' } }],
        receipt,
      },
      { line: 2, ref: 'b', state: 'OK', matches: [], receipt },
      { line: 3, ref: null, kind: 'vessel', matches: [{ record: { name: 'SPECIMEN STAR', imo: '9074729' } }] },
      { line: 4, error: { field: 'birthdate', reason: 'field.unknown' } },
      { line: 5, error: { field: 'line', reason: 'json.notWellFormed' } },
      { line: 6, ref: '5', kind: 'organization', matches: [{ record: { name: 'SPECIMEN TRADING LTD' } }] },
      { line: 7, error: { field: 'birthDate', reason: 'date.impossible' } },
      { line: 8, error: { field: 'kind', reason: 'kind.unknown' } },
      { line: 9, error: { field: 'documentType', reason: 'documentType.missing' } },
      { line: 10, error: { field: 'documentType', reason: 'documentType.unknown' } },
    ]);
  });

  it('goes on behind the last whole answer after a kill, and ends as if it had never been stopped', async () => {
    const lines = Array.from({ length: 230 }, (_, at) =>
      asked({ name: at % 50 === 7 ? 'Fictius Exemplarov' : `Nobody Number${at}`, ref: String(at) }),
    );
    const [whole, stopped] = [filesOf(lines.join('')), filesOf(lines.join(''))];
    await run(whole);
    await run(stopped);
    const texts = readFileSync(stopped.output, 'utf8').split('\n');
    truncateSync(stopped.output, Buffer.byteLength(texts.slice(0, 130).join('\n')) + 20);
    const certificates = readdirSync(stopped.certificates);
    const result = await run(stopped);
    expect(result).toMatchObject({ lines: 230, before: 130 });
    const content = (files: Files) => answersOf(files).map(({ receipt: _, ...said }) => said);
    expect(content(stopped)).toEqual(content(whole));
    expect(readdirSync(stopped.certificates)).toEqual(certificates);
    expect(await run(stopped)).toMatchObject({ lines: 230, before: 230, matched: 5, noHit: 225 });
    expect(content(stopped)).toEqual(content(whole));
  });

  it.each<[string, string, Partial<Screening>]>([
    ['a shorter file, whose lines it said had all been answered before', 'a', {}],
    ['a file with another line in the middle', 'axcd', {}],
    ['a file with another last line', 'abcx', {}],
    ['a file in another order', 'acbd', {}],
    ['the same file, by another agency', 'abcde', { asker: { ...asker, agency: 'NL-CUSTOMS' } }],
    ['the same file, for another purpose', 'abcde', { asker: { ...asker, purpose: 'RISK_ANALYSIS' } }],
    ['the same file, in another role', 'abcde', { role: 'INVESTIGATOR' }],
    ['the same file, with more matches of each', 'abcde', { first: 6 }],
    ['the same file, without certificates', 'abcde', { certificates: undefined }],
    ['the same file, asked elsewhere', 'abcde', { where: 'elsewhere' }],
  ])('asks nothing where the output holds the answers to %s', async (_, lines, more) => {
    const textOf = (names: string) => [...names].map((name) => asked({ name: `Nobody ${name}`, ref: name })).join('');
    const files = filesOf(textOf('abcd'));
    await run(files);
    const before = readFileSync(files.output, 'utf8');
    writeFileSync(files.path, textOf(lines));
    const url = 'http://127.0.0.1:1/nobody-is-asked';
    await expect(run(files, { url, ...more })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('another file, or to this one with other options'),
    });
    expect(readFileSync(files.output, 'utf8')).toBe(before);
  });

  it('goes on with a file that lines were added to, and counts what was found before', async () => {
    const hit = asked({ name: 'Tarvik Solomonov Exemplar', birthDate: '1961-04-12' });
    const files = filesOf(hit);
    await run(files);
    appendFileSync(files.path, asked({ name: 'Nobody Atall' }));
    const result = await run(files);
    expect(result).toEqual({ ...nothingCounted, lines: 2, before: 1, hits: 1, noHit: 1, hitsNotAsked: 1 });
    expect(exitCodeOf(result)).toBe(2);
  });

  it('says how far it is by lines, those with a mistake too, and which of them were answered before', async () => {
    const files = filesOf(mixed);
    const told: (readonly [number, number])[] = [];
    const onProgress = (lines: number, before: number): void => void told.push([lines, before]);
    await run(files, { onProgress });
    writeFileSync(files.path, mixed + asked({ name: 'Nobody Whatever' }));
    await run(files, { onProgress });
    expect(told).toEqual([
      [10, 0],
      [11, 10],
    ]);
    expect([await countLines(files.path), await countLines('-')]).toEqual([11, null]);
  });

  it('does not go on behind what is no answer of a screening', async () => {
    const files = filesOf(asked({ name: 'Nobody Atall' }));
    await run(files);
    appendFileSync(files.output, 'no answer\n');
    await expect(run(files)).rejects.toMatchObject({ message: expect.stringContaining('Line 2 of') });
    writeFileSync(files.output, '{"line": 1}\n');
    await expect(run(files)).rejects.toMatchObject({ message: expect.stringContaining('no answer of a screening') });
  });

  it.each([
    ['JSON Lines', '', (name: string) => asked({ name, ref: 'r' })],
    ['a table', 'ref;name\n', (name: string) => `r;${name}\n`],
    ['a table with quotes', 'ref;name\n', (name: string) => `r;"${name}"\n`],
  ])(
    'tells a line of 10 MB as one with a mistake, by its number, and holds none of it: %s',
    async (_, head, toLine) => {
      const names = ['Nobody Atall', 'x'.repeat(10_000_000), 'y '.repeat(300), 'Nobody Again'];
      const files = filesOf(head + names.map(toLine).join(''));
      expect(await run(files)).toMatchObject({ lines: 4, noHit: 2, mistakes: 2 });
      const at = head === '' ? 1 : 2;
      expect(answersOf(files)).toMatchObject([
        { line: at, state: 'OK' },
        { line: at + 1, ref: null, error: { field: 'line', reason: 'line.tooLong' } },
        { line: at + 2, ref: 'r', error: { field: 'name', reason: 'name.tooLong' } },
        { line: at + 3, state: 'OK' },
      ]);
      expect(readFileSync(files.output).length).toBeLessThan(5000);
    },
  );

  it('tells keys and texts that are too long, as they are or as they are compared, before they are asked for', async () => {
    const lines = [
      { name: 'N', ref: 'r'.repeat(65) },
      { name: 'N', ref: { a: 1 } },
      { name: '\ufdfa'.repeat(30) },
      { name: 'N', birthPlace: 'p'.repeat(501) },
    ];
    const files = filesOf(lines.map(asked).join(''));
    expect(await run(files)).toMatchObject({ mistakes: 4 });
    expect(answersOf(files)).toMatchObject([
      { ref: null, error: { field: 'ref', reason: 'ref.tooLong' } },
      { ref: null, error: { field: 'ref', reason: 'field.misshapen' } },
      { error: { field: 'name', reason: 'name.tooLong' } },
      { error: { field: 'birthPlace', reason: 'field.tooLong' } },
    ]);
  });

  it('certifies of a line without a match what was searched and by whom, and never that there is none', async () => {
    const files = filesOf(mixed);
    await run(files);
    expect(readdirSync(files.certificates)).toEqual(['line-00000002.json']);
    const certificate = JSON.parse(readFileSync(join(files.certificates, 'line-00000002.json'), 'utf8'));
    expect(certificate).toMatchObject({
      statement: expect.stringMatching(
        /^This certifies that a search of what a viewer of the kind .* may see .* does not certify that there is none\.$/,
      ),
      certifies: true,
      asked: { ref: 'b', kind: 'person', names: ['Nobody Atall'] },
      state: 'OK',
      viewer: { agency: 'EU-SANCTIONS-DESK', role: 'ANALYST', purpose: 'SANCTIONS_ENFORCEMENT' },
      policyVersion: loadPolicy().version,
      receipt: answersOf(files)[1]?.receipt,
    });
    expect(certificate.lists).toMatchObject([{ source: 'ofac-sdn', format: 'ofac-advanced', records: 1 }]);
    expect(certificate.compared).toContainEqual({ category: 'persons.identity', most: 'FULL', least: 'NONE' });
  });

  it('counts a hit as a hit and certifies nothing of its line: it was not asked for, and nine persons were certified beside theirs', async () => {
    const known = { name: 'Tarvik Solomonov Exemplar', birthDate: '1961-04-12' };
    const files = filesOf(asked({ ...known, ref: 'a' }) + asked({ name: 'Nobody Atall' }) + asked(known));
    const result = await run(files);
    expect(result).toEqual({ ...nothingCounted, lines: 3, before: 0, hits: 2, noHit: 1, hitsNotAsked: 1 });
    expect(exitCodeOf(result)).toBe(2);
    const [first, second] = answersOf(files);
    expect(first).toMatchObject({ matches: [], hit: { id: expect.stringMatching(/^person_/) } });
    expect(first?.hitContact).toBe(loadPolicy().agencies['NL-CUSTOMS']?.contact);
    expect(second?.hit).toBeNull();
    expect(readdirSync(files.certificates)).toEqual(['line-00000002.json']);
    const certificate = JSON.parse(readFileSync(join(files.certificates, 'line-00000002.json'), 'utf8'));
    expect(certificate.receipt).not.toEqual(first?.receipt);
  });

  it('reads a table, and refuses one with a column by which nothing is searched, before a line is asked', async () => {
    const files = filesOf(
      'ref;name;birthDate;nationality\n1;Fictius Exemplarov;1970-01-02;Malta\n2;Nobody Atall;;Utopia\n',
    );
    expect(await run(files)).toMatchObject({ lines: 2, matched: 1, mistakes: 1 });
    expect(answersOf(files)).toMatchObject([
      { line: 2, ref: '1' },
      { line: 3, ref: '2', error: { reason: 'country.unknown' } },
    ]);
    const strange = filesOf('name,DOB\nFictius Exemplarov,1970-01-02\n');
    await expect(run(strange)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('DOB'),
    });
    expect(readFileSync(strange.output, 'utf8')).toBe('');
  });

  it('asks for a partner system by the ids of its registered documents, and not before they are registered', async () => {
    const system = { ...asker, agency: 'BE-CUSTOMS', role: 'SYSTEM_CLIENT' } as const;
    const files = filesOf(asked({ name: 'Nobody Atall' }));
    const token = async () => ((await deployment.headersOf(system)).authorization ?? '').replace('Bearer ', '');
    const partner = { asker: system, registered: true, token };
    await expect(run(files, partner)).rejects.toThrow('PERSISTED_DOCUMENT_NOT_FOUND');
    const schema = await loadSchema(readPackageFile('schema', 'supergraph.graphql'));
    const stated = {
      text: readPackageFile('cli', 'screen', 'screening.graphql'),
      agency: system.agency,
      purpose: system.purpose,
      registeredBy: 'test',
      asOf: new Date().toISOString(),
    };
    await deployment.documents.save(checkRegistration(stated, loadPolicy(), schema).document);
    expect(await run(files, partner)).toMatchObject({ lines: 1, noHit: 1 });
  });

  it('stops where the gateway refuses the viewer, and writes nothing that was not answered', async () => {
    const files = filesOf(asked({ name: 'Nobody Atall' }));
    await expect(run(files, { token: () => Promise.resolve('no token') })).rejects.toThrow('UNAUTHENTICATED');
    expect(existsSync(files.certificates)).toBe(false);
    expect(readFileSync(files.output, 'utf8')).toBe('');
  });
});
