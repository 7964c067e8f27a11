/** A holding, as far as tests read it. */
export interface Held {
  readonly id: string;
  readonly type: string;
  readonly recordId: string | null;
  readonly sourceRef: string;
  readonly originator: string;
  readonly data: readonly { readonly value: string; readonly ofRecord: boolean; readonly category: string }[];
}

/** What one source holds. */
export interface Holdings {
  readonly found: readonly Held[];
  readonly namesakes: readonly Pick<Held, 'type' | 'sourceRef'>[];
  readonly aboveClearance: number;
}

/** Holdings by the source. */
export type SubjectAnswer = Readonly<Record<'persons' | 'seizures' | 'incidents' | 'cargo', Holdings>>;

/** Asks all sources for what is held of `$asked`. */
export const subjectQuery = `query Subject($asked: SubjectInput!) { subject(asked: $asked) {
  ${['persons', 'seizures', 'incidents', 'cargo'].map((source) => `${source} { ...holdings }`).join(' ')} } }
fragment holdings on SubjectHoldings { source aboveClearance namesakes { type sourceRef } namesakesLeftOut
  found { id type recordId sourceRef originator data { path category value ofRecord } } }`;

/** Whether a holding is of a type. */
export const isHolding =
  (type: string) =>
  (held: Held): boolean =>
    held.type === type;
