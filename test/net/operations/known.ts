import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { story } from '../../../ingest/demo/story.js';
import { packageFile, readPackageFile, root } from '../../../schema/files.js';
import type { ViewerName } from '../viewers.js';
import type { Operation, Values } from './operation.js';

/** The operations that people know: profiles, the question of the demonstration, and those written in `known/`. */
export function knownOperations(values: Values, viewers: readonly ViewerName[]): Operation[] {
  const first = (name: string) => values(name)[0];
  const variables: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    aircraft: { registration: first('registration') },
    consignment: { id: first('consignment.id') },
    container: { containerId: story.containerId },
    organization: { id: first('organization.id') },
    person: { id: first('person.id') },
    vessel: { imo: first('imo') },
    nodes: { ids: ['consignment', 'person', 'organization', 'seizure', 'incident'].map((of) => first(`${of}.id`)) },
    story: { container: story.containerId },
    provenance: { id: first('person.id') },
  };
  const files = (folder: string) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.graphql'))
      .sort()
      .map((name) => ({ name: name.replace('.graphql', ''), query: readFileSync(join(folder, name), 'utf8') }));
  const question = {
    name: 'question',
    query: readPackageFile('ingest', 'demo', 'question.graphql'),
    variables: { container: story.containerId },
    viewers,
  };
  const others = [
    ...files(packageFile('schema', 'profiles')),
    ...files(join(root, 'test', 'net', 'operations', 'known')),
  ];
  return [question, ...others.map(({ name, query }) => ({ name, query, variables: variables[name] ?? {}, viewers }))];
}
