/** The instant at which every recording begins: a day after the demonstration plays, so that its grants and expiries stand. */
export const recordedAt = '2026-11-26T12:00:00.000Z';

/** Instants of a recording: within hours of its beginning, as PostgreSQL, JSON and people write them. */
const ofRecording = /2026-11-26[T ]1[2-7]:\d\d:\d\d(?:\.\d+)?(?:Z|\+00(?::?00)?)?/g;

/** Lets the process live from `recordedAt` on: answers depend on the day, by expiries and grants. Ends with what it returns. */
export function startClock(): () => void {
  const Real = globalThis.Date;
  const ahead = Real.parse(recordedAt) - Real.now();
  const Shifted = class extends Real {
    constructor(...args: readonly unknown[]) {
      if (args.length === 0) super(Shifted.now());
      else super(...(args as [number]));
    }
    static override now(): number {
      return Real.now() + ahead;
    }
  };
  globalThis.Date = Shifted as DateConstructor;
  return () => {
    globalThis.Date = Real;
  };
}

/** A text whose instants of the recording say `now`. */
export function withoutInstants(text: string): string {
  return text.replace(ofRecording, 'now');
}
