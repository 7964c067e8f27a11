import { type AskedSubject, bornAlike, isExcluded, namedAlike } from '../asked.js';

/** What a link states of the person at its end, as it is stored. */
export interface StatedLink {
  readonly id: string;
  /** Whether the viewer may see it. */
  readonly asked_opened: boolean;
  readonly name: string | null;
  readonly birthDate: string | null;
  readonly eori: string | null;
  /** Federation references of the persons that it points at, that of its end first. */
  readonly refs: readonly (string | null)[];
  /** Whether it says that no natural person is at its end. */
  readonly isNobody: boolean;
}

/** A link that is the asked person's. */
export interface ToldLink {
  readonly foundBy: 'NAME_AND_BIRTH_DATE' | 'EORI' | 'POINTS_AT_RECORD' | 'CONFIRMED';
  /** Which of several found people of one name and date, from 1; null where there is one, and where it cannot be told. */
  readonly twin: number | null;
  /** Whether it is this person whom it names; else somebody else is named, at its other end. */
  readonly isNamed: boolean;
}

/**
 * Whether a link is the asked person's, by equality alone; `NAMESAKE` where only its name, or a number of which nothing tells that it
 * is theirs, is the same, and null for everybody else's. A reference goes before a name: at the other end of a relation of father
 * and son stands the same name, and what points at a record of somebody else is that person's.
 */
export function tellLink(asked: AskedSubject, link: StatedLink): ToldLink | 'NAMESAKE' | null {
  if (isExcluded(asked, link)) return null;
  const [end = null, ...others] = link.refs.map((ref) => asked.refs.find((found) => found.ref === ref) ?? null);
  const [ref = null] = link.refs;
  const isOthers = ref !== null && asked.others.includes(ref);
  const isEori = !isOthers && asked.eori !== null && asked.eori === link.eori;
  const born = bornAlike(asked, link.birthDate === null ? [] : [link.birthDate], []);
  const isAlike = !isOthers && !link.isNobody && link.name !== null && namedAlike(asked)(link.name);
  const found = (foundBy: ToldLink['foundBy'], twin: number | null = null, isNamed = true) => ({
    foundBy,
    twin,
    isNamed,
  });
  const twin = end?.twin ?? null;
  if (isAlike && born === 'SAME') return found('NAME_AND_BIRTH_DATE', twin);
  if (isEori && (isAlike || asked.isEoriTold)) return found('EORI', twin);
  if (end) return found('POINTS_AT_RECORD', twin);
  const other = others.find((each) => each !== null);
  if (other) return found('POINTS_AT_RECORD', other.twin, false);
  if (born === 'OTHER' || !(isAlike || isEori)) return null;
  return asked.confirmed.includes(link.id) ? found('CONFIRMED') : 'NAMESAKE';
}
