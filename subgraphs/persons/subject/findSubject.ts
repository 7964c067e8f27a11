import { PortcullisError } from '../../../schema/errors.js';
import { createTurns } from '../../kit/matching/turns.js';
import { stableJson } from '../../kit/page/stableJson.js';
import type { SourceSession } from '../../kit/sourceSession.js';
import { isExcluded, namedAlike } from '../../kit/subject/asked.js';
import type { AlikeBy, FoundBy } from '../../kit/subject/holding.js';
import { personOf, type StatedSubject } from './input.js';
import { type CandidateRow, type FirmRow, findCandidates, findFirms } from './subjectRepository.js';
import { type ToldPerson, tellPerson } from './tellPerson.js';
import { tellTwins } from './twins.js';

/** A record that is the asked person's. */
export interface FoundRecord<Row> {
  readonly row: Row;
  readonly foundBy: FoundBy;
  readonly twin: number | null;
}

/** What the source found of the asked person. */
export interface FoundSubject {
  readonly persons: readonly FoundRecord<CandidateRow>[];
  /** The firms under whose number the person trades. */
  readonly firms: readonly FoundRecord<FirmRow>[];
  readonly namesakes: readonly { readonly row: CandidateRow; readonly alikeBy: AlikeBy }[];
  /** Those that have the stated EORI number, which nothing tells to be the person's. */
  readonly othersFirms: readonly FirmRow[];
  /** Of the person, and above the viewer's clearance. */
  readonly above: readonly (CandidateRow | FirmRow)[];
  /** Of somebody else, as the officer decided. */
  readonly excluded: readonly CandidateRow[];
  /** Whether the EORI number is told to be the person's, by a record that this viewer sees, or by the officer. */
  readonly isEoriTold: boolean;
}

/**
 * Finds the asked person's records, once a request. The quota is reserved before anything is searched.
 *
 * @throws PortcullisError SUBJECT_LIMITED, LIMITS_UNAVAILABLE, SOURCE_TIMEOUT; nothing is said then of what there is
 */
export function findSubject(session: SourceSession, asked: StatedSubject): Promise<FoundSubject> {
  return session.once(findSubject, stableJson(asked), async () => {
    await reserve(session, asked);
    const [candidates, firms] = await Promise.all([findCandidates(session, asked), findFirms(session, asked)]);
    const told = await tellAll(session, asked, candidates);
    const ofPerson = told.flatMap((each) => ('foundBy' in each ? [each] : []));
    const found = ofPerson.filter(({ row }) => row.asked_opened);
    const ofOne = found.filter(({ foundBy }) => foundBy === 'NAME_AND_BIRTH_DATE');
    const twins = tellTwins(ofOne.map(({ row }) => factsOf(row)));
    const own = firms.filter((row) => !isExcluded(asked, row));
    const seen = own.filter(({ asked_opened: isOpened }) => isOpened);
    // Why by what is seen: of a record above the clearance nothing is told but that it is there.
    const isEoriTold = found.some(({ row }) => row.asked_eori) || seen.some((row) => isOfPerson(asked, row));
    return {
      persons: found.map((each) => ({ ...each, twin: twins[ofOne.indexOf(each)] ?? null })),
      firms: isEoriTold ? seen.map((row) => ({ row, foundBy: 'EORI' as const, twin: null })) : [],
      namesakes: told.flatMap((each) => ('alikeBy' in each && each.row.asked_opened ? [each] : [])),
      othersFirms: isEoriTold ? [] : seen,
      // Why not what was confirmed: nobody can have decided about a record that they do not see.
      above: [
        ...ofPerson.flatMap(({ row, foundBy }) => (row.asked_opened || foundBy === 'CONFIRMED' ? [] : [row])),
        ...own.filter((row) => !row.asked_opened && (isEoriTold || isOfPerson(asked, row))),
      ],
      excluded: candidates.filter((row) => isExcluded(asked, row)),
      isEoriTold,
    };
  });
}

/** Whether a firm is the person's: by its name, or as the officer decided. */
function isOfPerson(asked: StatedSubject, row: FirmRow): boolean {
  return row.asked_names.some(namedAlike(asked)) || (row.asked_opened && asked.confirmed.includes(row.id));
}

async function reserve(session: SourceSession, asked: StatedSubject): Promise<void> {
  const [state] = await session.reserveTrials([{ person: personOf(asked) }]);
  if (state === 'LIMITED') throw new PortcullisError('SUBJECT_LIMITED');
  if (state !== 'ASKED')
    throw new PortcullisError('LIMITS_UNAVAILABLE', {
      message: 'It cannot be counted at present how many persons were asked for, so nothing was searched.',
      hint: 'Try again shortly.',
    });
}

async function tellAll(session: SourceSession, asked: StatedSubject, rows: readonly CandidateRow[]) {
  const turns = createTurns(session);
  const tell = tellPerson(asked);
  const told: ({ readonly row: CandidateRow } & ToldPerson)[] = [];
  for (const row of rows) {
    const is = tell(row);
    if (is !== null) told.push({ row, ...is });
    await turns.next();
  }
  return told;
}

function factsOf({ gender, birth_place, birth_country, nationality, identifications }: CandidateRow) {
  return {
    gender,
    birthPlace: birth_place,
    birthCountry: birth_country,
    nationalities: nationality,
    documents: identifications,
  };
}
