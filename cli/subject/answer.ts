import { hash } from 'node:crypto';
import type { Receipt } from '../../auditlog/types.js';
import { isObject } from '../../schema/isObject.js';
import { type Output, print } from '../output/printLine.js';
import { type DecidedDraft, readDecided } from './decided.js';
import {
  addUnfinished,
  assertPlaces,
  finish,
  type LetterPlaces,
  readUnfinished,
  removeUnfinished,
  writeUnfinished,
} from './letterFolder.js';
import { askAsOfficer, fetchProof, type Officer } from './officer.js';

/** What an officer answers, and where the letter goes. */
export interface AnswerCommand extends Output, LetterPlaces {
  /** File of the draft, decided. */
  readonly draft: string;
}

const answerDocument = `query SubjectAnswer(
  $request: ID!
  $letterSha256: String!
  $decision: SubjectDecision!
  $leftOut: [SubjectLeftOutInput!]
) {
  subjectAnswer(request: $request, letterSha256: $letterSha256, decision: $decision, leftOut: $leftOut) {
    id answeredAt letterSha256 decision
  }
}`;

/** What stands beside a letter: that the log has its hash. */
interface LetterReceipt extends Receipt {
  readonly request: string;
  /** SHA-256 of letter.html, which states those of its other forms, hex. */
  readonly letterSha256: string;
}

/**
 * Writes the letter and what was left out of it, and tells the log. The files lie under other names until the entry is made, and
 * get theirs then; after a crash the same command finishes the work, at worst by a second entry of the same letter.
 *
 * @throws BAD_USER_INPUT for a draft in which something is to be decided, or places in use; what the gateway refuses: then
 *   nothing is left
 */
export async function answerSubject(officer: Officer, command: AnswerCommand): Promise<void> {
  const decided = readDecided(command.draft);
  const { request, decision, files, leftOutText } = decided;
  assertPlaces(command, leftOutText);
  const letterSha256 = hash('sha256', files['letter.html']);
  const known = knownReceipt(readUnfinished(command, receiptName), { request, letterSha256 });
  // Why: what another draft left there would stand beside this letter.
  if (known === null) removeUnfinished(command);
  const receipt = known ?? (await tellLog(officer, decided, letterSha256, command));
  if (known !== null) writeUnfinished(command, files, leftOutText);
  const stated: LetterReceipt = { request, letterSha256, ...receipt };
  addUnfinished(command, receiptName, `${JSON.stringify(stated)}\n`);
  const proof = await fetchProof(officer, receipt);
  if (proof !== null) addUnfinished(command, proofName, proof);
  finish(command);
  print(
    command,
    { folder: command.folder, leftOut: command.leftOut, decision, ...stated, proven: proof !== null },
    () => [
      `${command.folder}: letter.html, letter.json, letter.csv, receipt.json${proof === null ? '' : `, ${proofName}`}.`,
      `${command.leftOut}: what was left out, for the agency alone.`,
      `${decision}; in the log ${receipt.log} as entry ${receipt.index}, SHA-256 of letter.html ${letterSha256}.`,
      ...(proof === null ? ['No signed head covers the entry yet: docs/AUDIT.md says how to fetch its proof.'] : []),
    ],
  );
}

const receiptName = 'receipt.json';
const proofName = 'letter.html.tlog-proof';

/** Writes the letter first; where that or the entry fails nothing is left of it: the draft makes it again. */
async function tellLog(
  officer: Officer,
  { request, decision, files, leftOut, leftOutText }: DecidedDraft,
  letterSha256: string,
  places: LetterPlaces,
): Promise<Receipt> {
  try {
    writeUnfinished(places, files, leftOutText);
    const variables = { request, letterSha256, decision, leftOut };
    const { data, receipt } = await askAsOfficer(officer, answerDocument, variables);
    if (data.subjectAnswer && receipt) return receipt;
    throw Object.assign(new Error('The gateway took no answer to this request.'), {
      ...{ code: 'NOT_ANSWERED', hint: 'Answer with the token of a DPO of the agency that was asked.' },
    });
  } catch (error) {
    removeUnfinished(places);
    throw error;
  }
}

/** The receipt that an earlier run was given for this very letter, before it was stopped. */
function knownReceipt(text: string | null, wanted: Pick<LetterReceipt, 'request' | 'letterSha256'>): Receipt | null {
  if (text === null) return null;
  const kept: unknown = JSON.parse(text);
  if (!isObject(kept) || kept.request !== wanted.request || kept.letterSha256 !== wanted.letterSha256) return null;
  const { log, index, leafHash } = kept as unknown as LetterReceipt;
  return { log, index, leafHash };
}
