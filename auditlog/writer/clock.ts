/** A clock that went back further than this is told of; less is the ordinary correction of a clock. */
const told = 1000;

/** When entries are placed: the time of the machine, which in a log never falls. */
export class Clock {
  #last = 0;
  #isTold = false;

  /** Goes on behind the last entry of a log. */
  resume(lastAt: string | null): void {
    this.#last = lastAt === null ? 0 : Date.parse(lastAt);
  }

  /** The instant of the next batch; `wentBack` once for each time that the clock fell behind the last entry. */
  next(now = Date.now()): {
    readonly at: string;
    readonly wentBack: { readonly last: string; readonly now: string } | null;
  } {
    const isBehind = now < this.#last - told;
    const wentBack = isBehind && !this.#isTold ? { last: instant(this.#last), now: instant(now) } : null;
    this.#isTold = isBehind;
    this.#last = Math.max(this.#last, now);
    return { at: instant(this.#last), wentBack };
  }
}

function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
