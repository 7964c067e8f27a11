import { linkSchemata } from '../../../../schema/formats/ftm/links.js';
import type { FtmSchema } from '../../../../schema/formats/ftm/model.js';
import { addEntity, addFact, addValues, type Draft, draftOf, isThing } from './draft.js';

/** An entity at the end of a link. */
export interface End {
  readonly id: string;
  readonly schema: FtmSchema;
}

/** What a link says besides its ends. */
export type Said = Readonly<Record<string, unknown>>;

/** A link of two entities under a schema; null where the schema cannot have them as its ends. */
function link(id: string, schema: FtmSchema, ends: readonly (readonly [property: string, end: End])[]): Draft | null {
  const draft = draftOf({ id, schema, type: schema });
  return ends.every(([property, end]) => addEntity(draft, property, end.id, end.schema)) ? draft : null;
}

/** That one thing has to do with another, and how; null where one of the two is no thing. */
export function unknownLink(id: string, subject: End, object: End, role: unknown, said: Said = {}): Draft | null {
  if (!isThing(subject.schema) || !isThing(object.schema)) return null;
  const draft = link(id, 'UnknownLink', [
    ['subject', subject],
    ['object', object],
  ]);
  return draft && tell(draft, { role, ...said });
}

/** A relation or an interest: the schema of its kind, or an unknown link where that one cannot have these ends. */
export function kindLink(id: string, kind: string, from: End, to: End, said: Said): Draft | null {
  const schema = linkSchemata.get(kind);
  const draft =
    schema &&
    link(id, schema.schema, [
      [schema.from, from],
      [schema.object, to],
    ]);
  const { words, ...rest } = said;
  if (!draft) return unknownLink(id, from, to, words ?? kind, { kind, ...rest });
  const named = schema.schema === 'Family' || schema.schema === 'Associate' ? 'relationship' : 'role';
  return tell(draft, { [named]: words, ...rest });
}

/** That two records may be of one: a candidate, never an identification. */
export function similar(id: string, candidate: End, match: End, { score, ...rest }: Said): Draft | null {
  const draft = link(id, 'Similar', [
    ['candidate', candidate],
    ['match', match],
  ]);
  return draft && tell(draft, { confidenceScore: score, ...rest });
}

/** Part of an agency in a joint operation. */
export function participant(id: string, project: End, agency: End, said: Said): Draft | null {
  const draft = link(id, 'ProjectParticipant', [
    ['project', project],
    ['participant', agency],
  ]);
  return draft && tell(draft, said);
}

function tell(draft: Draft, said: Said): Draft {
  for (const [name, value] of Object.entries(said)) {
    if (value === null || value === undefined) continue;
    if (typeof value === 'object') addFact(draft, name, value);
    else addValues(draft, name, value, name);
  }
  return draft;
}
