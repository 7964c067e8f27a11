import type { Random } from '../world/random.js';

/** In every word that the night plants: in names, pseudonyms of officers, what a hostile client writes. In no word of the product. */
export const mark = 'zzq';

/** The agency that delivers: its own records are its own to read. */
export const originator = 'EU-ANALYSIS';

/** Under which the records of the watched folder are kept. */
export const watchedSource = 'mapped-night';

/** Reads names masked, by the matrix: so it must never see a planted word. */
export const neverInFull: ReadonlySet<string> = new Set(['ES-TAX']);

/** A person of a delivery, whose two words are nobody else's. */
export interface Planted {
  readonly ref: string;
  readonly source: string;
  readonly name: string;
  /** Agencies that it is released to; null: to all. */
  readonly audience: readonly string[] | null;
  /** When the delivery was confirmed, ms; absent: not yet. */
  takenInAt?: number;
  /** From when on nobody may see it, ms: what took it away was confirmed. */
  goneAt?: number;
  /** Something is taking it away. */
  isLeaving?: boolean;
}

/** All that was planted so far. */
export interface Words {
  readonly all: readonly Planted[];
  /** A new person of a source. */
  plant(source: string, audience: readonly string[] | null): Planted;
  /** A name of the same form that nobody ever delivers. */
  absent(): string;
  /** Those who are there and stay there. */
  here(source?: string): readonly Planted[];
  /** Why an answer to an agency, asked at an instant, may not have this text; empty: it may. */
  faultsOf(text: string, agency: string, askedAt: number): readonly string[];
}

const syllables = [
  'ba',
  'bo',
  'da',
  'de',
  'fi',
  'ga',
  'ho',
  'ka',
  'lu',
  'me',
  'mo',
  'na',
  'no',
  'pa',
  'ri',
  'ru',
  'ta',
  'to',
];

/** Whether the agency may read the name. */
export function mayRead(agency: string, { audience }: Planted): boolean {
  if (agency === originator) return true;
  return !neverInFull.has(agency) && (audience === null || audience.includes(agency));
}

export function createWords(random: Random): Words {
  const all: Planted[] = [];
  const byWord = new Map<string, Planted>();
  const used = new Set<string>();
  const word = (): string => {
    const made =
      [0, 1, 2].map(() => random.pick(syllables)).join('') + mark + random.pick(syllables) + random.pick(syllables);
    if (used.has(made)) return word();
    used.add(made);
    return made[0]?.toUpperCase() + made.slice(1);
  };
  return {
    all,
    plant(source, audience) {
      const name = `${word()} ${word()}`;
      const planted = { ref: `night-${all.length}`, source, name, audience };
      all.push(planted);
      for (const each of name.split(' ')) byWord.set(each.toLowerCase(), planted);
      return planted;
    },
    absent: () => `${word()} ${word()}`,
    here: (source) =>
      all.filter((each) => each.takenInAt && !each.isLeaving && !each.goneAt && (!source || each.source === source)),
    faultsOf(text, agency, askedAt) {
      const found = new Set(text.toLowerCase().match(new RegExp(`[a-z]+${mark}[a-z]+`, 'g')) ?? []);
      return [...found].flatMap((each) => {
        const planted = byWord.get(each);
        if (!planted) return [];
        if (!mayRead(agency, planted)) return [`${agency} reads ${planted.ref}, which is not released to it`];
        const { goneAt } = planted;
        return goneAt && askedAt > goneAt
          ? [`${agency} reads ${planted.ref}, which was taken away before it asked`]
          : [];
      });
    },
  };
}
