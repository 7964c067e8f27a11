import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { demoSource } from '../../../ingest/demo/load.js';
import { story } from '../../../ingest/demo/story.js';
import { storyRecords } from '../../../ingest/demo/storyRecords.js';
import { formats } from '../../../ingest/formats/index.js';
import type { RecordKind, SourceRecord } from '../../../ingest/records/record.js';
import { propagateSubjects } from '../../../ingest/subjects/propagateSubjects.js';
import { hasLegalForm } from '../../../matching/index.js';
import { loadPolicy } from '../../../policy/loading/load.js';
import { packageFile } from '../../../schema/files.js';
import { allRealFiles } from '../../ingest/formats/realFiles.js';
import { ingest } from '../../ingest/support/ingestFiles.js';
import { describeWithReal, realFile, testRun, writeFile } from '../../ingest/support/samples.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* The parties to declarations, as the office that received them and as six other agencies. Nobody in them exists. */
const policy = loadPolicy();
const listed = 'Небываленко-Омега Фиктив';
/** Natural persons of the declaration, of whom nobody tells. */
const untold = [listed, 'Imaginarius Échantillonneau-Charlie', 'Fictitia Exemplescu-Sierra'];
const firm = 'Voorbeeld Charlie Import BV';
/** Of the neighbour: one whose record's telling has not come, one who is told of, and two whose record tells. */
const kept = ['Fictitia Ungesagt-Kilo', 'Fictitia Getroffen-Lima', 'Fictitia Zeugin-Mike', 'Fictitia Kleinkind-Nova'];

const office: readonly Asker[] = [
  { agency: 'NL-CUSTOMS', role: 'TARGETER', purpose: 'RISK_ANALYSIS' },
  { agency: 'NL-CUSTOMS', role: 'TARGETER', purpose: 'CUSTOMS_CONTROL' },
  { agency: 'NL-CUSTOMS', role: 'ANALYST', purpose: 'SANCTIONS_ENFORCEMENT' },
];
const others: readonly Asker[] = [
  {
    ...{ agency: 'DE-POLICE', role: 'INVESTIGATOR', purpose: 'CRIMINAL_INVESTIGATION' },
    caseReference: 'DEP-2026-00902',
  },
  { agency: 'ES-TAX', role: 'ANALYST', purpose: 'FINANCIAL_INVESTIGATION', caseReference: 'EST-2026-00120' },
  {
    ...{ agency: 'IT-FIU', role: 'ANALYST', purpose: 'FINANCIAL_INVESTIGATION' },
    caseReference: policy.agencies['IT-FIU']?.caseReference.example ?? '',
  },
  {
    ...{ agency: 'XA-CUSTOMS', role: 'ANALYST', purpose: 'MUTUAL_ASSISTANCE' },
    caseReference: policy.agencies['XA-CUSTOMS']?.caseReference.example ?? '',
  },
  { agency: 'PL-BORDER', role: 'FRONT_LINE', purpose: 'BORDER_CHECK' },
  { agency: 'BE-CUSTOMS', role: 'TARGETER', purpose: 'RISK_ANALYSIS' },
];

const deployment = closedAfter(await openTestDeployment());
beforeAll(async () => {
  const person = (sourceRef: string, name: string, envelope: object): SourceRecord => ({
    ...{ kind: 'person', sourceRef, names: [{ name, kind: 'NAME' }], birthDates: [] },
    envelope: { originator: 'DE-POLICE', classification: 'BASIC_PROTECTION_LEVEL', ...envelope },
  });
  await deployment.load(
    [
      ...storyRecords(),
      person('witness', kept[2] as string, { dataSubjectCategory: 'WITNESS' }),
      person('child', kept[3] as string, { dataSubjectCategory: 'OTHER', minor: true }),
      neighbour(),
    ],
    (kind) => demoSource(kind as RecordKind),
  );
  await load('ens', packageFile('ingest', 'demo', 'declaration.xml'));
  await propagateSubjects({ databases: deployment.databases, policy });
});

/** A declaration whose parties somebody tells of, or has yet to. */
function neighbour(): SourceRecord {
  const [ungesagt, victim, witness, child] = kept;
  const pointed = (sourceRef: string) => ({ person: { source: 'demo-persons', sourceRef } });
  return {
    ...{ kind: 'consignment', sourceRef: 'neighbour', lrn: 'NEIGHBOUR', goodsItems: [], transportEquipment: [] },
    envelope: { originator: 'NL-CUSTOMS', classification: 'BASIC_PROTECTION_LEVEL' },
    parties: [
      { role: 'CONSIGNOR', name: ungesagt, ...pointed('nobody has this record') },
      { role: 'CONSIGNEE', name: victim, subject: { category: 'VICTIM', minor: false } },
      { role: 'IMPORTER', name: witness, ...pointed('witness') },
      { role: 'BUYER', name: child, ...pointed('child') },
    ],
  } as unknown as SourceRecord;
}

async function load(name: string, ...files: readonly string[]) {
  const { databases, linkKey } = deployment;
  const format = formats.get(name);
  if (!format) throw new Error(`no format ${name}`);
  return await ingest({
    format,
    files,
    envelope: { originator: 'NL-CUSTOMS' },
    databases,
    linkKey,
    policy,
    ...testRun(),
  });
}

interface Party {
  readonly role: string | null;
  readonly name: string | null;
  readonly eori: string | null;
  readonly matches: { readonly persons: { readonly state: string; readonly matches: readonly Match[] } } | null;
}
interface Match {
  readonly score: number;
  readonly person: { readonly name: string } | null;
}

const parties = `parties { role name eori matches { persons(first: 3) { state matches { score person { name } } } } }`;

async function partiesFor(asker: Asker, lrn: string): Promise<readonly Party[]> {
  const query = `{ consignments(first: 50) { edges { node { lrn ${parties} } } } }`;
  const { body } = await deployment.ask(asker, query);
  expect(body.errors).toBeUndefined();
  const found = body.data.consignments.edges.filter(({ node }: { node: { lrn: string } }) => node.lrn === lrn);
  return found.flatMap(({ node }: { node: { parties: readonly Party[] } }) => node.parties);
}

/** Ids of the consignments that a filter finds; none where the viewer may not filter so. */
async function filtered(asker: Asker, filter: string, text: string): Promise<readonly string[]> {
  const query = `query ($text: String!) { consignments(first: 50, filter: { ${filter} }) { edges { node { id } } } }`;
  const { body } = await deployment.ask(asker, query, { text });
  if (body.errors) expect(body.errors[0].extensions.code).toBe('FILTER_NOT_PERMITTED');
  return (body.data?.consignments?.edges ?? []).map(({ node }: { node: { id: string } }) => node.id);
}

const leaves = ['partyName: { eq: $text }', 'partyName: { startsWith: $text }', 'partyEori: { eq: $text }'];

/** How many consignments are found by a name, or a number: by filters and by a search. */
async function foundBy(asker: Asker, text: string): Promise<number> {
  const found = await Promise.all(leaves.map((leaf) => filtered(asker, leaf, text)));
  const { body } = await deployment.ask(
    asker,
    `query ($text: String!) { search(text: $text) { consignments { exact { id } words { id } } } }`,
    { text },
  );
  expect(body.errors).toBeUndefined();
  const { exact, words } = body.data.search.consignments ?? {};
  return found.flat().length + (exact?.length ?? 0) + (words?.length ?? 0);
}

const isMasked = ({ role, name, eori, matches }: Party) =>
  role === null && (name === null || /^(?:\p{L}…[ -]?)+$/u.test(name)) && eori === null && matches === null;

describe('the office that received a declaration', () => {
  it.each(office)(
    'sees its parties, of whom nobody tells, and that its consignor is listed: $role for $purpose',
    async (asker) => {
      const seen = await partiesFor(asker, 'DEMO-ENS-000118');
      expect(seen).toHaveLength(6);
      expect(seen.map(({ name }) => name)).toEqual(expect.arrayContaining([...untold, firm]));
      for (const { role, matches } of seen) {
        expect(role).not.toBeNull();
        expect(matches?.persons.state).toBe('OK');
      }
      const consignor = seen.find(({ name }) => name === listed);
      expect(consignor?.matches?.persons.matches[0]).toMatchObject({ person: { name: story.consignorName } });
      expect(consignor?.matches?.persons.matches[0]?.score).toBeGreaterThan(0.85);
    },
  );

  it.each(office)('finds it by their names and numbers: $role for $purpose', async (asker) => {
    for (const text of [...untold, 'NLDEMO000000119', firm]) expect(await foundBy(asker, text)).toBeGreaterThan(0);
  });

  it.each(office)('sees no party masked less who is told of, or may yet be: $role for $purpose', async (asker) => {
    const seen = await partiesFor(asker, 'NEIGHBOUR');
    expect(seen).toHaveLength(4);
    expect(seen.filter((party) => !isMasked(party))).toEqual([]);
    for (const text of kept) expect(await foundBy(asker, text)).toBe(0);
  });
});

describe('the raw record of a declaration', () => {
  it('is kept from the office too where it names somebody of whom nobody tells, and shown where all are firms', async () => {
    const xml = `<ie:CC315A xmlns:ie="http://ics.dgtaxud.ec/CC315A"><HEAHEA><RefNumHEA4>FIRMS</RefNumHEA4></HEAHEA>
      <TRACONCO1><NamCO17>Voorbeeld Delta BV</NamCO17></TRACONCO1><GOOITEGDS><IteNumGDS7>1</IteNumGDS7></GOOITEGDS>
      <PERLODSUMDEC><NamPLD1>Specimen Forwarders GmbH</NamPLD1><TINPLD1>DEDEMO000000118</TINPLD1></PERLODSUMDEC></ie:CC315A>`;
    expect(await load('ens', writeFile('firms.xml', xml))).toMatchObject({ stored: 1 });
    const { body } = await deployment.ask(
      office[1] as Asker,
      '{ consignments(first: 50) { edges { node { lrn provenance { sourceRecord } } } } }',
    );
    const raw = new Map<string, string | null>(
      body.data.consignments.edges.map(({ node }: { node: Whole }) => [node.lrn, node.provenance.sourceRecord]),
    );
    expect(raw.get('FIRMS')).toContain('Voorbeeld Delta BV');
    expect(raw.get('DEMO-ENS-000118')).toBeNull();
  });
});

interface Whole {
  readonly lrn: string;
  readonly provenance: { readonly sourceRecord: string | null };
}

describe('another agency', () => {
  it.each(others)('sees no natural person of whom nobody tells: $agency', async (asker) => {
    const seen = await partiesFor(asker, 'DEMO-ENS-000118');
    const full = seen.filter((party) => !isMasked(party));
    // Why they: a legal form in the name says that they are firms.
    const firms = [firm, 'Exemplar Tango Shipping NV', 'Specimen Forwarders GmbH'];
    expect(full.filter(({ name }) => !firms.includes(name ?? ''))).toEqual([]);
    expect((await partiesFor(asker, 'NEIGHBOUR')).filter((party) => !isMasked(party))).toEqual([]);
  });

  it.each(others)('finds the declaration by nothing of theirs: $agency', async (asker) => {
    for (const text of [...untold, 'NLDEMO000000119', ...kept])
      expect([text, await foundBy(asker, text)]).toEqual([text, 0]);
  });

  it.each(others)('misses it by nothing of theirs, where the filter is turned round: $agency', async (asker) => {
    for (const leaf of leaves) {
      const whole = await filtered(asker, `not: { ${leaf} }`, 'Nobody Atall');
      for (const text of [...untold, 'NLDEMO000000119', ...kept])
        expect([text, await filtered(asker, `not: { ${leaf} }`, text)]).toEqual([text, whole]);
    }
  });

  it('has firms by name of it where its category gives them, so that there is something to find', async () => {
    for (const asker of others.filter(({ agency }) => ['DE-POLICE', 'ES-TAX', 'IT-FIU', 'BE-CUSTOMS'].includes(agency)))
      expect([asker.agency, await foundBy(asker, firm)]).not.toEqual([asker.agency, 0]);
  });
});

const samples = [
  ...allRealFiles('cargo/ens_ics1').filter((file) =>
    /CC315A-schemaValid|CC313A-schemaValid|validSubmission/.test(file),
  ),
];
describeWithReal('the official samples of ICS1', [realFile('cargo', 'ens_ics1', 'validSubmission.xml')], () => {
  it('show the office all of their parties, with a listed name put in among the matches', async () => {
    const texts = samples.map((file) =>
      readFileSync(realFile(file), 'utf8').replace(/(<NamCO\d+>)[^<]*/g, `$1${listed}`),
    );
    const files = texts.map((text, at) => writeFile(`sample${at}.xml`, text));
    const { stored } = await load('ens', ...files);
    expect(stored).toBeGreaterThan(1);
    await propagateSubjects({ databases: deployment.databases, policy });
    const seen = await partiesFor(office[0] as Asker, 'ABC123');
    expect(seen.length).toBeGreaterThan(5);
    expect(seen.filter(({ role }) => role === null)).toEqual([]);
    const consignor = seen.find(({ name }) => name === listed);
    expect(consignor?.matches?.persons.matches[0]?.person?.name).toBe(story.consignorName);
    for (const asker of others)
      expect((await partiesFor(asker, 'ABC123')).filter((party) => !isMasked(party))).toEqual([]);
  });
});

describeWithReal('the official samples of the WCO Data Model', [realFile('cargo', 'wco_declarations')], () => {
  it('show the office all of their parties, and others those alone whose names say that they are firms', async () => {
    const files = allRealFiles('cargo/wco_declarations').map((file) => realFile(file));
    expect((await load('wco-declaration', ...files)).stored).toBeGreaterThan(10);
    const seenBy = async (asker: Asker): Promise<readonly Party[]> => {
      const query = `{ consignments(first: 50) { edges { node { declarationType ${parties} } } } }`;
      const { body } = await deployment.ask(asker, query);
      expect(body.errors).toBeUndefined();
      const nodes = body.data.consignments.edges.map(({ node }: { node: Declared }) => node);
      return nodes.flatMap((node: Declared) => (node.declarationType === null ? [] : node.parties));
    };
    const seen = await seenBy(office[0] as Asker);
    expect(seen.length).toBeGreaterThan(30);
    expect(seen.filter(isMasked)).toEqual([]);
    for (const asker of others) {
      const full = (await seenBy(asker)).filter((party) => !isMasked(party));
      expect(full.filter(({ name }) => name === null || !hasLegalForm(name))).toEqual([]);
    }
  });
});

interface Declared {
  readonly declarationType: string | null;
  readonly parties: readonly Party[];
}
