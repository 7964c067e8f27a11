import { hash } from 'node:crypto';
import { findLetter } from '../../../auditlog/store/finding/findLetter.js';
import { statedForm } from '../../../subject/index.js';
import { type Output, print } from '../../output/printLine.js';
import { type ComparedLog, exitCodeOf, provenEntry, type Verdict, verdictLine } from '../provenEntry.js';
import type { GivenLetter } from '../readText.js';

/** A verdict on a letter, with the place of the entry that has its hash. */
interface LetterVerdict extends Verdict {
  readonly letter: {
    readonly sha256: string;
    readonly request?: string;
    readonly log?: string;
    readonly index?: number;
  };
}

/**
 * Prints of each letter whether it is the one that the log has: whether an entry under a signed head answers a person's request by a
 * letter of its hash. Of its other forms, the page beside states the hash. The entry's sealed part is not needed, so one that was erased proves it, too.
 *
 * @returns exit code: 0 where all are, 1 where one is not, 2 where no signed head covers its entry yet
 */
export async function runAuditLetters(
  letters: readonly GivenLetter[],
  options: Output & { readonly compared: ComparedLog },
): Promise<number> {
  const verdicts: LetterVerdict[] = [];
  for (const letter of letters) verdicts.push(await verify(letter, options.compared));
  print(options, verdicts, () => verdicts.map(verdictLine));
  return exitCodeOf(verdicts);
}

async function verify({ file, text, beside }: GivenLetter, compared: ComparedLog): Promise<LetterVerdict> {
  const sha256 = hash('sha256', text);
  const broken = (why: string): LetterVerdict => ({ file, verdict: 'BROKEN', why: [why], letter: { sha256 } });
  if (beside) {
    const { form, page } = beside;
    if (!page.text.includes(statedForm(form, sha256))) return broken(`${page.file} states another letter as ${form}`);
    return { ...(await verify(page, compared)), file };
  }
  const found = await findLetter(compared.pool, sha256);
  if (!found) return broken(`the log has no answer to a person's request with its SHA-256, ${sha256}`);
  const proven = await provenEntry(found, compared);
  if (typeof proven === 'string') return broken(proven);
  const { entry, isUnderHead } = proven;
  const { kind, letterSha256, subjectRequest: request = '', agency, at } = entry.header;
  // Why again: the search was by bytes, and by a column that is a copy.
  if (kind !== 'SUBJECT_ANSWERED' || letterSha256 !== sha256)
    return broken('the entry that was found is of another letter');
  const said = `it answers request ${request} of ${agency}: entry ${found.index} of ${found.log}, ${at}, leaf ${found.leafHash}`;
  const why = isUnderHead ? [said] : [said, 'missing: a signed head that includes the entry'];
  return { file, verdict: isUnderHead ? 'OK' : 'UNPROVEN', why, letter: { sha256, request, ...found } };
}
