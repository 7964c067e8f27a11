/** A pause that another caller can end. */
export class Alarm {
  #ring: (() => void) | null = null;

  /** Ends the current pause, if any. */
  ring(): void {
    this.#ring?.();
  }

  /** @param ms 0: a minute */
  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.ring(), ms > 0 ? ms : 60_000);
      timer.unref();
      this.#ring = () => {
        clearTimeout(timer);
        this.#ring = null;
        resolve();
      };
    });
  }
}
