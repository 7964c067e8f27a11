import type { Policy } from '../../../policy/policy.js';
import { trialsOf } from '../../../policy/trials.js';
import type { Viewer } from '../../../policy/types.js';
import { compactNumber } from '../../../schema/identifiers/documentNumber.js';
import type { LimitKeys } from '../../../storage/limits/limitKeys.js';
import type { OwnCount, SharedCount, TrialCounts } from '../../../storage/limits/reservation.js';
import type { NameTrial, NumberTrial, SubjectTrial, Trial } from './trial.js';

/** Characters at the end of a number in which numbers near it differ. */
const NEAR = 3;

/** What a viewer's trials count against. */
export function createCounting(
  keys: Pick<LimitKeys, 'token' | 'seal'>,
  policy: Policy,
  viewer: Viewer,
): (trial: Trial) => TrialCounts {
  const { officer, agency } = trialsOf(policy, viewer);
  const { agency: name, subject } = viewer;
  const ofStem: Readonly<Record<string, number>> = {
    document: officer.documentsOfStem,
    caseReference: officer.caseReferencesOfStem,
  };
  // Why the roles: their trials are counted apart.
  const pool = (agency.roles ?? []).join(' ');
  // Why the subject of the trial in both: else equal bytes would reveal that two officers tried one name or one date.
  const under = (what: readonly string[], tried: string): readonly [under: string, tried: string] => [
    keys.token(...what),
    keys.token('tried', ...what, tried),
  ];
  const own = (what: readonly string[], tried: string, most: number): OwnCount => [
    ...under(['officer', name, subject, ...what], tried),
    most,
  ];

  const ofName = ({ pairs, date }: NameTrial): TrialCounts => {
    const [first] = pairs;
    const dates = pairs.map(({ words, usual }) =>
      own(['dates of', ...words], date, usual ? officer.datesOfUsualName : officer.datesOfName),
    );
    // Why: sources state January 1 where they do not know the day.
    const names = date.endsWith('-01-01') ? [] : [own(['names of', date], first.words.join(' '), officer.namesOfDate)];
    const shared = pairs.map(
      ({ words, usual }): SharedCount => [
        ...under(['agency', name, pool, ...words], date),
        usual ? agency.datesOfUsualName : agency.datesOfName,
        agency.entered,
        keys.seal(name, keys.token('name', ...words)),
      ],
    );
    return { own: [...dates, ...names], shared };
  };

  const ofNumber = ({ of, value }: NumberTrial): TrialCounts => {
    // Why: a space or a small letter makes no other number.
    const number = compactNumber(value);
    const most = ofStem[of];
    return { own: most === undefined ? [] : [own([of, number.slice(0, -NEAR)], number, most)], shared: [] };
  };

  const ofSubject = ({ person }: SubjectTrial): TrialCounts => {
    const { perOfficer, perAgency } = policy.trials.subjects;
    const ofAgency: OwnCount = [...under(['agency', name, 'subjects'], person), perAgency];
    return { own: [own(['subjects'], person, perOfficer), ofAgency], shared: [] };
  };

  return (trial) => {
    if ('person' in trial) return ofSubject(trial);
    return 'pairs' in trial ? ofName(trial) : ofNumber(trial);
  };
}
