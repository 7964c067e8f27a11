import { story } from '../../ingest/demo/story.js';
import { askAs, type Gateway } from './ask.js';
import { type Asker, askers } from './askers.js';
import { heading, type Paper, paints } from './paper.js';

/** It may know that records of persons exist, and sees none of them. */
const judicial: Asker = {
  agency: 'EU-JUDICIAL',
  role: 'ANALYST',
  purpose: 'CRIMINAL_INVESTIGATION',
  caseReference: 'EJ-2026-00044',
  says: 'may know that a record exists, and see nothing of it',
};

const question = `query ($asked: [PersonQuestion!]!) {
  matchPersons(asked: $asked) { state hitState hitContact hit { id } } }`;

const names = [story.consignorAliases[0]];
const identification = { type: 'PASSPORT', country: 'BG', number: story.consignorPassport };

/** Questions for the same person, with and without a complete identifier. */
const questions = [
  { says: 'by the name alone', asked: { names } },
  {
    says: 'by the number, without its country',
    asked: { names, identification: { ...identification, country: null } },
  },
  { says: 'by the passport', asked: { names, identification } },
];

interface HitAnswer {
  readonly hitState: string;
  readonly hitContact: string | null;
  readonly hit: { readonly id: string } | null;
}

/** What an agency learns of a person whose existence alone it may know, and what the originator finds by it. */
export interface FoundHit {
  readonly asker: Asker;
  readonly questions: readonly { readonly says: string; readonly answer: HitAnswer }[];
  readonly originator: Asker;
  /** Null where there was no hit, or the originator does not find it. */
  readonly name: string | null;
}

/**
 * Asks for the consignor of the story as an agency that may only know that persons exist; then the record's originator finds it
 * by the reference of the hit.
 */
export async function askForHit(gateway: Gateway): Promise<FoundHit> {
  const { data } = await askAs(gateway, judicial, question, { asked: questions.map(({ asked }) => asked) });
  const answers = data.matchPersons as readonly HitAnswer[];
  const originator = askers.find(({ agency }) => agency === 'DE-POLICE') as Asker;
  const reference = answers.find(({ hit }) => hit !== null)?.hit?.id;
  return {
    asker: judicial,
    questions: questions.map(({ says }, at) => ({ says, answer: answers[at] as HitAnswer })),
    originator,
    name: reference === undefined ? null : await findName(gateway, originator, reference),
  };
}

async function findName(gateway: Gateway, originator: Asker, reference: string): Promise<string | null> {
  const query = 'query ($reference: ID!) { hitRecord(reference: $reference) { id ... on Person { name } } }';
  const { data } = await askAs(gateway, originator, query, { reference });
  return (data.hitRecord as { readonly name: string | null } | null)?.name ?? null;
}

/** Prints what each question found, and who finds the record by it. */
export function printHit(paper: Paper, { asker, questions, originator, name }: FoundHit): void {
  const { bold, dim } = paints(paper);
  heading(paper, 'A hit: a record exists, and whom to ask');
  paper.out(`${bold(asker.agency)}, ${asker.says}:`);
  for (const { says, answer } of questions) {
    const found = answer.hit ? `a hit; ask ${answer.hitContact ?? '-'} about` : 'no hit';
    paper.out(`  ${says.padEnd(36)} ${answer.hitState.padEnd(10)} ${found}`);
    if (answer.hit) paper.out(dim(`  ${answer.hit.id}`));
  }
  paper.out(
    `${bold(originator.agency)}, whose record it is, finds ${name ?? 'nothing'} by that reference; nobody else does.`,
  );
}
