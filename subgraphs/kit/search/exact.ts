import { bounds } from '../../../policy/bounds.js';
import { rank } from '../../../policy/types.js';
import type { TextForm } from '../../../schema/identifiers/recognition/recognise.js';
import { type HeldBy, type LookUpBy, lookUpAll, recordsHolding } from '../described/lookUps.js';
import { inTime } from '../session/inTime.js';
import type { SourceSession } from '../types.js';
import type { SearchedText } from './asked.js';
import type { Found } from './finders.js';

/** How a text of a form finds records of a kind: by a look-up, of which a hit is answered, or by a datum that they hold. */
export interface ExactWay {
  readonly form: TextForm;
  readonly by: LookUpBy | HeldBy;
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

/**
 * The records that a text names exactly, each once, those of the first way first: what is shown, and a hit where nothing of
 * its way is. One statement a way, each half a second; null where one was not enough, and the others found nothing.
 *
 * @throws PortcullisError LOOKUP_QUOTA_EXCEEDED
 */
export async function findExact(
  session: SourceSession,
  taken: readonly TakenWay[],
  { feeds }: SearchedText,
  first: number,
): Promise<Found> {
  const ofWays = await Promise.all(
    taken.map(({ way: { by }, value }) =>
      inTime((options) =>
        'argument' in by
          ? lookUpAll(session, { ...by, value }, feeds, options)
          : recordsHolding(session, by, value, { ...options, feeds, first }),
      ),
    ),
  );
  const isWhole = ofWays.every((nodes) => nodes !== null);
  const nodes = ofWays.flatMap((each) => each ?? []);
  const found = nodes.filter(({ id }, at) => nodes.findIndex((node) => node.id === id) === at).slice(0, first);
  return { state: isWhole ? 'OK' : 'TIMEOUT', found: isWhole || found.length > 0 ? found : null };
}
