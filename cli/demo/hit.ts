import { story } from '../../ingest/demo/story.js';
import { askAs, type Gateway } from './ask.js';
import { type Asker, askers } from './askers.js';

/** It may know that there are records of persons, and sees none. */
const judicial: Asker = {
  agency: 'EU-JUDICIAL',
  role: 'ANALYST',
  purpose: 'CRIMINAL_INVESTIGATION',
  caseReference: 'EJ-2026-00044',
  says: 'may know that there is a record, and see nothing of it',
};

const question = `query ($asked: [PersonQuestion!]!) {
  matchPersons(asked: $asked) { state hitState hitContact hit { id } } }`;

const names = [story.consignorAliases[0]];
const identification = { type: 'PASSPORT', country: 'BG', number: story.consignorPassport };

/** The same person, asked for in ways that are whole and that are not. */
const ways = [
  { says: 'by the name alone', asked: { names } },
  {
    says: 'by the number, without its country',
    asked: { names, identification: { ...identification, country: null } },
  },
  { says: 'by the passport', asked: { names, identification } },
];

interface Told {
  readonly hitState: string;
  readonly hitContact: string | null;
  readonly hit: { readonly id: string } | null;
}

/** What was told of a person of whom no more may be known, and what its originator finds by that. */
export interface HitTold {
  readonly asker: Asker;
  readonly ways: readonly { readonly says: string; readonly told: Told }[];
  readonly originator: Asker;
  /** Null where there was no hit, or the originator does not find it. */
  readonly name: string | null;
}

/**
 * Asks for the consignor of the story as an agency that may only know of persons; then the originator of the record finds it by
 * the reference that was told.
 */
export async function askForHit(gateway: Gateway): Promise<HitTold> {
  const answer = await askAs(gateway, judicial, question, { asked: ways.map(({ asked }) => asked) });
  const told = answer.data.matchPersons as readonly Told[];
  const originator = askers.find(({ agency }) => agency === 'DE-POLICE') as Asker;
  const reference = told.find(({ hit }) => hit !== null)?.hit?.id;
  return {
    asker: judicial,
    ways: ways.map(({ says }, at) => ({ says, told: told[at] as Told })),
    originator,
    name: reference === undefined ? null : await findName(gateway, originator, reference),
  };
}

async function findName(gateway: Gateway, originator: Asker, reference: string): Promise<string | null> {
  const query = 'query ($reference: ID!) { hitRecord(reference: $reference) { id ... on Person { name } } }';
  const { data } = await askAs(gateway, originator, query, { reference });
  return (data.hitRecord as { readonly name: string | null } | null)?.name ?? null;
}
