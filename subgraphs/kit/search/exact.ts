import { bounds } from '../../../policy/bounds.js';
import { rank } from '../../../policy/types.js';
import type { TextForm } from '../../../schema/identifiers/recognition/forms.js';
import { inTime } from '../../../storage/pool/inTime.js';
import { type HeldBy, type LookUpBy, lookUpAll, recordsHolding } from '../described/lookUps.js';
import { type HitState, hitStateOf } from '../limits/hitState.js';
import type { Trial } from '../limits/trial.js';
import type { SourceSession } from '../sourceSession.js';
import { type SearchedText, scopeOf } from './asked.js';
import type { Found } from './finders.js';

/** How a text of a form finds records of a kind: by a look-up, which may answer a hit, or by a datum that they hold. */
export interface ExactSearch {
  readonly form: TextForm;
  /** By a datum, which must be FULL, where the number alone does not say what it is a number of: no hit is answered. */
  readonly by: LookUpBy | HeldBy;
}

/** An exact search, and the value that it seeks. */
interface SoughtValue {
  readonly search: ExactSearch;
  readonly value: string;
}

/** The searches whose form the text has and that may find something for this viewer: no others send a statement. */
export function applicable(
  session: SourceSession,
  searches: readonly ExactSearch[],
  text: SearchedText,
): readonly SoughtValue[] {
  const boundsOf = bounds(session.policy, session.facts);
  return searches.flatMap((search) => {
    const value = text.valueOf(search.form);
    const { by } = search;
    const [guards, least] =
      'argument' in by ? ([[session.category(by.argument)], 'HIT'] as const) : ([by.guards, 'FULL'] as const);
    const isOpen = guards.every((category) => rank[boundsOf(category).ceiling] >= rank[least]);
    return value !== null && isOpen ? [{ search, value }] : [];
  });
}

/** The trials of the searches that may answer a hit. */
function trialsOf(sought: readonly SoughtValue[]): readonly { readonly search: ExactSearch; readonly trial: Trial }[] {
  return sought.flatMap(({ search, value }) => {
    const { by } = search;
    return 'argument' in by ? [{ search, trial: { of: by.of, value } }] : [];
  });
}

/** The records that a text names exactly, and whether hits were looked for. */
export interface FoundExact extends Found {
  readonly hitState: HitState;
}

/**
 * The records that a text names exactly, each once, those of the first search first: what is shown, or else a hit of its
 * search. One statement a search, of several for one value
 * the first, each in time; null where one took longer and the others found nothing.
 *
 * @param options.hits whether hits are looked for
 * @throws PortcullisError LOOKUP_QUOTA_EXCEEDED
 */
export async function findExact(
  session: SourceSession,
  sought: readonly SoughtValue[],
  text: SearchedText,
  { first, hits }: { readonly first: number; readonly hits: boolean },
): Promise<FoundExact> {
  const scope = scopeOf(text);
  const different = sought.filter(({ search: { by }, value }, at) =>
    sought.slice(0, at).every((before) => before.search.by !== by || before.value !== value),
  );
  const tried = hits ? trialsOf(different) : [];
  const states = await session.reserveTrials(tried.map(({ trial }) => trial));
  const isTried = ({ search }: SoughtValue) => states[tried.findIndex((each) => each.search === search)] === 'ASKED';
  const results = await Promise.all(
    different.map((each) => {
      const { value, search } = each;
      const { by } = search;
      return inTime(session.db, (options) =>
        'argument' in by
          ? lookUpAll(session, { ...by, value }, { ...options, scope, hits: isTried(each) })
          : recordsHolding(session, by, value, { ...options, scope, first }),
      );
    }),
  );
  const isWhole = results.every((nodes) => nodes !== null);
  const isLate = different.some((each, at) => isTried(each) && results[at] === null);
  const nodes = results.flatMap((each) => each ?? []);
  const found = nodes.filter(({ id }, at) => nodes.findIndex((node) => node.id === id) === at).slice(0, first);
  return {
    state: isWhole ? 'OK' : 'TIMEOUT',
    found: isWhole || found.length > 0 ? found : null,
    hitState: isLate ? 'UNAVAILABLE' : hitStateOf(states),
  };
}
