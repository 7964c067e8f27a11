/** What one part of a reading knows of all that came before. */
export interface Memory {
  /** What it knows, where that is little; JSON. */
  readonly state: unknown;
  /** What it learned since it was last asked; where it is restored, all that it learned. */
  readonly grown: Uint8Array;
}

/** A part of a reading that has to know what came before, also where another process goes on with it. */
export interface Remembering {
  /** What it knows now, where that is little. */
  state(): unknown;
  /** What it learned since the last call. */
  grown(): Uint8Array;
  /** Called once, before anything is read. */
  restore(memory: Memory): void;
}

/** A part that knows little: all of it is in each memory. */
export function remembersState<State>(state: () => State, restore: (state: State) => void): Remembering {
  return { state, grown: () => new Uint8Array(), restore: (memory) => restore(memory.state as State) };
}
