import { bounds } from '../../../policy/bounds.js';
import { rank } from '../../../policy/types.js';
import type { TextForm } from '../../../schema/identifiers/recognition/recognise.js';
import { type HeldBy, type LookUpBy, lookUpAll, recordsHolding } from '../described/lookUps.js';
import { type HitState, hitStateOf } from '../limits/hitState.js';
import type { Trial } from '../limits/trial.js';
import { inTime } from '../session/inTime.js';
import type { SourceSession } from '../sourceSession.js';
import type { SearchedText } from './asked.js';
import type { Found } from './finders.js';

/**
 * How a text of a form finds records of a kind: by a look-up, of which a hit is answered where the form is whole by itself, or by a
 * datum that they hold.
 */
export interface ExactWay {
  readonly form: TextForm;
  readonly by: LookUpBy | HeldBy;
  /** Of a number that is not known to be of what: no hit is answered. */
  readonly isPart?: true;
}

/** A way that the text takes, and what is sought by it. */
interface TakenWay {
  readonly way: ExactWay;
  readonly value: string;
}

/** The ways that a text takes and that may give this viewer something of some record: no statement is sent for another. */
export function waysOf(session: SourceSession, ways: readonly ExactWay[], text: SearchedText): readonly TakenWay[] {
  const boundsOf = bounds(session.policy, session.facts);
  return ways.flatMap((way) => {
    const value = text.valueOf(way.form);
    const { by } = way;
    const [guards, least] =
      'argument' in by ? ([[session.category(by.argument)], 'HIT'] as const) : ([by.guards, 'FULL'] as const);
    const isOpen = guards.every((category) => rank[boundsOf(category).ceiling] >= rank[least]);
    return value !== null && isOpen ? [{ way, value }] : [];
  });
}

/** What is tried by the ways of which a hit is answered. */
function triedBy(taken: readonly TakenWay[]): readonly { readonly way: ExactWay; readonly trial: Trial }[] {
  return taken.flatMap(({ way, value }) => {
    const { by, isPart } = way;
    return 'argument' in by && !isPart ? [{ way, trial: { of: by.of, value } }] : [];
  });
}

/** What the text names exactly, and whether a hit was looked for. */
export interface FoundExact extends Found {
  readonly hitState: HitState;
}

/**
 * The records that a text names exactly, each once, those of the first way first: what is shown, and a hit where nothing of
 * its way is. One statement a way, each half a second; null where one was not enough, and the others found nothing.
 *
 * @param options.hits whether hits are looked for
 * @throws PortcullisError LOOKUP_QUOTA_EXCEEDED
 */
export async function findExact(
  session: SourceSession,
  taken: readonly TakenWay[],
  { feeds }: SearchedText,
  { first, hits }: { readonly first: number; readonly hits: boolean },
): Promise<FoundExact> {
  const tried = hits ? triedBy(taken) : [];
  const states = await session.reserveTrials(tried.map(({ trial }) => trial));
  const isTried = (each: TakenWay) => states[tried.findIndex(({ way }) => way === each.way)] === 'ASKED';
  const ofWays = await Promise.all(
    taken.map((each) => {
      const { way, value } = each;
      return inTime((options) =>
        'argument' in way.by
          ? lookUpAll(session, { ...way.by, value }, { ...options, feeds, hits: isTried(each) })
          : recordsHolding(session, way.by, value, { ...options, feeds, first }),
      );
    }),
  );
  const isWhole = ofWays.every((nodes) => nodes !== null);
  const isLate = taken.some((each, at) => isTried(each) && ofWays[at] === null);
  const nodes = ofWays.flatMap((each) => each ?? []);
  const found = nodes.filter(({ id }, at) => nodes.findIndex((node) => node.id === id) === at).slice(0, first);
  return {
    state: isWhole ? 'OK' : 'TIMEOUT',
    found: isWhole || found.length > 0 ? found : null,
    hitState: isLate ? 'UNAVAILABLE' : hitStateOf(states),
  };
}
