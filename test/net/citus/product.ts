import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { story } from '../../../ingest/demo/story.js';
import { readPackageFile } from '../../../schema/files.js';
import { type RunningCommand, runCommand } from '../../support/command.js';
import { mintToken } from '../../support/mint.js';
import { viewers } from '../viewers.js';
import type { CitusNodes } from './nodes.js';

/** A deployment over a database of the coordinator, by the product's own commands. */
export interface Product {
  readonly environment: Readonly<Record<string, string>>;
  /** Runs a command to its end. */
  run(...args: string[]): Promise<Ended>;
  serve(): Promise<Asked>;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A server that answers. */
export interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  ask(query: string, variables?: object): Promise<Answer>;
  end(): Promise<void>;
}

/** What a front-end gets. */
export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers are read as a front-end reads them
  readonly body: any;
}

/** @param keysOf of which the keys are copied: the same deliveries have the same ids then */
export function productAt(nodes: CitusNodes, database: string, folder: string, keysOf?: string): Product {
  const data = join(folder, database);
  if (keysOf !== undefined) cpSync(join(folder, keysOf, 'keys'), join(data, 'keys'), { recursive: true });
  const at = nodes.coordinator.url(database);
  const environment = {
    DATABASE_URL: at.replace(/\/\/[^@]*@/, '//'),
    PORTCULLIS_DATABASE_PASSWORDS: join(folder, 'passwords.json'),
    PORTCULLIS_DATA: data,
    PORTCULLIS_DEADLINE_MS: '60000',
    PORTCULLIS_SOURCE_TIMEOUT_MS: '60000',
  };
  return {
    environment,
    async run(...args) {
      const admin = args[1] === 'prepare' ? { DATABASE_URL_ADMIN: at } : {};
      return await runCommand(args, { ...environment, ...admin }).said();
    },
    async serve() {
      const command: RunningCommand = runCommand(['start', '--port', '0', '--no-demo'], environment);
      const [, url = ''] = await command.until(/ready at (http\S+)/);
      const { agency, role, purpose, caseReference = '' } = viewers.operation;
      const headers = {
        authorization: `Bearer ${await mintToken(data, agency, role)}`,
        'query-purpose': purpose,
        'case-reference': caseReference,
        'query-justification': 'three nodes',
        'content-type': 'application/json',
      };
      return {
        url,
        headers,
        async ask(query, variables = {}) {
          const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
          return { status: response.status, body: await response.json() };
        },
        async end() {
          await command.close();
        },
      };
    },
  };
}

/** Questions to every source: the demonstration's, lists, counts by facets, searches, and look-ups. */
export const questions: readonly { readonly name: string; readonly query: string; readonly variables?: object }[] = [
  {
    name: 'the demonstration',
    query: readPackageFile('ingest', 'demo', 'question.graphql'),
    variables: { container: story.containerId },
  },
  ...['consignments', 'persons', 'seizures', 'incidents'].map((list) => ({
    name: `a list and its count: ${list}`,
    query: `{ ${list}(first: 20) { totalCount { number atLeast } edges { node { id } } pageInfo { hasNextPage } } }`,
  })),
  {
    name: 'a filter and an order',
    query: `{ consignments(first: 10, filter: { grossMassKg: { gte: 100 } }, sort: { field: GROSS_MASS_KG, direction: DESC }) {
      totalCount { number } edges { node { id mrn grossMassKg consignor { name } } } } }`,
  },
  {
    name: 'facets',
    query: `{ consignments(first: 1) { places: facets(by: PLACE_OF_UNLOADING) { more buckets { value count { number } } }
      hs: facets(by: HS6) { buckets { value count { number } } } }
      seizures(first: 1) { facets(by: SOURCE) { buckets { value count { number } } } } }`,
  },
  ...[story.containerId, 'Fiktiv Nebyvalenko Omega', 'bananas'].map((text) => ({
    name: `a search: ${text}`,
    query: `query ($text: String!) { search(text: $text) {
      persons(first: 5) { state exact { id } similar { score matchedName person { id name } } }
      consignments(first: 5) { state exact { id } words { id } } } }`,
    variables: { text },
  })),
];
