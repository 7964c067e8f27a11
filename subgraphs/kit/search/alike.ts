import { mayMatch } from '../matching/answer.js';
import type { MatchedKind } from '../matching/matchedKind.js';
import { findSimilar } from '../matching/similar.js';
import { toMatch } from '../matching/toMatch.js';
import type { SourceSession } from '../sourceSession.js';
import { type SearchedText, scopeOf } from './asked.js';
import type { Found } from './finders.js';

/** Records with names similar to a text that may be a name: one statement; none where this viewer gets no name in full. */
export async function findAlike(
  session: SourceSession,
  kind: MatchedKind,
  text: SearchedText,
  first: number,
): Promise<Found> {
  if (!mayMatch(session, kind)) return { state: 'DENIED', found: null };
  const name = text.valueOf('NAME');
  if (name === null) return { state: 'OK', found: null };
  const asked = [{ kind: kind.kind, names: [name] }];
  const { state, found } = await findSimilar(session, kind, asked, { first, scope: scopeOf(text) });
  if (state === 'TIMEOUT') return { state, found: null };
  return { state, found: (found[0] ?? []).flatMap((similar) => toMatch(session, kind, similar) ?? []) };
}
