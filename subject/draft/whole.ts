import { badUserInput } from '../../schema/errors.js';
import { type SubjectResponse, type WholeAnswer, wholeAnswerShape } from '../answer.js';
import { mergeRows, nextVariables } from '../pages.js';
import { subjectSources } from '../sources.js';
import { issueAt } from './placeOf.js';

const askAgain = 'Ask again: of a part nobody can tell what is missing from what is not there.';

/**
 * An answer of which nothing is missing.
 *
 * @param what names the answer in the error, e.g. by its file
 * @throws BAD_USER_INPUT where a source did not answer, something was withheld, or pages of recipients are left
 */
export function wholeAnswer({ data, errors, extensions }: SubjectResponse, what = 'The answer'): WholeAnswer {
  const partial = partialOf(what);
  const [error] = errors ?? [];
  if (error) throw partial('it has errors', error.path?.join('.') ?? 'errors');
  if ((extensions?.withheld ?? []).length > 0) throw partial('parts were withheld', 'extensions.withheld');
  const subject = data?.subject;
  if (!subject) throw partial('it has no subject', 'data.subject');
  const silent = subjectSources.find((source) => !subject[source]);
  if (silent) throw partial(`the source ${silent} did not answer`, `data.subject.${silent}`);
  const left = Object.keys(nextVariables(subject) ?? {})[0]?.replace(/After$/, '');
  if (left) throw partial('pages of recipients are not read', `data.subject.${left}.seen.recipients.next`, askOn);
  const parsed = wholeAnswerShape.safeParse(subject);
  if (!parsed.success) throw partial('a member is missing or malformed', `data.subject.${issueAt(parsed.error).at}`);
  return consistent(parsed.data, partial);
}

const askOn = 'Ask on with nextVariables(answer), and join the pages.';

function consistent(answer: WholeAnswer, partial: NotWhole): WholeAnswer {
  const ids = subjectSources.flatMap((source) => answer[source].found.map(({ id }) => id));
  if (new Set(ids).size < ids.length) throw partial('it names a record twice', 'data.subject');
  const unseen = subjectSources.find((source) => !answer[source].seen && answer[source].found.length > 0);
  if (unseen) throw partial('nothing says who has seen the records', `data.subject.${unseen}.seen`);
  if (answer.regimes.length === 0)
    throw badUserInput('The answer names no regime, so there is no law to answer under.', {
      at: 'data.subject.regimes',
      hint: 'Write subjectRequests of the agency in agencies.yaml.',
    });
  return merged(answer);
}

function merged(answer: WholeAnswer): WholeAnswer {
  const sources = subjectSources.map((source) => {
    const { seen, ...rest } = answer[source];
    const recipients = seen && { ...seen.recipients, rows: mergeRows(seen.recipients.rows) };
    return [source, { ...rest, seen: recipients && { recipients } }];
  });
  return { ...answer, ...Object.fromEntries(sources) };
}

type NotWhole = (why: string, at: string, hint?: string) => Error;

function partialOf(what: string): NotWhole {
  return (why, at, hint = askAgain) => badUserInput(`${what} is not whole: ${why} (${at}).`, { at, hint });
}
