import { describe, expect, it } from '@jest/globals';
import graphology from 'graphology';
import graphologyGraphml from 'graphology-graphml';
import { readWithheld } from '../../../client/withheld.js';
import { openArchive } from '../../../gateway/export/formats/verification/archive.js';
import { openAsking } from '../../e2e/crawl/asking.js';
import { type Asker, openTestDeployment } from '../../support/deployment.js';
import { closedAfter } from '../../support/runner/closedAfter.js';
import { exampleCase, fileOf, investigator, linesOf, postExport, takeAll } from './exporting.js';

const deployment = closedAfter(await openTestDeployment({ demo: true }));

const of = (agency: string, rest: Partial<Asker> = {}): Asker => {
  return { ...investigator, agency, caseReference: exampleCase(agency), ...rest };
};
const viewers = [investigator, of('NL-CUSTOMS'), of('EU-PROSECUTOR', { role: 'CASE_PROSECUTOR' })];

const selections: Readonly<Record<string, string>> = {
  consignments:
    'mrn grossMassKg consignor { name address { country } } parties { role name } risk { score } goodsItems(first: 2) { edges { node { description hs6 } } }',
  persons:
    'name names { name kind } birthDate identifications { number } sanctions { programme } seizures(first: 3) { edges { node { role seizure { seizedAt } } } }',
  seizures:
    'caseReference seizedAt place { name countryCode } items(first: 3) { edges { node { drug quantity } } } persons(first: 3) { edges { node { statedName person { name } } } }',
  incidents:
    'title narrative assessment occurredAt persons(first: 3) { edges { node { statedName person { name birthDate } } } }',
};
const queryOf = (root: string): string => `{ ${root}(first: 25) { edges { node { ${selections[root]} } } } }`;
const cases = viewers.flatMap((by) => Object.keys(selections).map((root) => ({ by, root, agency: by.agency })));

async function take(by: Asker, root: string, accept = 'application/jsonl'): Promise<Buffer> {
  const response = await postExport(deployment, by, queryOf(root), { headers: { accept } });
  expect(response.status).toBe(200);
  return (await takeAll(response)).bytes;
}

/** What is said of a cell, but for its place. */
const wordsOf = ({ category, effect, reason, contact }: Record<string, unknown>) =>
  JSON.stringify([category, effect, reason, contact ?? null]);

describe('the rows of an export', () => {
  it.each(cases)('of $root say of each withheld cell what the page counts, for $agency', async ({ by, root }) => {
    const lines = linesOf(await take(by, root));
    const pages = lines.flatMap(({ page }, index) => (page ? [{ page, from: index + 1 }] : []));
    let cells = 0;
    for (const { page, from } of pages) {
      const counted = new Map<string, number>();
      for (const { withheld = [] } of lines.slice(from, from + page.rows))
        for (const cell of withheld) {
          const key = `${cell.path.replace(/\.\d+(?=\.|$)/g, '.*')} ${wordsOf(cell)}`;
          counted.set(key, (counted.get(key) ?? 0) + 1);
          cells += 1;
        }
      const stated = page.withheld.map((line: { readonly path: string; readonly count: number }) => {
        return [`${line.path} ${wordsOf({ ...line })}`, line.count];
      });
      expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(stated));
    }
    expect(cells).toBeGreaterThan(0);
  });

  it('tell withheld, masked, hit and null apart as an answer does that was asked for its cells', async () => {
    const effects = new Set<unknown>();
    const asking = openAsking(deployment);
    for (const { by, root } of cases.filter((each) => each.root !== 'consignments' || each.by === investigator)) {
      const { body } = await asking.ask(by, queryOf(root), {});
      const answered = readWithheld(body);
      const nodes = body.data[root].edges.map(({ node }: { readonly node: object }) => node);
      const rows = linesOf(await take(by, root)).filter(({ record }) => record);
      for (const [index, node] of nodes.entries()) {
        const { withheld = [] } = rows[index];
        for (const name of Object.keys(node)) {
          const line = answered.lineOf(node, name);
          const cell = withheld.find(({ path }: { readonly path: string }) => path === name);
          expect(cell && wordsOf(cell)).toBe(line && wordsOf({ ...line }));
          effects.add(line?.effect ?? (node[name] === null ? 'null' : 'FULL'));
        }
      }
    }
    asking.close();
    expect(effects).toEqual(new Set(['FULL', 'null', 'MASKED', 'HIT', 'NONE']));
  });

  it('say the same in every format', async () => {
    const by = of('EU-PROSECUTOR', { role: 'CASE_PROSECUTOR' });
    const rows = linesOf(await take(by, 'seizures')).filter(({ record }) => record);
    const told = rows.map(({ withheld = [] }) => withheld.length);
    const all = told.reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(10);
    let inTables = 0;
    for (const member of await openArchive(fileOf(await take(by, 'seizures', 'application/zip'))))
      if (/^[A-Z]/.test(member.name)) {
        const pieces: Uint8Array[] = [];
        for await (const piece of await member.read()) pieces.push(piece);
        inTables +=
          Buffer.concat(pieces)
            .toString('utf8')
            .match(/ (?:NONE|MASKED|HIT) [A-Z]+/g)?.length ?? 0;
      }
    expect(inTables).toBe(all);
    const graph = graphologyGraphml.parse(
      graphology.MultiDirectedGraph,
      (await take(by, 'seizures', 'application/graphml+xml')).toString('utf8'),
    );
    const own = rows.map(({ withheld = [] }) =>
      withheld
        .filter(({ path }: { readonly path: string }) => !/^persons\./.test(path))
        .map(({ path, effect }: Record<string, string>) => `${path} ${effect}`),
    );
    const nodes = graph.filterNodes((_, { _row }) => _row !== undefined);
    expect(
      nodes.map((node) =>
        String(graph.getNodeAttribute(node, '_withheld') ?? '')
          .split('\n')
          .flatMap((line) => (line === '' ? [] : line.split(' ').slice(0, 2).join(' '))),
      ),
    ).toEqual(own);
    const entities = linesOf(await take(by, 'seizures', 'application/json+ftm'));
    const inEntities = entities.flatMap(({ portcullis }) => portcullis.withheld ?? []);
    expect(inEntities.length).toBeGreaterThan(0);
    expect(
      entities.filter(({ portcullis }) => portcullis.row).map(({ portcullis }) => portcullis.withheld ?? []),
    ).toEqual(
      rows.map(({ withheld = [] }) =>
        withheld.filter(({ path }: { readonly path: string }) => !/^persons\./.test(path)),
      ),
    );
  });
});
