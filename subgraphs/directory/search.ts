import type { Policy } from '../../policy/policy.js';
import { badUserInput } from '../../schema/errors.js';
import { identifiedAs, type Recognised, searchedIn } from '../../schema/identifiers/recognition/forms.js';
import { plainText } from '../../schema/identifiers/recognition/plain.js';
import { recognise } from '../../schema/identifiers/recognition/recognise.js';
import { isLongerThan } from '../../schema/isLongerThan.js';
import { statedScope } from '../kit/described/scope.js';
import { sealSearch } from '../kit/search/asked.js';
import type { SourceSession } from '../kit/sourceSession.js';
import { structure } from '../kit/wall/reference.js';

/** Arguments of `Query.search`. */
export interface StatedSearch {
  readonly text: string;
  readonly sources?: readonly string[] | null;
  readonly programmes?: readonly string[] | null;
}

/** `Search`, as its resolvers in this source get it. */
export interface OpenedSearch {
  readonly probe: string;
  readonly recognised: readonly Recognised[];
  /** Feeds that are searched; null: all. */
  readonly feeds: readonly string[] | null;
}

const MIN_CHARACTERS = 2;
const MAX_CHARACTERS = 300;

/**
 * The text of a search, sealed for the sources. Notes for the log the name and the numbers that it may be, whatever is found, and
 * the name that a zone of a document states.
 *
 * @throws PortcullisError BAD_USER_INPUT for a text of less than 2 or more than 300 characters as they are compared, or
 *   without letters and digits, and for more than 50 feeds or programmes
 */
export async function openSearch(
  session: SourceSession,
  { text, sources = null, programmes = null }: StatedSearch,
): Promise<OpenedSearch> {
  const recognised = await readText(session.policy, text);
  const scope = statedScope('Query.search', { sources, programmes });
  session.noteAsked('Name', plainText(text));
  for (const { form, value } of recognised) {
    for (const type of form === 'NAME' ? ['Name'] : (identifiedAs[form] ?? [])) session.noteAsked(type, value);
  }
  return structure({
    probe: sealSearch(session, recognised, scope),
    recognised: recognised.map((each) => structure({ ...each, searchedIn: searchedIn[each.form] ?? [] })),
    feeds: sources,
  });
}

async function readText(policy: Policy, text: string): Promise<readonly Recognised[]> {
  const at = 'Query.search(text:)';
  // Why first: all other work grows with the text.
  if (isLongerThan(text, MAX_CHARACTERS)) {
    throw badUserInput(`A text to search for has at most ${MAX_CHARACTERS} characters.`, {
      at,
      hint: 'Search for a name, a number or a few words.',
      facts: { limit: MAX_CHARACTERS },
    });
  }
  const recognised = await recognise(text, (each) => casesOf(policy).test(each));
  if (plainText(text).length >= MIN_CHARACTERS && recognised.length > 0) return recognised;
  throw badUserInput('A text to search for has at least two characters, one of them a letter or a digit.', {
    at,
    hint: 'State what is sought: a name, a number or words. For all records of a kind ask for its list.',
  });
}

const cases = new WeakMap<Policy, RegExp>();

/** The forms in which agencies write their case references. */
function casesOf(policy: Policy): RegExp {
  const known = cases.get(policy);
  if (known) return known;
  const patterns = Object.values(policy.agencies).map(({ caseReference }) => `(?:${caseReference.pattern})`);
  const made = new RegExp(`^(?:${patterns.join('|')})$`, 'u');
  cases.set(policy, made);
  return made;
}
