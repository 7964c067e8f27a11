import { groupOf } from '../../rules/standing.js';
import type { AgenciesFile, MatrixFile } from '../fileShapes.js';
import { kindsOf } from '../likeKinds.js';
import { type Mistake, meantOrOneOf } from '../mistake.js';
import type { Path } from '../place.js';
import { checkTwice } from './matrixMistakes.js';

type AgencyFile = AgenciesFile['agencies'][number];
type Say = (path: Path, what: string, hint: string) => void;

/** What `agencies.yaml` says in its shape and cannot mean, and what `matrix.yaml` says of its sources. */
export function agencyMistakes({ agencies, sources }: AgenciesFile, matrix: MatrixFile): Mistake[] {
  const found: Mistake[] = [];
  const say: Say = (path, what, hint) => found.push({ file: 'agencies', path, what, hint });
  const ids = agencies.map(({ id }) => id);
  const kinds = kindsOf(matrix);
  const groups = [...new Set(Object.keys(matrix.categories).map(groupOf))];
  for (const [source, held] of Object.entries(sources))
    for (const [index, group] of held.entries())
      if (!groups.includes(group))
        say(['sources', source, index], `no category begins with ${group}`, meantOrOneOf(group, groups));
  for (const [index, agency] of agencies.entries()) {
    const at: Path = ['agencies', index];
    if (ids.indexOf(agency.id) !== index)
      say([...at, 'id'], `${agency.id} stands twice`, 'give each agency its own id');
    checkAgency(agency, ids, Object.keys(sources), at, say);
    if (!kinds.includes(agency.kind)) say([...at, 'kind'], `no kind ${agency.kind}`, meantOrOneOf(agency.kind, kinds));
  }
  for (const [index, list] of matrix.linkSubjects.publicLists.entries())
    if (!Object.hasOwn(sources, list))
      found.push({
        file: 'matrix',
        path: ['linkSubjects', 'publicLists', index],
        what: `no source ${list} in agencies.yaml`,
        hint: meantOrOneOf(list, Object.keys(sources)),
      });
  checkBinding(agencies, 'issuers', say);
  checkBinding(agencies, 'clientCertificates', say);
  return found;
}

function checkAgency(agency: AgencyFile, ids: readonly string[], sources: readonly string[], at: Path, say: Say): void {
  const { id, kind, country, mandate, originates } = agency;
  if (!id.startsWith(`${country}-`))
    say([...at, 'country'], `${id} is not of ${country}`, `an id begins with its country: ${country}-...`);
  for (const list of ['roles', 'purposes', 'originates', 'mandate'] as const)
    checkTwice(agency[list], [...at, list], say);
  for (const [index, source] of originates.entries())
    if (!sources.includes(source))
      say([...at, 'originates', index], `no source ${source}`, meantOrOneOf(source, sources));
  for (const [index, overseen] of mandate.entries())
    if (!ids.includes(overseen)) say([...at, 'mandate', index], `no agency ${overseen}`, meantOrOneOf(overseen, ids));
  const oversees = kind === 'SUPERVISOR' || kind === 'INTERNAL_AUDIT';
  if (oversees !== mandate.length > 0)
    say(
      [...at, 'mandate'],
      'is for SUPERVISOR and INTERNAL_AUDIT, and only for them',
      oversees ? 'name agencies' : 'take it out',
    );
  if (agency.overseesNobody && kind !== 'SUPERVISOR')
    say([...at, 'overseesNobody'], 'is for SUPERVISOR only', 'take it out');
  checkCaseReference(agency, [...at, 'caseReference'], say);
}

function checkCaseReference({ caseReference: { pattern, example } }: AgencyFile, at: Path, say: Say): void {
  // Looked at before it is tried: with a repeat within a repeat one request, or this check, would take for ever.
  if (/\)[*+{]/.test(pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]/gu, 'x'))) {
    say([...at, 'pattern'], 'repeats a group', 'repeat single characters: \\d{4}-\\d{4,6}');
    return;
  }
  try {
    if (!new RegExp(`^(?:${pattern})$`, 'u').test(example))
      say([...at, 'example'], 'the example does not match the pattern', 'mend the one or the other');
  } catch {
    say(
      [...at, 'pattern'],
      'not a regular expression',
      'close what it opens; a backslash stands before what it escapes',
    );
  }
}

function checkBinding(agencies: AgenciesFile['agencies'], key: 'issuers' | 'clientCertificates', say: Say): void {
  const bound = new Set<string>();
  for (const [index, agency] of agencies.entries())
    for (const [place, each] of agency[key].entries()) {
      if (bound.has(each))
        say(
          ['agencies', index, key, place],
          'is bound to two agencies',
          'anyone who holds it would be both: take one out',
        );
      bound.add(each);
    }
}
