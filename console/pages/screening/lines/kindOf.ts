/** What a line is asked as. A number is looked up among all kinds of record. */
export const lineKinds = ['person', 'organization', 'vessel', 'number'] as const;
export type LineKind = (typeof lineKinds)[number];

/** Words by which lists say what a line is. */
const kindWords: Readonly<Record<string, LineKind>> = {
  ...{ person: 'person', individual: 'person' },
  ...{ organization: 'organization', organisation: 'organization', firm: 'organization', company: 'organization' },
  ...{ entity: 'organization', vessel: 'vessel', ship: 'vessel', number: 'number' },
};

/** The kind that a word names; undefined where it names none. */
export const namedKind = (text: string): LineKind | undefined => kindWords[text.trim().toLowerCase()];

/** Legal forms: of three letters and more anywhere, of two only as the last word, where no given name stands. */
const forms = new Set(
  `GMBH MBH OHG EKFM VOF LTD LIMITED LLC LLP PLC INC INCORPORATED CORP CORPORATION COMPANY SAS SARL SRL SPA SLU LDA ASA APS OYJ
  SIA UAB DOO KFT ZRT NYRT SPZOO SRO EOOD OOD PTE PTY SDN BHD FZE FZCO FZC DMCC PJSC JSC OJSC CJSC OOO ООО ОАО ЗАО ПАО ЕООД ООД ТОВ
  ПРАТ ΑΕ ΕΠΕ`.split(/\s+/),
);
const lastForms = new Set('AG KG SE UG EK BV NV SA SL AB AS OY AD DD CO LP АО АД'.split(' '));

const ship = /^(M\/?V|M\/?T|M\/S|S\/S|F\/?V|LNG\/?C|VESSEL)\.?\s+\S/i;

/**
 * What a text looks like: a number where every word has a digit or is a short prefix in capitals, a ship by its prefix, a firm by
 * its legal form, else a person. It is a proposal; who pasted the line can change it.
 */
export function likelyKind(text: string): LineKind {
  const plain = text.normalize('NFKC').trim();
  const words = plain.split(/[\s,]+/);
  const isNumbered = words.every((word) => /\d/.test(word) || /^[A-Z]{1,4}$|^[-./]$/.test(word));
  if ((isNumbered && /\d/.test(plain)) || /^[A-Z0-9]{1,2}-[A-Z]{3,4}$/.test(plain)) return 'number';
  if (ship.test(plain)) return 'vessel';
  const bare = words.map((word) => word.replaceAll('.', '').toUpperCase());
  const last = words.at(-1) ?? '';
  const isLastForm = words.length > 1 && last === last.toUpperCase() && lastForms.has(bare.at(-1) ?? '');
  return isLastForm || bare.some((word) => forms.has(word)) ? 'organization' : 'person';
}
