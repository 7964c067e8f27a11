import type { SubjectAnswer } from '../../subject/answer.js';
import { subjectDocument } from '../../subject/document.js';
import { joinPages, nextVariables } from '../../subject/pages.js';
import { subjectSources } from '../../subject/sources.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { openBar, paced } from '../output/progress.js';
import { readAskedPerson } from './asked.js';
import { askAsOfficer, type Officer } from './officer.js';
import { assertNew, type Report, writeReport } from './report.js';

/** What an officer asks, and where the answer goes. */
export interface AskCommand extends Output {
  /** File of the asked person. */
  readonly person: string;
  /** File of the report to write. */
  readonly output: string;
  /** The request, where it was asked before. */
  readonly request?: string;
  /** Records and links of that name that the officer decided to be this person's. */
  readonly confirm: readonly string[];
  /** Those decided to be somebody else's. */
  readonly exclude: readonly string[];
  /** Takes a line of progress. */
  readonly say: (line: string) => void;
}

/** Asks what is held of a person and who has seen it, and keeps the answer in a file of the officer. */
export async function askSubject(officer: Officer, command: AskCommand): Promise<Report> {
  const { person, output, request, confirm, exclude, say, json, out } = command;
  const asked = {
    ...readAskedPerson(person),
    ...(request === undefined ? {} : { request }),
    ...(confirm.length === 0 ? {} : { confirmed: confirm }),
    ...(exclude.length === 0 ? {} : { excluded: exclude }),
  };
  // Why first: a request counts, and its answer would have no place.
  assertNew(output);
  const pages = await askPages(officer, asked, say);
  const { caseReference } = officer;
  const report: Report = { form: 'portcullis-subject-report-1', caseReference, asked, ...pages };
  writeReport(output, report);
  print(
    { json, out },
    { report: output, request: pages.answer.id, receipts: pages.receipts, held: countsOf(pages) },
    () => [
      ...summaryOf(pages),
      ...unconfirmedOf(pages, confirm),
      `The report is in ${output}, for you alone. Next: portcullis subject draft ${output} --output draft.json`,
    ],
  );
  return report;
}

type Pages = Pick<Report, 'answer' | 'receipts' | 'withheld'>;

/** The answer with the recipients of all its pages. @throws Error whose hint names the request, where a later page fails */
async function askPages(officer: Officer, asked: object, say: (line: string) => void): Promise<Pages> {
  const first = await askAsOfficer(officer, subjectDocument, { asked });
  let answer = subjectOf(first);
  const receipts = [first.receipt];
  const withheld = [...first.withheld];
  const bar = process.stderr.isTTY ? await openBar('who has seen it: {value} looks {bar} page {page}') : null;
  const tell = paced((page: number) => say(`who has seen it: ${looksOf(answer)} looks so far, page ${page}`));
  try {
    for (let more = nextVariables(answer); more !== null; more = nextVariables(answer)) {
      const again = { ...asked, request: answer.id };
      const next = await askAsOfficer(officer, subjectDocument, { asked: again, ...more });
      answer = joinPages(answer, subjectOf(next));
      receipts.push(next.receipt);
      withheld.push(...next.withheld);
      if (bar) bar.show(looksOf(answer), looksOf(answer) + 1, { page: receipts.length });
      else tell(receipts.length);
    }
  } catch (error) {
    const hint = `Nothing was written. Ask again with --request ${answer.id}, so that it stays one request.`;
    throw Object.assign(error as Error, { hint });
  } finally {
    bar?.stop();
  }
  return { answer, receipts, withheld };
}

function subjectOf({ data }: { readonly data: Readonly<Record<string, unknown>> }): SubjectAnswer {
  if (data.subject) return data.subject as SubjectAnswer;
  throw Object.assign(new Error('The gateway answers nothing to this viewer.'), {
    ...{ code: 'NOT_FOR_YOU', hint: 'Ask with the token of a DPO of the agency, for DATA_SUBJECT_REQUEST.' },
  });
}

const looksOf = (answer: SubjectAnswer): number =>
  subjectSources.reduce((sum, source) => sum + (answer[source]?.seen?.recipients?.looks ?? 0), 0);

/** What was found by source, in numbers; null where a source did not answer. */
function countsOf({ answer }: Pages) {
  const counts = subjectSources.map((source) => {
    const holdings = answer[source];
    if (!holdings) return [source, null] as const;
    const { found, aboveClearance, seen } = holdings;
    const namesakes = (holdings.namesakes?.length ?? 0) + (holdings.namesakesLeftOut ?? 0);
    const rows = seen?.recipients?.rows ?? [];
    return [
      source,
      {
        ...{ found: found?.length ?? 0, namesakes, aboveClearance: aboveClearance ?? 0 },
        ...{ looks: seen?.recipients?.looks ?? 0, restricted: rows.filter((row) => row?.restricted).length },
      },
    ] as const;
  });
  return Object.fromEntries(counts);
}

/** The same in words, without a personal value: it may stand on a screen that others see. */
function summaryOf(pages: Pages): readonly string[] {
  const { answer, withheld } = pages;
  return [
    `Request ${answer.id} of ${answer.agency}.`,
    ...(answer.regimes ?? []).map(
      (each) =>
        `${each?.groups?.join(', ')}: ${each?.regime}${answerBy(each?.answerBy)}${each?.approvedBy === null ? ', a PROPOSAL' : ''}.`,
    ),
    ...Object.entries(countsOf(pages)).map(([source, counts]) => {
      if (counts === null) return `${source}: NO ANSWER, so no letter can be made of this report`;
      const { found, namesakes, aboveClearance, looks, restricted } = counts;
      const above = aboveClearance > 0 ? [`${aboveClearance} above your clearance`] : [];
      const named = namesakes > 0 ? [`${counted(namesakes, 'namesake')} to decide on`] : [];
      const others = restricted > 0 ? [counted(restricted, 'restricted recipient')] : [];
      const held = counted(found, 'record or link', 'records and links');
      return `${source}: ${[held, ...named, ...above, `seen ${counted(looks, 'time')}`, ...others].join(', ')}`;
    }),
    ...(withheld.length === 0
      ? []
      : [`${counted(withheld.length, 'part')} withheld, so no letter can be made of this report`]),
  ];
}

/** Ids that were to be confirmed and are not found: mistyped, or of a name that is not the same. */
function unconfirmedOf({ answer }: Pages, confirm: readonly string[]): readonly string[] {
  const found = subjectSources.flatMap((source) => (answer[source]?.found ?? []).map((holding) => holding?.id));
  return confirm.filter((id) => !found.includes(id)).map((id) => `NOT CONFIRMED: ${id} is no namesake of this person`);
}

const answerBy = (day: string | null | undefined): string => (day ? `, to be answered by ${day}` : '');
