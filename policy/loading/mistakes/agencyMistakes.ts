import { otherClient } from '../../policy.js';
import { groupOf } from '../../rules/requestCaps.js';
import type { AgenciesFile, MatrixFile } from '../fileShapes.js';
import { kindsOf } from '../likeKinds.js';
import { type Mistake, meantOrOneOf } from '../mistake.js';
import type { Path } from '../place.js';
import { createFindings, type Findings } from './findings.js';

type AgencyFile = AgenciesFile['agencies'][number];

/** Mistakes in an `agencies.yaml` of the right shape, and in what `matrix.yaml` says of its sources. */
export function agencyMistakes({ agencies, sources }: AgenciesFile, matrix: MatrixFile): readonly Mistake[] {
  const [found, inMatrix] = [createFindings('agencies'), createFindings('matrix')];
  const ids = agencies.map(({ id }) => id);
  const groups = [...new Set(Object.keys(matrix.categories).map(groupOf))];
  for (const [source, held] of Object.entries(sources))
    found.known(['sources', source], 'category begins with', held, groups);
  for (const [index, agency] of agencies.entries()) {
    const at: Path = ['agencies', index];
    if (ids.indexOf(agency.id) !== index)
      found.say([...at, 'id'], `${agency.id} appears twice`, 'give each agency its own id');
    checkAgency(agency, ids, at, found);
    checkSubjectRequests(agency, sources, [...at, 'subjectRequests'], found);
    found.known([...at, 'originates'], 'source', agency.originates, Object.keys(sources));
    found.known([...at, 'kind'], 'kind', agency.kind, kindsOf(matrix));
  }
  for (const [index, list] of matrix.linkSubjects.publicLists.entries())
    if (!Object.hasOwn(sources, list))
      inMatrix.say(
        ['linkSubjects', 'publicLists', index],
        `no source ${list} in agencies.yaml`,
        meantOrOneOf(list, Object.keys(sources)),
      );
  checkBinding(agencies, 'issuers', found);
  checkBinding(agencies, 'clientCertificates', found);
  return [...inMatrix.mistakes, ...found.mistakes];
}

function checkAgency(agency: AgencyFile, ids: readonly string[], at: Path, found: Findings): void {
  const { id, kind, country, mandate, overseesNobody } = agency;
  if (!id.startsWith(`${country}-`))
    found.say([...at, 'country'], `${id} is not of ${country}`, `an id begins with its country: ${country}-...`);
  for (const list of ['roles', 'purposes', 'originates', 'mandate', 'clients'] as const)
    found.once([...at, list], agency[list]);
  if (agency.clients.includes(otherClient))
    found.say(
      [...at, 'clients', agency.clients.indexOf(otherClient)],
      `${otherClient} stands for all that are not registered`,
      'have the issuer give the client another client_id',
    );
  found.known([...at, 'mandate'], 'agency', mandate, ids);
  const oversees = kind === 'SUPERVISOR' || kind === 'INTERNAL_AUDIT';
  if (oversees !== mandate.length > 0)
    found.say(
      [...at, 'mandate'],
      'is for SUPERVISOR and INTERNAL_AUDIT, and only for them',
      oversees ? 'name agencies' : 'remove it',
    );
  if (overseesNobody && kind !== 'SUPERVISOR')
    found.say([...at, 'overseesNobody'], 'is for SUPERVISOR only', 'remove it');
  checkCaseReference(agency, [...at, 'caseReference'], found);
}

// A group without a regime would be answered under no law, and one in two under either.
function checkSubjectRequests(
  { originates, subjectRequests: regimes }: AgencyFile,
  sources: AgenciesFile['sources'],
  at: Path,
  { say, known, once }: Findings,
): void {
  const groups = [...new Set(Object.values(sources).flat())];
  const named = regimes.flatMap((regime) => regime.groups);
  for (const [index, regime] of regimes.entries()) {
    known([...at, index, 'groups'], 'group of a source', regime.groups, groups);
    for (const [place, group] of regime.groups.entries())
      if (named.filter((each) => each === group).length > 1)
        say([...at, index, 'groups', place], `${group} is named twice`, 'answer each group under one regime');
    once(
      [...at, index, 'grounds'],
      regime.grounds.map(({ code }) => code),
    );
  }
  const missing = originates.flatMap((source) => sources[source] ?? []).find((group) => !named.includes(group));
  if (regimes.length > 0 && missing !== undefined)
    say(
      at,
      `no regime names ${missing}, of which it has data of its own`,
      'name every group of the sources that it originates',
    );
}

function checkCaseReference({ caseReference: { pattern, example } }: AgencyFile, at: Path, { say }: Findings): void {
  // Checked before it is tried: a repeat within a repeat could keep this check, or a request, busy for ever.
  if (/\)[*+{]/.test(pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gu, 'x'))) {
    say([...at, 'pattern'], 'repeats a group', 'repeat single characters: \\d{4}-\\d{4,6}');
    return;
  }
  try {
    if (!new RegExp(`^(?:${pattern})$`, 'u').test(example))
      say([...at, 'example'], 'the example does not match the pattern', 'correct one or the other');
  } catch {
    const hint = 'close every bracket; a backslash goes before the character that it escapes';
    say([...at, 'pattern'], 'not a regular expression', hint);
  }
}

function checkBinding(
  agencies: AgenciesFile['agencies'],
  key: 'issuers' | 'clientCertificates',
  { say }: Findings,
): void {
  const bound = new Set<string>();
  for (const [index, agency] of agencies.entries())
    for (const [place, each] of agency[key].entries()) {
      const hint = 'anyone who holds it would be both: remove one';
      if (bound.has(each)) say(['agencies', index, key, place], 'is bound to two agencies', hint);
      bound.add(each);
    }
}
