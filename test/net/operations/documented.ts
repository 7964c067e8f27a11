import { Kind, parse } from 'graphql';
import { readPackageFile } from '../../../schema/files.js';
import { sourceNames } from '../../../schema/sources.js';
import type { ViewerName } from '../viewers.js';
import type { Operation, Values } from './operation.js';

/** The operations that the READMEs show, word for word: they are read from there, so what is shown is what is held. */
export function documentedOperations(values: Values, viewers: readonly ViewerName[]): Operation[] {
  return [...ofFrontPage(values, viewers), ...[...sourceNames].sort().flatMap((source) => ofSource(source, viewers))];
}

/** The question of the finding and the partner's document, for the ship that is named there and for one that is stored. */
function ofFrontPage(values: Values, viewers: readonly ViewerName[]): Operation[] {
  const page = readPackageFile('README.md');
  const question = /-d '(\{"query":.*\})'/.exec(page)?.[1];
  const document = /documents --register (\S+)/.exec(page)?.[1];
  const stated = /'variables=(\{.*?\})'/.exec(page)?.[1];
  if (!question || !document || !stated) throw new Error('README.md shows no question, document or variables any more');
  const { query } = JSON.parse(question) as { query: string };
  const variables = JSON.parse(stated) as { imo: string };
  const stored = String(values('imo')[0]);
  const asked = readPackageFile(...document.split('/'));
  return [
    { name: 'README finding', query, viewers },
    { name: 'README finding, stored', query: query.replaceAll(variables.imo, stored), viewers },
    { name: 'README exchange', query: asked, variables, viewers },
    { name: 'README exchange, stored', query: asked, variables: { imo: stored }, viewers },
  ];
}

/** What the README of a source shows, operation by operation; those without a name by their place. */
function ofSource(source: string, viewers: readonly ViewerName[]): Operation[] {
  const blocks = readPackageFile('subgraphs', source, 'README.md').matchAll(/```graphql\n([\s\S]*?)```/g);
  const operations = [...blocks].flatMap(([, text = '']) =>
    parse(text).definitions.flatMap((one) =>
      one.kind === Kind.OPERATION_DEFINITION && one.loc
        ? [{ name: one.name?.value, query: text.slice(one.loc.start, one.loc.end) }]
        : [],
    ),
  );
  return operations.map(({ name, query }, at) => ({ name: `README ${source} ${name ?? at + 1}`, query, viewers }));
}
