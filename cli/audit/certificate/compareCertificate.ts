import { isDeepStrictEqual } from 'node:util';
import { plain, type Searched, searchDigest } from '../../../auditlog/searched.js';
import type { ReadEntry } from '../../../auditlog/store/reader.js';
import type { ReadBody } from '../../../auditlog/types.js';
import { isObject } from '../../../schema/isObject.js';
import { instantAsShown } from '../../../schema/scalars.js';
import { type Certificate, certifiedBy } from './certificate.js';

const another = 'the log says another';

/** Where a certificate differs from the unsealed part of its entry. */
export function compareHeader({ header }: ReadEntry, { at, viewer, policyVersion }: Certificate): readonly string[] {
  const { agency, kind, role, purpose } = viewer;
  const stated = [
    ['at', at, instantAsShown(header.askedAt)],
    ['viewer.agency', agency, header.agency],
    ['viewer.kind', kind, header.agencyKind],
    ['viewer.role', role, header.role],
    ['viewer.purpose', purpose, header.purpose],
    ['policyVersion', policyVersion, header.policyVersion],
  ] as const;
  const isAnswer = header.kind === 'OUTCOME' && header.code === 'OK';
  return [
    ...stated.flatMap(([place, here, there]) => (here === there ? [] : [`${place}: ${another}`])),
    ...(isAnswer ? [] : [`receipt: the log says ${header.kind} ${header.code}, which is no whole answer`]),
  ];
}

/** Where it differs from the sealed part. */
export function compareBody(body: ReadBody, certificate: Certificate): readonly string[] {
  const { viewer, asked } = certificate;
  const found = searchedAs(body, certificate);
  return [
    ...(viewer.clearance === body.decided?.clearance ? [] : [`viewer.clearance: ${another}`]),
    ...(viewer.caseReference === body.caseReference ? [] : [`viewer.caseReference: ${another}`]),
    ...(body.disclosed.some(({ type }) => records.has(type))
      ? ['receipt: the log says that a record was disclosed']
      : []),
    ...(found
      ? compareSearched(found, body, certificate)
      : [`asked.kind: the entry keeps no digest of a ${asked.kind}`]),
  ];
}

/** Types that a match or hit discloses. Numbers that were asked for are named too, whether or not a record has them. */
const records: ReadonlySet<string> = new Set(['Person', 'Organization', 'VesselRecord']);

/** The questions of its kind; where several fields of the answer have some, those with its digest. */
function searchedAs({ searched = [] }: ReadBody, certificate: Certificate): Searched | undefined {
  const ofKind = searched.filter(({ kind }) => kind === certificate.asked.kind);
  return ofKind.find((each) => hasDigest(each, certificate, certificate.place)) ?? ofKind[0];
}

function hasDigest({ questions }: Searched, certificate: Certificate, place: number): boolean {
  return questions[place]?.digest === searchDigest(certificate.salt, { ...certifiedBy(certificate), place });
}

function compareSearched(searched: Searched, body: ReadBody, certificate: Certificate): readonly string[] {
  const { matcherVersion, lists, compared, state, cutOff, hitState, place } = certificate;
  const question = searched.questions[place];
  if (question === undefined) return [`place: the entry has ${searched.questions.length} such questions`];
  const faults = [
    ...differences('matcherVersion', matcherVersion, searched.matcherVersion),
    ...differences('lists', lists, searched.lists),
    ...differences('compared', compared, searched.compared),
    ...differences('state', state, question.state),
    ...differences('cutOff', cutOff, question.cutOff),
    ...differences('hitState', hitState, question.hitState),
    ...(question.matches > 0 || question.hit ? ['asked: the log says that something was found'] : []),
  ];
  if (faults.length > 0 || hasDigest(searched, certificate, place)) return faults;
  const isElsewhere = searched.questions.some((_, at) => hasDigest(searched, certificate, at));
  return isElsewhere ? ['place: the log has the question in another'] : compareQuestion(body, certificate);
}

/** Which member of the question differs from the digest: our own document states the questions of a kind in one variable. */
function compareQuestion(
  { variables }: ReadBody,
  { asked: { kind, ...question }, place }: Certificate,
): readonly string[] {
  const stated = variables?.[`${kind}s`];
  const there: unknown = Array.isArray(stated) ? stated[place] : undefined;
  const faults = there === undefined ? [] : differences('asked', plain(question), plain(there));
  const where = there === undefined ? 'asked or salt' : 'salt';
  return faults.length > 0 ? faults : [`${where}: the log keeps the digest of another`];
}

/** Where two JSON values differ, by places in the first. */
function differences(place: string, here: unknown, there: unknown): readonly string[] {
  if (isDeepStrictEqual(here, there)) return [];
  if (Array.isArray(here) && Array.isArray(there)) {
    if (here.length !== there.length) return [`${place}: the log says ${there.length}`];
    return here.flatMap((each, at) => differences(`${place}[${at}]`, each, there[at]));
  }
  if (!isObject(here) || !isObject(there)) return [`${place}: ${another}`];
  const names = [...new Set([...Object.keys(here), ...Object.keys(there)])];
  return names.flatMap((name) => differences(`${place}.${name}`, here[name], there[name]));
}
