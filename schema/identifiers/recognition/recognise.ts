import { contacts } from './contacts.js';
import { places } from './coordinates.js';
import { dates } from './dates.js';
import { documents } from './documents.js';
import { firms } from './firms.js';
import { flights } from './flights.js';
import { type Reading, type Recognised, textForms } from './forms.js';
import { goods } from './goods.js';
import { behindLabel, identifierText, plainText } from './plain.js';
import { ships } from './ships.js';
import { vehicles } from './vehicles.js';
import { wallets } from './wallets.js';

/** No number is longer: the longest zone of a document has ninety characters. */
const LONGEST_IDENTIFIER = 120;

const readers = [documents, goods, firms, contacts, wallets, vehicles, ships, flights, dates, places]
  .flat()
  .map((each) => ({
    ...each,
    bare: each.label === undefined ? () => null : behindLabel(each.label),
  }));

/**
 * All forms that a text has, the most specific first: seven digits may be a ship, a document and a code, and none is ruled out.
 * Of a wrong check digit it says so, since sources keep what was stated. None for a text without letters and digits. Libraries are
 * loaded where a text first looks like what they know.
 *
 * @param isCaseReference whether a text has the form of some agency's case references
 */
export async function recognise(
  text: string,
  isCaseReference: (text: string) => boolean,
): Promise<readonly Recognised[]> {
  const plain = plainText(text);
  const numbers = await identifiers(plain);
  // A zone states a name, and is none.
  const isZone = numbers.some(({ form }) => form === 'MRZ');
  const found = [...numbers, ...writtenForms(plain, isCaseReference).filter(({ form }) => !isZone || form !== 'NAME')];
  return textForms.flatMap((form) => {
    const own = found.filter((each) => each.form === form);
    return own.filter(({ value }, at) => own.findIndex((each) => each.value === value) === at);
  });
}

/** What numbers a text may be. A label says which, and rules out all but a document, whose number may begin with it. */
async function identifiers(plain: string): Promise<readonly Recognised[]> {
  const text = identifierText(plain);
  if (text === '' || text.length > LONGEST_IDENTIFIER) return [];
  const all = await Promise.all(readers.map((reader) => readBy(reader, text)));
  const isNamed = all.some(({ isSure }) => isSure);
  return all.flatMap(({ isSure, found }) =>
    found.filter(({ form }) => isSure || !isNamed || form === 'DOCUMENT_NUMBER'),
  );
}

/** What one recogniser reads, and whether a label of it says that this is what the text is. */
async function readBy({ form, bare, read, isWeak }: (typeof readers)[number], text: string) {
  const behind = bare(text);
  const labelled = behind === null ? null : await read(behind, true);
  const readings = labelled ?? (await read(text, false)) ?? [];
  return {
    isSure: labelled !== null && isWeak !== true,
    found: [readings].flat().map((reading) => toRecognised({ form, ...reading })),
  };
}

/** What a text may be as it is written. */
function writtenForms(plain: string, isCaseReference: (text: string) => boolean): readonly Recognised[] {
  const values = {
    CASE_REFERENCE: [plain, plain.toUpperCase()].find(isCaseReference),
    NAME: isName(plain) ? plain : undefined,
    WORDS: /[\p{L}\p{N}]/u.test(plain) ? plain : undefined,
  };
  return (['CASE_REFERENCE', 'NAME', 'WORDS'] as const).flatMap((form) => {
    const value = values[form];
    return value === undefined ? [] : [toRecognised({ form, value })];
  });
}

function toRecognised({ form, value, checkDigitValid = null, countries = [] }: Reading & Pick<Recognised, 'form'>) {
  return { form, value, checkDigitValid, countries };
}

/** Ships have numbers in their names, so digits do not rule a name out. */
function isName(plain: string): boolean {
  const letters = countOf(plain, /\p{L}/gu);
  return letters >= 2 && letters > countOf(plain, /\p{N}/gu);
}

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
