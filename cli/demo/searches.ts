import { type Answer, askAs, type Gateway } from './ask.js';
import { type Asker, askers } from './askers.js';
import { heading, type Paper, paints } from './paper.js';

/** A text that was searched for, and how it relates to the names of the story. */
export interface Searched {
  readonly text: string;
  readonly says: string;
  readonly answers: readonly Answer[];
}

const texts = [
  { text: 'Fiktiv Nebyvalenko Omega', says: 'the consignor, in a spelling that no source has' },
  { text: 'Nobody Atall', says: 'a person that no source has' },
];

/** It gets names in part: its search is denied, and says so. */
const tax: Asker = {
  agency: 'ES-TAX',
  role: 'ANALYST',
  purpose: 'FINANCIAL_INVESTIGATION',
  caseReference: 'EST-2026-00120',
  says: 'names in part, so nobody is compared',
};

const question = `query ($text: String!) {
  search(text: $text) { persons(first: 1) { state similar { score person { name } } } } }`;

/** Searches the texts as agencies that get names in full, and as one that does not. */
export async function searchNames(gateway: Gateway): Promise<readonly Searched[]> {
  const searched: Searched[] = [];
  for (const each of texts) {
    const answers: Answer[] = [];
    for (const asker of [...askers.slice(0, 2), tax])
      answers.push(await askAs(gateway, asker, question, { text: each.text }));
    searched.push({ ...each, answers });
  }
  return searched;
}

interface FoundPersons {
  readonly state: string;
  readonly similar: readonly { readonly score: number; readonly person: { readonly name: string } | null }[] | null;
}

/** What one agency found, in a line. */
function describeFound({ data }: Answer): string {
  const { persons } = data.search as { readonly persons: FoundPersons };
  const [best] = persons.similar ?? [];
  if (best) return `${best.person?.name ?? '-'}, score ${best.score.toFixed(2)}`;
  if (persons.state === 'OK') return 'nobody: everything that it may search was searched';
  return `${persons.state}: rules nobody out`;
}

/** Prints who was found by each text, or that nobody was. */
export function printSearches(paper: Paper, searches: readonly Searched[]): void {
  const { bold } = paints(paper);
  heading(paper, 'A name is enough: search(text:)');
  for (const { text, says, answers } of searches) {
    paper.out(`${bold(text)}, ${says}:`);
    for (const answer of answers) paper.out(`  ${answer.asker.agency.padEnd(12)} ${describeFound(answer)}`);
  }
}
