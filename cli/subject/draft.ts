import { randomBytes } from 'node:crypto';
import type { WholeAnswer } from '../../subject/answer.js';
import { contradictionsIn } from '../../subject/draft/contradictions.js';
import { makeDraft } from '../../subject/draft/makeDraft.js';
import { writeDraft } from '../../subject/draft/readDraft.js';
import type { Draft, Language } from '../../subject/draft/shape.js';
import { subjectSources } from '../../subject/sources.js';
import { counted } from '../output/counted.js';
import { type Output, print } from '../output/printLine.js';
import { readReport, responseOf, writeNew } from './report.js';

/** From which report, and where to. */
export interface DraftCommand extends Output {
  readonly report: string;
  readonly output: string;
  readonly language: Language;
}

/** Writes the draft of a letter, 0600, and says what the officer has to decide in it. @throws BAD_USER_INPUT for a partial report */
export function draftLetter({ report: file, output, language, ...printed }: DraftCommand): void {
  const report = readReport(file);
  const { asked, caseReference } = report;
  const letterDate = new Date().toISOString().slice(0, 10);
  const options = { asked, caseReference, language, letterDate, nonce: randomBytes(16).toString('hex') };
  const draft = makeDraft(responseOf(report), options);
  writeNew(output, writeDraft(draft));
  const toDecide = decisionsOf(draft);
  print(printed, { draft: output, request: draft.answer.id, toDecide }, () => [
    `${output}: a draft of the letter, for you alone. What is told by default is told, unless you write why not.`,
    ...toDecide.map(({ what, how }) => `- ${what}: ${how}`),
    `Then: portcullis subject answer ${output} --out letter --left-out left-out.json`,
  ]);
}

/** Something that an officer has to decide in a draft, or may. */
interface Decision {
  readonly what: string;
  readonly how: string;
}

function decisionsOf({ answer }: Draft): readonly Decision[] {
  return [
    ...twinsOf(answer),
    ...contradictionsOf(answer),
    ...namesakesOf(answer),
    ...aboveOf(answer),
    ...notToldOf(answer),
    ...restrictedOf(answer),
    ...alwaysOf(answer),
  ];
}

function twinsOf(answer: WholeAnswer): readonly Decision[] {
  const found = subjectSources.flatMap((source) => answer[source].found);
  const twins = new Set(found.flatMap(({ twin }) => twin ?? []));
  if (twins.size < 2) return [];
  const untold = found.filter(({ twin }) => twin === null).length;
  return [
    {
      what: `${twins.size} people of this name and date of birth`,
      how:
        '`person` is the number of the one who asks (`twin` of the records). Better, ' +
        `${askAgain(answer)} and --exclude for each record of the others: else who has seen what is not told apart`,
    },
    ...(untold === 0
      ? []
      : [
          {
            what: `${counted(untold, 'record or link', 'records and links')} of either of them`,
            how: '`isOfPerson` says of each whose it is',
          },
        ]),
  ];
}

function contradictionsOf(answer: WholeAnswer): readonly Decision[] {
  const found = subjectSources.flatMap((source) => answer[source].found);
  return contradictionsIn(found).map(({ confirmed, other, field }) => ({
    what: `${confirmed}, which you confirmed, and ${other} contradict each other in ${field}`,
    how:
      `look both up by their cases; of two people, ${askAgain(answer)} and --exclude with the id of the other; where a record ` +
      'errs, `isOfPerson` of the former is true',
  }));
}

function namesakesOf(answer: WholeAnswer): readonly Decision[] {
  return subjectSources.flatMap((source) => {
    const { namesakes, namesakesLeftOut } = answer[source];
    const listed = namesakes.map(({ id, type, alikeBy, source: feed, sourceRef }) => ({
      what: `${source}: ${type} ${id} has ${alike(alikeBy)} (${feed}, ${sourceRef})`,
      how: `look it up by its case; where it is this person, ${askAgain(answer)} and --confirm with its id`,
    }));
    const what = `${source}: ${counted(namesakesLeftOut, 'more namesake')}, not listed`;
    const how = `with a full date of birth there are fewer: ask the person for it, and ${askAgain(answer)}`;
    return [...listed, ...(namesakesLeftOut === 0 ? [] : [{ what, how }])];
  });
}

/** Why with the id: without it the next question is a new request. */
const askAgain = ({ id }: Pick<WholeAnswer, 'id'>): string => `ask again with --request ${id}`;

function alike(by: string | null): string {
  if (by === 'DOCUMENT') return 'the number of a document, under another name';
  return by === 'EORI' ? 'the EORI number, under another name' : 'the name alone';
}

function aboveOf(answer: WholeAnswer): readonly Decision[] {
  const above = subjectSources.reduce((sum, source) => sum + answer[source].aboveClearance, 0);
  if (above === 0) return [];
  const how = 'a colleague who is cleared asks; `aboveClearance` says why they stay out, or let the colleague answer';
  return [{ what: `${counted(above, 'record')} above your clearance`, how }];
}

function notToldOf({ categories, ...answer }: WholeAnswer): readonly Decision[] {
  const told = new Set(categories.filter((each) => each.told).map(({ category }) => category));
  const data = subjectSources.flatMap((source) => answer[source].found.flatMap((holding) => holding.data));
  const notTold = data.filter(({ category }) => !told.has(category)).length;
  if (notTold === 0) return [];
  const how = '`notTold` says why; to tell words of it, copy them into `copied` of their record, with a note';
  return [{ what: `${counted(notTold, 'value')} of categories that are not told by default`, how }];
}

function restrictedOf(answer: WholeAnswer): readonly Decision[] {
  const rows = subjectSources.flatMap((source) => answer[source].seen?.recipients.rows ?? []);
  const agencies = new Map(rows.filter((row) => row.restricted).map(({ agency, contact }) => [agency, contact]));
  return [...agencies].map(([agency, contact]) => ({
    what: `${agency} has looked, perhaps in an inquiry: purpose and month are not told`,
    how: `ask ${contact ?? 'it'}; its officer agrees by portcullis subject agree ${answer.id} --agency ${answer.agency}; then ${askAgain(answer)}`,
  }));
}

function alwaysOf({ regimes, answeredBy }: WholeAnswer): readonly Decision[] {
  const ofRegimes = regimes.map(({ regime, groups, answerBy, grounds, approvedBy }) => ({
    what: `${regime} (${groups.join(', ')}), answer by ${answerBy ?? 'the day that portcullis subject requests names'}${approvedBy === null ? ', a PROPOSAL' : ''}`,
    how: `grounds to leave something out: ${grounds.map(({ code, article }) => `${code} (${article})`).join(', ')}`,
  }));
  const head = {
    what: `it is from ${answeredBy.name} (${answeredBy.contact}), and names no court`,
    how: 'correct `answeredBy`, state `court`; `textsApprovedBy` where your lawyer approved the texts',
  };
  return [...ofRegimes, head];
}
