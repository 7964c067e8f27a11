import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Asked, Product } from './product.js';

/** Records of the delivery that is timed. */
const delivered = 10_000;
/** How often each question is asked of each. */
const times = 200;

/** A deployment that answers. */
interface Measured {
  readonly product: Product;
  readonly served: Asked;
}

/** What two deployments take, by what is done: the one, and the other. */
export type Figures = Readonly<Record<string, readonly string[]>>;

const questions = {
  'point look-up, ms': 'query ($id: ID!) { consignment(id: $id) { id mrn grossMassKg } }',
  'search for a name, ms': '{ search(text: "Fiktiv Nebyvalenko Omega") { persons(first: 5) { similar { score } } } }',
  'count of a list, ms': '{ consignments { totalCount { number } } }',
};

/** Times questions, asked by turns one after the other, and a delivery of invented attacks at sea. Both have the same records. */
export async function measure(both: readonly Measured[], folder: string): Promise<Figures> {
  const list = await both[0]?.served.ask('{ consignments(first: 1) { edges { node { id } } } }');
  const id = list?.body.data.consignments.edges[0].node.id as string;
  const figures: Record<string, readonly string[]> = {};
  for (const [name, question] of Object.entries(questions)) {
    const taken = both.map((): number[] => []);
    for (let time = 0; time < times; time += 1) {
      for (const [at, { served }] of both.entries()) {
        const begunAt = performance.now();
        await served.ask(question, { id });
        taken[at]?.push(performance.now() - begunAt);
      }
    }
    figures[name] = taken.map((of) => (of.sort((a, b) => a - b)[times / 2] ?? 0).toFixed(1));
  }
  const rates: string[] = [];
  for (const { product } of both) rates.push(await ingestRate(product, folder));
  return { ...figures, 'ingest, records a second': rates };
}

async function ingestRate(product: Product, folder: string): Promise<string> {
  const file = join(folder, 'attacks.csv');
  const rows = Array.from(
    { length: delivered },
    (_, at) => `2001-01-01,${(at % 3600) / 20},${at / 200},Exemplar ${at}`,
  );
  writeFileSync(file, ['date,longitude,latitude,vessel_name', ...rows, ''].join('\n'));
  const { out, err } = await product.run('ingest', 'pirate-attacks', file, '--originator', 'EU-ANALYSIS', '--json');
  if (out === '') throw new Error(err);
  const { added, seconds } = JSON.parse(out) as { readonly added: number; readonly seconds: number };
  return (added / seconds).toFixed(0);
}
