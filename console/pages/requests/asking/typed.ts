import { type AskedSubject, identifications } from '../../../../subject/index.js';

/** A document as it was typed. */
export interface TypedDocument {
  readonly number: string;
  readonly country: string;
  readonly kind: string;
}

/** What an officer typed of the person who asks. */
export interface Typed {
  /** Id of the request, where it was asked before. */
  readonly request: string;
  readonly agency: string;
  readonly name: string;
  /** YYYY-MM-DD. */
  readonly birthDate: string;
  readonly documents: readonly TypedDocument[];
  readonly eori: string;
  readonly identifiedBy: string;
}

/** A part of it that cannot be asked. */
export type Mistake = 'name' | 'birthDate' | 'document' | 'country' | 'identifiedBy';

export const emptyDocument: TypedDocument = { number: '', country: '', kind: '' };

export const nothingTyped: Typed = {
  ...{ request: '', agency: '', name: '', birthDate: '', eori: '', identifiedBy: '' },
  documents: [emptyDocument],
};

/** Documents of one question. */
export const MOST_DOCUMENTS = 5;

/** Kinds of documents that the graph knows. */
export const documentKinds = [
  ...(['PASSPORT', 'NATIONAL_ID', 'RESIDENCE_PERMIT', 'DRIVING_LICENCE', 'SEAFARER_ID'] as const),
  ...(['SOCIAL_SECURITY_NUMBER', 'TAX_NUMBER', 'OTHER'] as const),
] as const;

/** What is wrong in it; empty: it can be asked. */
export function mistakesIn(typed: Typed): readonly Mistake[] {
  const numbers = typed.documents.map(({ number }) => number.trim()).filter(Boolean);
  return [
    ...(typed.name.trim().split(/\s+/).length < 2 ? (['name'] as const) : []),
    ...(typed.birthDate !== '' && !/^\d{4}-\d\d-\d\d$/.test(typed.birthDate) ? (['birthDate'] as const) : []),
    ...(numbers.some((number) => number.length < 4) ? (['document'] as const) : []),
    ...(typed.documents.some(({ country }) => !/^([A-Za-z]{2})?$/.test(country.trim())) ? (['country'] as const) : []),
    ...(identifications.some((each) => each === typed.identifiedBy) ? [] : (['identifiedBy'] as const)),
  ];
}

/** Whether nobody can be found by it: names alone are namesakes. */
export function isNameAlone({ birthDate, eori, documents }: Typed): boolean {
  return birthDate === '' && eori.trim() === '' && documents.every(({ number }) => number.trim() === '');
}

/** The question. What was left empty is not in it. @param decided what the officer decided to be of the person, and of others */
export function askedOf(
  typed: Typed,
  decided: { readonly confirmed?: readonly string[]; readonly excluded?: readonly string[] } = {},
): AskedSubject {
  const documents = typed.documents
    .filter(({ number }) => number.trim() !== '')
    .map(({ number, country, kind }) => ({
      number: number.trim(),
      ...(country.trim() && { country: country.trim().toUpperCase() }),
      ...(kind && { kind }),
    }));
  const { confirmed = [], excluded = [] } = decided;
  return {
    name: typed.name.trim(),
    identifiedBy: typed.identifiedBy as AskedSubject['identifiedBy'],
    ...(typed.request.trim() && { request: typed.request.trim() }),
    ...(typed.agency.trim() && { agency: typed.agency.trim() }),
    ...(typed.birthDate && { birthDate: typed.birthDate }),
    ...(typed.eori.trim() && { eori: typed.eori.trim() }),
    ...(documents.length > 0 && { documents }),
    ...(confirmed.length > 0 && { confirmed }),
    ...(excluded.length > 0 && { excluded }),
  };
}

/** What was typed to ask this. @param request the request's id */
export function typedOf(asked: AskedSubject, request: string): Typed {
  const documents = (asked.documents ?? []).map(({ number, country, kind }) => ({
    ...{ number, country: country ?? '', kind: kind ?? '' },
  }));
  return {
    request,
    agency: asked.agency ?? '',
    name: asked.name,
    birthDate: asked.birthDate ?? '',
    documents: documents.length > 0 ? documents : [emptyDocument],
    eori: asked.eori ?? '',
    identifiedBy: asked.identifiedBy,
  };
}
