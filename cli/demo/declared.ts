import { readPackageFile } from '../../schema/files.js';
import { type Answer, askAs, type Gateway } from './ask.js';
import type { Asker } from './askers.js';
import { heading, type Paper, paints } from './paper.js';

/** The container of the scenario's entry summary declaration, `ingest/demo/declaration.xml`. */
const container = 'ZZZU2601181';

/** The office that received the declaration, and an agency that did not. */
const readers: readonly Asker[] = [
  { agency: 'NL-CUSTOMS', role: 'TARGETER', purpose: 'RISK_ANALYSIS', says: 'the office that received it' },
  {
    agency: 'DE-POLICE',
    role: 'INVESTIGATOR',
    purpose: 'CRIMINAL_INVESTIGATION',
    caseReference: 'DEP-2026-00902',
    says: 'sees no natural person that the persons source does not know',
  },
];

/** Asks who is named in a declaration, and who of them may be a person of interest, as the office that has it and as another agency. */
export async function readDeclared(gateway: Gateway): Promise<readonly Answer[]> {
  const question = readPackageFile('ingest', 'demo', 'targeter.graphql');
  const answers: Answer[] = [];
  for (const asker of readers) answers.push(await askAs(gateway, asker, question, { container }));
  return answers;
}

interface Party {
  readonly role: string | null;
  readonly name: string | null;
  readonly matches: {
    readonly persons: {
      readonly state: string;
      readonly matches: readonly { readonly score: number; readonly person: { readonly name: string } | null }[] | null;
    };
  } | null;
}

interface Declared {
  readonly container: {
    readonly consignments: { readonly edges: readonly { readonly node: { readonly parties: readonly Party[] } }[] };
  } | null;
}

/** A line for each party of the declaration, as one agency sees it. */
function describeParties({ data }: Answer): readonly string[] {
  const { container: found } = data as unknown as Declared;
  const parties = found?.consignments.edges.flatMap(({ node }) => node.parties) ?? [];
  return parties.map(({ role, name, matches }) => {
    const [best] = matches?.persons.matches ?? [];
    const match = best?.person ? `, may be ${best.person.name} (${best.score.toFixed(2)})` : '';
    return `${(role ?? '-').padEnd(12)} ${name ?? '-'}${matches === null ? ', not searched' : match}`;
  });
}

/** Prints who is named in the declaration, as each agency sees it. */
export function printDeclared(paper: Paper, answers: readonly Answer[]): void {
  const { bold } = paints(paper);
  heading(paper, 'An entry summary declaration, as traders send it: the persons source knows nobody in it');
  for (const answer of answers) {
    paper.out(`${bold(answer.asker.agency)}, ${answer.asker.says}:`);
    for (const line of describeParties(answer)) paper.out(`  ${line}`);
  }
}
