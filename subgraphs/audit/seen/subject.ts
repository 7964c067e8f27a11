import { z } from 'zod';
import type { EnvelopeRow } from '../../kit/rows.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { ownEnvelope } from '../ownEnvelope.js';

const shape = z.object({
  kind: z.literal('subjectSeen'),
  /** Whose data: only groups of this originator are told of. */
  agency: z.string(),
  /** Id of the request. */
  request: z.string(),
  /** What was found of the asked person: ids of records and links, and other names under which the log may have them. */
  ids: z.array(z.string()),
  /** Public ids alone. */
  found: z.array(z.string()),
});

/** What an agency holds of the asked person, as the source that found it sealed it. */
export type FoundSubject = Readonly<Omit<z.infer<typeof shape>, 'kind'>>;

/** What a probe says was found; null unless a source sealed it so for this viewer and request. */
export function openSubject(session: Pick<SourceSession, 'openProbe'>, probe: string): FoundSubject | null {
  const { data } = shape.safeParse(session.openProbe(probe));
  if (!data) return null;
  const { kind: _kind, ids, ...stated } = data;
  return { ...stated, ids: [...new Set(ids)].sort() };
}

/** Guards everything in the answer. */
export const category = 'subject.seen';

/** The answer as a row of the agency whose data it is about: its envelope decides who may have it, and the log names it so. */
export function envelopeOfAnswer({ agency, request }: FoundSubject): EnvelopeRow {
  return ownEnvelope(`subjectrecipients_${request}`, agency, category);
}
