import { type Answered, type CellPath, cellState } from '../../../client/index.js';
import { constantWords, instantWords } from '../../parts/words.js';
import { recordTexts } from '../../texts/record.js';

/** One mark of a record's envelope. */
export interface Mark {
  readonly id: 'classification' | 'handling' | 'protected' | 'own' | 'plain';
  readonly text: string;
}

/**
 * The marks of a record's envelope, most binding first. What is kept of it is not among them; the page lists it below.
 *
 * @param path of the envelope
 * @param agency of who looks
 */
export function marksOf(answer: Answered, path: CellPath, agency: string | null): readonly Mark[] {
  const valueAt = (field: string): unknown => {
    const state = cellState(answer, [...path, field]);
    return state.state === 'shown' ? state.value : undefined;
  };
  const texts = recordTexts.marks;
  const marks: Mark[] = [];
  const add = (id: Mark['id'], text: string | undefined) => text !== undefined && marks.push({ id, text });
  const classification = valueAt('classification');
  if (isText(classification)) add('classification', constantWords(classification));
  for (const code of listOf(valueAt('handlingCodes'))) add('handling', recordTexts.handlingCodes[code] ?? code);
  const note = valueAt('handlingNote');
  if (isText(note)) add('handling', texts.note(note));
  const purposes = listOf(valueAt('purposeLimits')).map((each) => constantWords(each).toLowerCase());
  if (purposes.length > 0) add('handling', texts.purposes(purposes.join(', ')));
  const category = valueAt('dataSubjectCategory');
  if (isText(category)) add(protectedOnes.has(category) ? 'protected' : 'plain', texts.subject(lower(category)));
  if (valueAt('minor') === true) add('protected', texts.minor);
  const originator = valueAt('originator');
  if (isText(originator))
    add(originator === agency ? 'own' : 'plain', originator === agency ? texts.own : texts.of(originator));
  add('plain', evaluationOf(valueAt('sourceEvaluation'), valueAt('informationEvaluation')));
  const expiresAt = valueAt('expiresAt');
  if (isText(expiresAt)) add('plain', texts.expires(instantWords(expiresAt)));
  return marks;
}

const protectedOnes = new Set(['VICTIM', 'WITNESS']);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter(isText) : []);
const lower = (constant: string) => constantWords(constant).toLowerCase();

/** The 4x4 grid of Europol's Regulation, Article 29: `B2` and what it means. */
function evaluationOf(source: unknown, information: unknown): string | undefined {
  const grade = `${isText(source) ? source : ''}${typeof information === 'number' ? information : ''}`;
  if (grade === '') return undefined;
  const words = [
    ...(isText(source) ? [recordTexts.sourceEvaluations[source]] : []),
    ...(typeof information === 'number' ? [recordTexts.informationEvaluations[information]] : []),
  ].filter((each) => each !== undefined);
  return recordTexts.marks.evaluation(grade, words.join('; '));
}
