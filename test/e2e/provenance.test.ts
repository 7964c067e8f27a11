import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { formats } from '../../ingest/formats/index.js';
import { loadPolicy } from '../../policy/loading/load.js';
import { readPackageFile } from '../../schema/files.js';
import { ingest } from '../ingest/support/ingestFiles.js';
import { testRun, writeFile } from '../ingest/support/samples.js';
import { type Asker, openTestDeployment } from '../support/deployment.js';
import { closedAfter } from '../support/runner/closedAfter.js';

// All names are invented.
const desk: Asker = { agency: 'EU-SANCTIONS-DESK', purpose: 'SANCTIONS_ENFORCEMENT' };
const police: Asker = {
  agency: 'DE-POLICE',
  role: 'INVESTIGATOR',
  purpose: 'CRIMINAL_INVESTIGATION',
  caseReference: 'DEP-2026-00301',
};
const tax: Asker = { agency: 'ES-TAX', purpose: 'SANCTIONS_ENFORCEMENT' };

const deployment = closedAfter(await openTestDeployment());

interface Delivery {
  readonly format: string;
  readonly originator: string;
  readonly text: string;
  readonly name?: string;
  readonly whole?: boolean;
  readonly purposeLimits?: readonly string[];
}

async function deliver({ format, originator, text, name = 'edition.txt', whole, purposeLimits }: Delivery) {
  const chosen = formats.get(format);
  if (!chosen) throw new Error(format);
  const path = writeFile(name, text);
  const { databases, linkKey } = deployment;
  const envelope = { originator, ...(purposeLimits ? { purposeLimits } : {}) };
  const limits = { mayLoosen: true, ...(whole ? { whole } : {}) };
  const run = { format: chosen, files: [path], envelope, databases, linkKey, policy: loadPolicy(), limits };
  const result = await ingest({ ...run, ...testRun() });
  expect(result.quarantined).toBe(0);
  return { result, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
}

const entity = (id: string, schema: string, properties: Readonly<Record<string, readonly string[]>>) =>
  `${JSON.stringify({ id, caption: id, schema, properties, datasets: ['specimen'], referents: [] })}\n`;
const list = (name: string, text: string, purposeLimits?: readonly string[]): Delivery => ({
  ...{ format: 'ftm', originator: 'EU-SANCTIONS-DESK', text, name, whole: true },
  ...(purposeLimits ? { purposeLimits } : {}),
});

const first = entity('xx-p1', 'Person', { name: ['Fictius EXEMPLAROV'], birthDate: ['1970'] });
const second = entity('xx-p1', 'Person', {
  name: ['Fictius EXEMPLAROV'],
  birthDate: ['1971'],
  passportNumber: ['SPEC001'],
});
const other = entity('xx-p2', 'Person', { name: ['Altera SPECIMEN'] });

const question = `query ($first: Int, $before: Int) { persons(first: 50) { edges { node {
  id name
  provenance { source version format formatVersion file fileSha256 line elementPath run qualityFlags recordedAt sourceRecord statement }
  versions(first: $first, before: $before) {
    version recordedAt endedAt ending format formatVersion file fileSha256 line statement sourceRecord changedFields }
} } } }`;

// biome-ignore lint/suspicious/noExplicitAny: an answer is walked freely by its test
type Nodes = any[];

async function people(asker: Asker, variables = {}): Promise<{ nodes: Nodes; withheld: Nodes }> {
  const { status, body } = await deployment.ask(asker, question, variables);
  expect([status, body.errors]).toEqual([200, undefined]);
  const nodes = body.data.persons.edges.map(({ node }: { node: object }) => node);
  nodes.sort((one: Named, other: Named) => (one.name < other.name ? 1 : -1));
  return { nodes, withheld: body.extensions.withheld ?? [] };
}

interface Named {
  readonly name: string;
}

const at = (withheld: Nodes, end: string) => withheld.filter(({ path }: { path: string }) => path.endsWith(end));

describe('a list from its first edition to its third', () => {
  test('shows the originator where each record came from, and no earlier version of a first one', async () => {
    const { sha256, result } = await deliver(list('edition-1.json', first + other));
    const { nodes } = await people(desk);
    expect(nodes.map(({ name }) => name)).toEqual(['Fictius EXEMPLAROV', 'Altera SPECIMEN']);
    const [{ provenance, versions }] = nodes;
    expect(versions).toEqual([]);
    expect(provenance).toEqual({
      source: 'ftm',
      version: 1,
      format: 'ftm',
      formatVersion: 'entities',
      file: 'edition-1.json',
      fileSha256: sha256,
      line: 1,
      elementPath: null,
      run: result.run,
      qualityFlags: [],
      recordedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      sourceRecord: first.trimEnd(),
      statement: expect.stringContaining('"birthDates":["1970"]'),
    });
  });

  test('keeps what a record said before, with the fields that have changed, for its originator', async () => {
    const { sha256: before } = await deliver(list('edition-1b.json', first + other));
    await deliver(list('edition-2.json', second));
    const { nodes } = await people(desk);
    // Who was taken back is gone.
    expect(nodes.map(({ name }) => name)).toEqual(['Fictius EXEMPLAROV']);
    const [{ provenance, versions }] = nodes;
    expect(provenance).toMatchObject({ version: 2, file: 'edition-2.json', sourceRecord: second.trimEnd() });
    expect(versions).toEqual([
      {
        version: 1,
        recordedAt: expect.any(String),
        endedAt: provenance.recordedAt,
        ending: 'CHANGED',
        format: 'ftm',
        formatVersion: 'entities',
        file: 'edition-1.json',
        fileSha256: before,
        line: 1,
        statement: expect.stringContaining('"birthDates":["1970"]'),
        sourceRecord: first.trimEnd(),
        changedFields: ['birthDates', 'identifications'],
      },
    ]);
  });

  test('lends another agency with every right where it came from, and nothing of the rest', async () => {
    const { nodes, withheld } = await people(police);
    expect(nodes).toMatchObject([
      {
        name: 'Fictius EXEMPLAROV',
        provenance: {
          version: null,
          format: 'ftm',
          file: 'edition-2.json',
          line: 1,
          sourceRecord: null,
          statement: null,
        },
        versions: null,
      },
    ]);
    expect(at(withheld, 'node.versions')).toMatchObject([{ category: 'history', effect: 'NONE', reason: 'CATEGORY' }]);
    // A number from 2 would say what history says: that there was something else before.
    expect(at(withheld, 'provenance.version')).toMatchObject([{ category: 'history', effect: 'NONE' }]);
    expect(at(withheld, 'provenance.sourceRecord')).toMatchObject([{ category: 'provenance.raw', effect: 'NONE' }]);
    expect(JSON.stringify(nodes)).not.toContain('1970');
  });

  test('tells a tax authority whom to ask', async () => {
    const { nodes, withheld } = await people(tax);
    expect(nodes).toMatchObject([{ provenance: null, versions: null }]);
    expect(at(withheld, 'node.provenance')).toMatchObject([
      { category: 'provenance', effect: 'HIT', count: 1, contact: 'sanctions-lists@eu.example.org' },
    ]);
  });

  test('begins again where it ended when an entry comes back, and pages through what it was', async () => {
    await deliver(list('edition-3.json', first + other));
    const { nodes } = await people(desk);
    const numbers = nodes.map(({ versions }) => versions.map((each: { version: number; ending: string }) => each));
    expect(numbers).toMatchObject([
      [
        { version: 2, ending: 'CHANGED', changedFields: ['birthDates', 'identifications'] },
        { version: 1, ending: 'CHANGED' },
      ],
      [{ version: 1, ending: 'WITHDRAWN', changedFields: [] }],
    ]);
    expect(nodes).toMatchObject([{ provenance: { version: 3 } }, { provenance: { version: 2 } }]);
    const page = async (variables: object) =>
      (await people(desk, variables)).nodes[0].versions.map(({ version }: { version: number }) => version);
    expect([await page({ first: 1 }), await page({ before: 2 }), await page({ before: 1 })]).toEqual([[2], [1], []]);
  });

  test('asks as many statements for many records as for one', async () => {
    const statements = async (filter: string): Promise<[records: number, statements: number]> => {
      const before = deployment.statements();
      const { body } = await deployment.ask(
        desk,
        `{ persons(${filter}) { edges { node { id provenance { version sourceRecord statement }
          versions { version statement sourceRecord changedFields } } } } }`,
      );
      return [body.data.persons.edges.length, deployment.statements() - before];
    };
    // The page; provenance and versions; whether records name somebody protected, and what the present ones said and the
    // earlier ones did, maybe at once.
    const few = await statements('first: 1');
    expect([few[0], few[1] <= 7]).toEqual([1, true]);
    const many = Array.from({ length: 12 }, (_, n) => entity(`xx-m${n}`, 'Person', { name: [`SPECIMEN ${n}`] }));
    const later = Array.from({ length: 12 }, (_, n) => entity(`xx-m${n}`, 'Person', { name: [`EXEMPLAR ${n}`] }));
    await deliver(list('many.json', first + other + many.join('')));
    await deliver(list('later.json', first + other + later.join('')));
    const [records, asked] = await statements('first: 50');
    expect([records, asked <= 7]).toEqual([14, true]);
    // Without the words of the versions nothing of them is read.
    const before = deployment.statements();
    await deployment.ask(desk, '{ persons(first: 50) { edges { node { id provenance { file } } } } }');
    expect(deployment.statements() - before).toBe(2);
    await deliver(list('few.json', first + other));
  });
});

describe('what stands in a raw record', () => {
  test('is shown where all that the record holds may be shown, and otherwise not even to its originator', async () => {
    const noted = entity('xx-p1', 'Person', { name: ['Fictius EXEMPLAROV'], notes: ['Fictitious remark'] });
    await deliver(list('noted.json', noted + other));
    const { nodes, withheld } = await people(desk);
    // Reasons of entry are not for the enforcement of sanctions: neither as a field nor within the raw record.
    expect(nodes).toMatchObject([
      { name: 'Fictius EXEMPLAROV', provenance: { file: 'noted.json', sourceRecord: null, statement: null } },
      { name: 'Altera SPECIMEN', provenance: { sourceRecord: other.trimEnd() } },
    ]);
    expect(at(withheld, 'provenance.sourceRecord')).toMatchObject([{ effect: 'NONE', reason: 'PURPOSE', count: 1 }]);
    // That there was a version before, and when, holds nothing of what either says.
    expect(nodes[0].versions[0]).toMatchObject({
      version: 3,
      file: 'edition-3.json',
      changedFields: ['birthDates', 'notes'],
    });
    expect(JSON.stringify(nodes)).not.toContain('Fictitious remark');
  });

  test('is guarded by the envelope that it stood under, although the record has another one now', async () => {
    await deliver(list('limited.json', first + other, ['CRIMINAL_PREVENTION']));
    expect((await people(desk)).nodes).toEqual([]);
    await deliver(list('open.json', second + other));
    const { nodes, withheld } = await people(desk);
    const [exemplar] = nodes;
    expect(exemplar.provenance).toMatchObject({ file: 'open.json', sourceRecord: second.trimEnd() });
    // What was noted then, and what was limited: each is withheld by what was said then.
    const [limited, noted] = exemplar.versions;
    expect(limited).toMatchObject({
      version: null,
      file: null,
      statement: null,
      sourceRecord: null,
      changedFields: null,
    });
    expect(noted).toMatchObject({ file: 'noted.json', statement: null, sourceRecord: null, changedFields: null });
    expect(exemplar.versions.at(-1)).toMatchObject({ version: 1, sourceRecord: first.trimEnd() });
    expect(at(withheld, 'versions.*.statement')).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ reason: 'RECORD' }),
        expect.objectContaining({ reason: 'PURPOSE' }),
      ]),
    );
    expect(JSON.stringify(nodes)).not.toContain('Fictitious remark');
  });
});

const drugs = (
  grams: string,
) => `<nibrs:Submission xmlns:nibrs="http://fbi.gov/cjis/nibrs/4.2" xmlns:cjis="c" xmlns:j="j" xmlns:nc="n" xmlns:s="s"><nibrs:Report>
<nibrs:ReportHeader><nibrs:NIBRSReportCategoryCode>GROUP A INCIDENT REPORT</nibrs:NIBRSReportCategoryCode><nibrs:ReportActionCategoryCode>I</nibrs:ReportActionCategoryCode><nibrs:ReportingAgency><j:OrganizationAugmentation><j:OrganizationORIIdentification><nc:IdentificationID>XADEMO100</nc:IdentificationID></j:OrganizationORIIdentification></j:OrganizationAugmentation></nibrs:ReportingAgency></nibrs:ReportHeader>
<nc:Incident><nc:ActivityIdentification><nc:IdentificationID>SPECIMEN-1</nc:IdentificationID></nc:ActivityIdentification><nc:ActivityDate><nc:Date>2024-05-06</nc:Date></nc:ActivityDate></nc:Incident>
<j:Offense s:id="O1"><nibrs:OffenseUCRCode>35A</nibrs:OffenseUCRCode></j:Offense>
<nc:Substance><nc:ItemStatus><cjis:ItemStatusCode>SEIZED</cjis:ItemStatusCode></nc:ItemStatus><j:DrugCategoryCode>B</j:DrugCategoryCode><nc:SubstanceQuantityMeasure><nc:MeasureDecimalValue>${grams}</nc:MeasureDecimalValue><j:SubstanceUnitCode>GM</j:SubstanceUnitCode></nc:SubstanceQuantityMeasure></nc:Substance></nibrs:Report></nibrs:Submission>`;
const pirates = (status: string) =>
  `date,time,longitude,latitude,attack_type,location_description,nearest_country,attack_description,vessel_name,vessel_type,vessel_status
2001-01-01,NA,103.2,1.5,Boarded,Off Nowhere,SGP,NA,Exemplar One,NA,${status}\n`;
// Why no vendor: of a consignment with a party of no stated kind, who may be a person, the whole is shown to nobody.
const shipments = (item: string) =>
  `ID,ASN/DN #,Country,Shipment Mode,Scheduled Delivery Date,Delivered to Client Date,Vendor,Item Description,Brand,Weight (Kilograms),Freight Cost (USD)
7,ASN-1,Vietnam,Air,2-Jun-06,2-Jun-06,,${item},Generic,13,780.34\n`;
const totals = (kg: string) =>
  `Region,country,ISO Code,Drug Group,Drug,Year,KG Equivalent\nEurope,Netherlands,NLD,Cocaine-type,Cocaine salts,2018,${kg}\n`;
const firms = (country: string) =>
  entity('xx-c1', 'Company', { name: ['SPECIMEN LTD'], jurisdiction: [country] }) +
  entity('xx-v1', 'Vessel', { name: ['EXEMPLAR'], flag: [country], imoNumber: ['IMO9074729'] });

const investigator = { role: 'INVESTIGATOR', purpose: 'CRIMINAL_INVESTIGATION' } as const;
const german: Asker = { agency: 'DE-POLICE', ...investigator, caseReference: 'DEP-2026-00301' };
const belgian: Asker = { agency: 'BE-CUSTOMS', ...investigator, caseReference: 'BEC-2026-00042' };
const analyst: Asker = { agency: 'EU-ANALYSIS', purpose: 'CRIMINAL_INVESTIGATION', caseReference: 'AP-2026-00005' };

/** List, originator and another agency with rights, format, and the text of two editions. */
const kinds: readonly (readonly [string, Asker, Asker, string, readonly [string, string]])[] = [
  ['consignments', belgian, german, 'scms-shipments', [shipments('Fictius 5mg'), shipments('Fictius 9mg')]],
  ['incidents', desk, german, 'pirate-attacks', [pirates('Anchored'), pirates('Steaming')]],
  ['seizures', german, belgian, 'nibrs', [drugs('10'), drugs('20')]],
  ['seizureStatistics', analyst, german, 'unodc-seizures', [totals('5'), totals('7.5')]],
  ['organizations', desk, german, 'ftm', [firms('mt'), firms('cy')]],
  ['vessels', desk, german, 'ftm', [firms('mt'), firms('cy')]],
];

describe('records of every kind', () => {
  test.each(kinds)('%s say where they came from, and to their originator what they were', async (...kind) => {
    const [name, originator, another, format, editions] = kind;
    for (const [index, text] of editions.entries()) {
      await deliver({ format, originator: originator.agency, text, name: `edition-${index + 1}` });
    }
    const ask = async (asker: Asker) => {
      const { body } = await deployment.ask(
        asker,
        `{ ${name}(first: 50) { edges { node { id handling { source } provenance { version file format sourceRecord statement }
          versions { version ending file statement sourceRecord changedFields } } } } }`,
      );
      expect(body.errors).toBeUndefined();
      const nodes: Nodes = body.data[name].edges.map(({ node }: { node: object }) => node);
      return nodes.filter(({ handling }) => handling.source === format);
    };
    const text = expect.any(String);
    const again = name === 'vessels' ? 2 : 0;
    const [own, ...more] = await ask(originator);
    expect(more).toEqual([]);
    expect(own).toMatchObject({
      provenance: { version: 2 + again, file: 'edition-2', format, sourceRecord: text, statement: text },
    });
    const [before] = own.versions;
    expect(before).toMatchObject({ version: 1 + again, ending: 'CHANGED', file: 'edition-1', sourceRecord: text });
    expect(before.changedFields).not.toEqual([]);
    expect(before.statement).not.toBe(own.provenance.statement);
    const [lent] = await ask(another);
    expect(lent).toMatchObject({
      id: own.id,
      provenance: { version: null, file: 'edition-2', sourceRecord: null, statement: null },
      versions: null,
    });
  });
});

describe('the queries of the READMEs', () => {
  test.each([
    ['persons', 'PersonOrigins', desk],
    ['cargo', 'ConsignmentOrigins', belgian],
    ['seizures', 'SeizureOrigins', german],
    ['incidents', 'IncidentOrigins', desk],
  ] as const)('of %s is answered in full: %s', async (source, name, originator) => {
    const readme = readPackageFile('subgraphs', source, 'README.md');
    const [query] = new RegExp(`^query ${name} \\{\\n[\\s\\S]*?^\\}$`, 'm').exec(readme) ?? [];
    const { body } = await deployment.ask(originator, query ?? '');
    expect(body.errors).toBeUndefined();
    const nodes = Object.values<{ edges: Nodes }>(body.data)[0]?.edges.map(({ node }) => node);
    expect(nodes).toContainEqual(
      expect.objectContaining({
        provenance: expect.objectContaining({ sourceRecord: expect.any(String) }),
        versions: expect.arrayContaining([expect.objectContaining({ statement: expect.any(String) })]),
      }),
    );
  });
});

describe('the log', () => {
  test('names provenance and history among the categories that were disclosed', async () => {
    const [source] = kinds;
    const { body } = await deployment.ask(
      source?.[1] as Asker,
      '{ consignments(first: 1) { edges { node { id provenance { file } versions { ending statement } } } } }',
    );
    const { id } = body.data.consignments.edges[0].node;
    const auditor: Asker = {
      agency: 'BE-CUSTOMS',
      role: 'AUDITOR',
      purpose: 'DATA_PROTECTION_AUDIT',
      caseReference: 'BEC-2026-00042',
    };
    const entries = await deployment.ask(
      auditor,
      `query ($id: ID!) { auditEntries(first: 1, filter: { entity: { id: $id } }) { edges { node { disclosed { id categories } } } } }`,
      { id },
    );
    expect(entries.body.data.auditEntries.edges[0].node.disclosed).toContainEqual({
      id,
      categories: ['history', 'provenance', 'provenance.raw'],
    });
  });

  test('say to a client that asks for too many versions what it got wrong, not that the source is broken', async () => {
    const { body } = await deployment.ask(
      desk,
      '{ persons(first: 1) { edges { node { versions(first: 101) { version } } } } }',
    );
    expect(body.errors).toMatchObject([
      {
        message: 'At least 1 and at most 100 versions at once.',
        extensions: { code: 'BAD_USER_INPUT', source: 'persons' },
      },
    ]);
  });
});
