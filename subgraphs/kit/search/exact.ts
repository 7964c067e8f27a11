import { bounds } from '../../../policy/bounds.js';
import { rank } from '../../../policy/types.js';
import type { TextForm } from '../../../schema/identifiers/recognition/recognise.js';
import type { RecordNode } from '../described/describe.js';
import { type HeldBy, type LookUpBy, lookUpAll, recordsHolding } from '../described/lookUps.js';
import type { SourceSession } from '../types.js';
import type { SearchedText } from './asked.js';

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
    const [category, least] =
      'argument' in by ? ([session.category(by.argument), 'HIT'] as const) : ([by.category, 'FULL'] as const);
    return value !== null && rank[boundsOf(category).ceiling] >= rank[least] ? [{ way, value }] : [];
  });
}

/**
 * The records that a text names exactly, each once, those of the first way first: what is shown, and a hit where nothing of
 * its way is. One statement a way.
 *
 * @throws PortcullisError LOOKUP_QUOTA_EXCEEDED
 */
export async function findExact(
  session: SourceSession,
  taken: readonly TakenWay[],
  { feeds }: SearchedText,
): Promise<readonly RecordNode[]> {
  const found = await Promise.all(
    taken.map(({ way: { by }, value }) =>
      'argument' in by ? lookUpAll(session, { ...by, value }, feeds) : recordsHolding(session, by, value, feeds),
    ),
  );
  const byId = new Map<string, RecordNode>();
  for (const node of found.flat()) if (!byId.has(node.id)) byId.set(node.id, node);
  return [...byId.values()];
}
