import { badUserInput } from '../../schema/errors.js';
import { isOnePerson } from '../../subgraphs/audit/requests/isOnePerson.js';
import { personAsked } from '../../subgraphs/audit/requests/statedPerson.js';
import { type ChangedHolding, compare, type ToNotify } from '../../subject/comparing/compare.js';
import { wholeAnswer } from '../../subject/draft/whole.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { type Report, readReport, responseOf } from './report.js';

/**
 * Prints what changed between two reports about one person, and whom the earlier data was shown to.
 *
 * @returns exit code: 0 where nothing changed, 1 where something did
 * @throws BAD_USER_INPUT for reports about different persons or agencies, or one that is not whole
 */
export function compareReports(beforeFile: string, afterFile: string, output: Output): number {
  const [one, other] = [readReport(beforeFile), readReport(afterFile)];
  if (!areOfOne(one, other))
    throw badUserInput(
      'The reports are about different persons, or agencies.',
      'Name two reports of one agency and person: of name, date of birth and number, two are the same in both.',
    );
  if (other.answer.askedAt !== null && (one.answer.askedAt ?? '') > other.answer.askedAt)
    throw badUserInput('The first report is the later one.', 'Name the report from before the correction first.');
  // Why whole ones: what a source did not answer would seem erased.
  const comparison = compare(wholeAnswer(responseOf(one), beforeFile), wholeAnswer(responseOf(other), afterFile));
  const { changed, toNotify } = comparison;
  print(output, comparison, () => [
    ...changed.flatMap(linesOf),
    `${counted(changed.length, 'record or link', 'records and links')} changed.`,
    ...(toNotify.length === 0 ? [] : [`The earlier data was shown to, each to be told of it (${told}):`]),
    ...toNotify.map(recipientLine),
  ]);
  return changed.length === 0 ? 0 : 1;
}

/** By the request, which is of one person, or by what was stated of them, as the log takes one for another. */
function areOfOne(one: Report, other: Report): boolean {
  if (one.answer.agency !== other.answer.agency) return false;
  if (one.answer.id === other.answer.id) return true;
  const [before, now] = [personAsked(one.asked), personAsked(other.asked)];
  return before !== null && now !== null && isOnePerson(before, now);
}

const told = 'Directive (EU) 2016/680, Article 16(6); Regulation (EU) 2016/679, Article 19';

/** Without values: they are in the reports. Of a record that came or went as a whole one line. */
function linesOf({ source, holding, what, data }: ChangedHolding): readonly string[] {
  const head = `${what.padEnd(9)}  ${source}  ${holding}`;
  if (what !== 'CORRECTED') return [`${head}  ${counted(data.length, 'value')}`];
  return data.map(({ path, category }) => `${head}  ${path}  ${category}`);
}

function recipientLine({ source, agency, months, contact, categories }: ToNotify): string {
  const who = `${source}  ${agency ?? 'an operator of the deployment'}`;
  if (categories === null) return `${who}: restricted, ask ${contact ?? 'it'}`;
  return `${who}  ${months.join(', ')}  ${categories.join(', ')}${contact === null ? '' : `  ${contact}`}`;
}
