/** A clock that went back further than this is reported, milliseconds; less is an ordinary correction. */
const tolerance = 1000;

/** When entries are placed: the machine's time, which never falls within a log. */
export class Clock {
  #last = 0;
  #isReported = false;

  /** Goes on after the last entry of a log. */
  resume(lastAt: string | null): void {
    this.#last = lastAt === null ? 0 : Date.parse(lastAt);
  }

  /** The instant of the next batch; `wentBack` once each time the clock falls behind the last entry. */
  next(now = Date.now()): {
    readonly at: string;
    readonly wentBack: { readonly last: string; readonly now: string } | null;
  } {
    const isBehind = now < this.#last - tolerance;
    const wentBack = isBehind && !this.#isReported ? { last: instant(this.#last), now: instant(now) } : null;
    this.#isReported = isBehind;
    this.#last = Math.max(this.#last, now);
    return { at: instant(this.#last), wentBack };
  }
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
